/*
 * Goal: a command line means what it says, or is refused with a sentence. Method: tables of
 * command lines, split at blanks.
 */
#include "kit/tell/help.h"
#include "kit/tell/options.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define WORDS 16

static struct options options;
static struct kit_error err;
static char line[256]; /* the options point into it */
static char *words[WORDS];

static enum kit_status read(const char *command_line)
{
    size_t count = 0;
    strcpy(line, command_line);
    for (char *word = strtok(line, " "); word && count < WORDS - 1; word = strtok(NULL, " "))
        words[count++] = word;
    words[count] = NULL;
    err.text[0] = 0;
    return options_read(words, &options, &err);
}

static void a_scenario_runs_once_unless_told(void **state)
{
    static const struct {
        const char *line;
        uint32_t repeat;
        bool until_fail;
    } rows[] = {
        {"run x", 1, false},
        {"run x --repeat 3", 3, false},
        {"run x --repeat=1000000", 1000000, false},
        {"run x -r 7", 7, false},
        {"run x -r7", 7, false},
        {"run x --until-fail", 1000000, true},
        {"run -u x", 1000000, true},
        {"run --until-fail --repeat 5 x", 5, true},
        {"run --repeat 5 --until-fail x", 5, true},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(read(rows[i].line), KIT_OK);
        assert_int_equal(options.repeat, rows[i].repeat);
        assert_int_equal(options.until_fail, rows[i].until_fail);
        assert_int_equal(options.path_count, 1);
        assert_string_equal(options.paths[0], "x");
    }
}

static void what_is_run_until_it_fails_is_run_alone_unless_told(void **state)
{
    (void)state;
    assert_int_equal(read("run x --until-fail"), KIT_OK);
    assert_int_equal(options.jobs, 1);
    assert_int_equal(read("run x --until-fail --jobs 3"), KIT_OK);
    assert_int_equal(options.jobs, 3);
    assert_int_equal(read("run x --fail-fast --repeat 2"), KIT_OK);
    assert_true(options.fail_fast && options.jobs >= 2 && !options.until_fail);
}

static void what_is_run_again_is_bounded(void **state)
{
    (void)state;
    assert_int_equal(read("run x"), KIT_OK);
    assert_true(options.retries == 0 && !options.allows_flaky);
    assert_int_equal(read("run x --retries 2 --allow-flaky"), KIT_OK);
    assert_true(options.retries == 2 && options.allows_flaky);
    assert_int_equal(read("run x --retries 101"), KIT_BAD_INPUT);
    assert_string_equal(err.text, "--retries needs a whole number from 1 to 100, not '101'");
    assert_int_equal(read("run x --retries 0"), KIT_BAD_INPUT);
    assert_int_equal(read("run x --allow-flaky"), KIT_BAD_INPUT);
    assert_int_equal(read("run x --retries 1 --until-fail"), KIT_BAD_INPUT);
    assert_int_equal(read("sweep x --retries 1"), KIT_BAD_INPUT);
}

static void colours_are_one_of_three_words(void **state)
{
    (void)state;
    assert_int_equal(read("run x"), KIT_OK);
    assert_int_equal(options.colours, COLOURS_AUTO);
    assert_int_equal(read("judge x --color never"), KIT_OK);
    assert_int_equal(options.colours, COLOURS_NEVER);
    assert_int_equal(read("sweep x -Calways"), KIT_OK);
    assert_int_equal(options.colours, COLOURS_ALWAYS);
    assert_int_equal(read("run x --color Always"), KIT_BAD_INPUT);
    assert_string_equal(err.text, "--color needs auto, always or never, not 'Always'");
}

static void what_is_no_number_of_runs_is_refused(void **state)
{
    static const char *const rows[] = {"0", "1000001", "-1", "x", "4x", "99999999999999999999"};
    char command_line[64], sentence[128];
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        snprintf(command_line, sizeof command_line, "run x --repeat %s", rows[i]);
        snprintf(sentence, sizeof sentence,
                 "--repeat needs a whole number from 1 to 1000000, not '%s'", rows[i]);
        assert_int_equal(read(command_line), KIT_BAD_INPUT);
        assert_string_equal(err.text, sentence);
    }
}

static void the_doctor_strikes_at_calls_for_some_time_if_that_is_wanted(void **state)
{
    (void)state;
    assert_int_equal(read("doctor --quick app.exe --exact"), KIT_OK);
    assert_true(options.is_quick && !options.is_exact && !options.injects);
    assert_int_equal(read("doctor --exact --budget 90s app.exe"), KIT_OK);
    assert_true(options.is_exact && !options.injects && options.budget_ms == 90000);
    assert_int_equal(read("doctor --inject app.exe"), KIT_OK);
    assert_true(options.injects && !options.is_exact);
    assert_int_equal(read("look --inject app.exe"), KIT_OK);
    assert_true(options.injects);
    assert_int_equal(read("doctor --quick --budget 90s app.exe"), KIT_OK);
    assert_true(options.is_quick && options.budget_ms == 90000);
    assert_int_equal(read("look --exact app.exe"), KIT_BAD_INPUT);
}

static void a_shard_is_one_of_how_many_there_are(void **state)
{
    static const char *const wrong[] = {"0/3", "4/3", "3", "/3", "1/", "1/0", "a/b", "1/3/5"};
    char command_line[64], sentence[160];
    (void)state;
    assert_int_equal(read("sweep x"), KIT_OK);
    assert_true(options.shard == 1 && options.shards == 1 && options.budget_ms == 0);
    assert_int_equal(read("sweep x --shard 2/8 --budget 10min --resume"), KIT_OK);
    assert_true(options.shard == 2 && options.shards == 8 && options.budget_ms == 600000);
    assert_true(options.resume && !options.keep_logs);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        snprintf(command_line, sizeof command_line, "sweep x --shard %s", wrong[i]);
        assert_int_equal(read(command_line), KIT_BAD_INPUT);
        snprintf(
            sentence, sizeof sentence,
            "--shard needs the number of a part and how many parts there are, such as 2/8, "
            "not '%s'",
            wrong[i]);
        assert_string_equal(err.text, sentence);
    }
    assert_int_equal(read("run x --settle 200ms"), KIT_OK);
    assert_true(options.settle_ms == 200);
    assert_int_equal(read("run x --settle soon"), KIT_BAD_INPUT);
    assert_string_equal(err.text, "--settle needs a time such as 200ms or 2s, not 'soon'");
    assert_int_equal(read("sweep x --budget 10"), KIT_BAD_INPUT);
    assert_string_equal(err.text, "--budget needs a time such as 90s or 10min, not '10'");
    assert_int_equal(read("run x --shard 1/2"), KIT_BAD_INPUT);
    assert_int_equal(read("sweep x --repeat 2"), KIT_BAD_INPUT);
}

static void an_option_without_a_value_takes_none(void **state)
{
    (void)state;
    assert_int_equal(read("run x --until-fail=3"), KIT_BAD_INPUT);
    assert_string_equal(err.text, "--until-fail takes no value; leave '3' out");
    assert_int_equal(read("run x --junit"), KIT_BAD_INPUT);
    assert_string_equal(err.text, "--junit needs a value: --junit FILE");
}

static void the_log_has_the_options_as_they_were_given(void **state)
{
    (void)state;
    assert_int_equal(read("run x -j2 --until-fail --junit=out.xml"), KIT_OK);
    assert_string_equal(options.given, "--jobs 2 --until-fail --junit out.xml");
}

static void each_format_of_a_report_has_its_file(void **state)
{
    const char *reports[REPORT_FORMAT_COUNT];
    char command_line[64];
    (void)state;
    for (int i = 0; i < REPORT_FORMAT_COUNT; i++) {
        snprintf(command_line, sizeof command_line, "run x --%s=out", report_format_words[i]);
        assert_int_equal(read(command_line), KIT_OK);
        options_reports(&options, reports);
        for (int k = 0; k < REPORT_FORMAT_COUNT; k++)
            assert_true(k == i ? words_equal(reports[k], "out") : reports[k] == NULL);
    }
}

/* What seems to be obeyed and is not misleads: `judge --repeat 5` judged once. */
static void a_command_refuses_the_options_that_it_would_not_obey(void **state)
{
    static const char *const refused[] = {
        "judge x --repeat 2",   "judge x --until-fail", "judge x --junit y",
        "run x --times 2",      "replay x --repeat 2",  "judge x --jobs 2",
        "judge x --log-dir y",  "judge x --programs y", "check x --repeat 2",
        "check x --until-fail", "check x --junit y",    "merge x --jobs 2",
        "merge x --log-dir y",  "merge x --shard 1/2",  "check x --log-dir y",
        "steps --jobs 2",       "version --programs y"};
    static const char *const obeyed[] = {
        "run x -r 2 -u -x y -j 2 -l y -p y", "replay x -N 2 -u -x y -j 2 -l y -p y",
        "merge x y --junit z", "check x --programs y", "judge x --jobs 2 --help"};
    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        assert_int_equal(read(refused[i]), KIT_BAD_INPUT);
        assert_non_null(strstr(err.text, "' has no option '--"));
    }
    assert_int_equal(read("judge x --repeat 2"), KIT_BAD_INPUT);
    assert_string_equal(err.text,
                        "'judge' has no option '--repeat', which is for run or doctor; "
                        "`lifeline judge --help` lists its options");
    for (size_t i = 0; i < sizeof obeyed / sizeof *obeyed; i++)
        assert_int_equal(read(obeyed[i]), KIT_OK);
}

static void one_word_is_the_option_of_its_command(void **state)
{
    (void)state;
    assert_int_equal(read("report x -o y"), KIT_OK);
    assert_string_equal(options.values[OPTION_HTML], "y");
    assert_null(options.values[OPTION_SCENARIO]);
    assert_int_equal(read("extract x --output=y"), KIT_OK);
    assert_string_equal(options.values[OPTION_SCENARIO], "y");
    assert_null(options.values[OPTION_HTML]);
    assert_int_equal(read("run x -oy"), KIT_BAD_INPUT);
    assert_string_equal(err.text,
                        "'run' has no option '--output', which is for extract, shrink, "
                        "report or collect; `lifeline run --help` lists its "
                        "options");
}

static void a_smaller_scenario_is_run_five_times_unless_told(void **state)
{
    (void)state;
    assert_int_equal(read("shrink x"), KIT_OK);
    assert_int_equal(options.tries, 5);
    assert_int_equal(read("shrink x --tries 20 --trust -j 2"), KIT_OK);
    assert_int_equal(options.tries, 20);
    assert_int_equal(read("shrink x --tries 101"), KIT_BAD_INPUT);
    assert_string_equal(err.text, "--tries needs a whole number from 1 to 100, not '101'");
    assert_int_equal(read("extract x --tries 2"), KIT_BAD_INPUT);
}

/* What the help of a command says. */
static const char *help_of(enum lifeline_command command)
{
    static char text[16384];
    FILE *help = tmpfile();
    assert_non_null(help);
    help_print(help, command);
    rewind(help);
    size_t size = fread(text, 1, sizeof text - 1, help);
    text[size] = 0;
    assert_true(feof(help));
    fclose(help);
    return text;
}

static void an_output_is_what_its_command_writes(void **state)
{
    static const struct {
        const char *line;
        enum lifeline_option option;
    } rows[] = {
        {"report x --output y", OPTION_HTML}, {"report -oy x", OPTION_HTML},
        {"report x --output=y", OPTION_HTML}, {"collect x --output y", OPTION_LOG},
        {"collect -oy x", OPTION_LOG},        {"collect x --output=y", OPTION_LOG},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(read(rows[i].line), KIT_OK);
        for (int k = 0; k < OPTION_COUNT; k++)
            assert_true(!options.values[k] == (k != (int)rows[i].option));
        assert_string_equal(options.values[rows[i].option], "y");
    }
    assert_int_equal(read("run x --output y"), KIT_BAD_INPUT);
    assert_string_equal(err.text, "'run' has no option '--output', which is for extract, "
                                  "shrink, report or collect; `lifeline run --help` lists its "
                                  "options");
}

static void the_help_fits_a_terminal(void **state)
{
    (void)state;
    for (int i = 0; i < COMMAND_COUNT; i++) {
        int longest = 0, lines = 0;
        for (const char *at = help_of((enum lifeline_command)i); *at; lines++) {
            int length = (int)strcspn(at, "\r\n");
            longest = length > longest ? length : longest;
            at += length;
            at += strspn(at, "\r");
            at += *at == '\n';
        }
        assert_true(lines > (i == COMMAND_HELP ? COMMAND_COUNT : 7));
        assert_true(longest <= 96);
    }
}

/* The commands that have an option of this word, 1 << each. */
static uint32_t commands_with(const char *word)
{
    uint32_t all = 0;
#define X(option, long_form, short_form, value, commands, meaning)                             \
    all |= words_equal(long_form, word) ? (commands) : 0;
    LIFELINE_OPTIONS(X)
#undef X
    return all;
}

static void the_help_of_a_command_has_its_options_alone(void **state)
{
    (void)state;
    for (int i = 0; i < COMMAND_COUNT; i++) {
        const char *text = help_of((enum lifeline_command)i);
        assert_non_null(strstr(text, "Usage: lifeline "));
        assert_non_null(strstr(text, command_words[i]));
#define X(option, long_form, short_form, value, commands, meaning)                             \
    assert_true(!strstr(text, "  " short_form ", " long_form) ==                               \
                !(commands_with(long_form) >> i & 1u));
        LIFELINE_OPTIONS(X)
#undef X
    }
}

static void help_is_of_the_command_beside_it(void **state)
{
    static const struct {
        const char *line;
        enum lifeline_command of;
    } rows[] = {
        {"--help", COMMAND_HELP},
        {"-h", COMMAND_HELP},
        {"help", COMMAND_HELP},
        {"run --help", COMMAND_RUN},
        {"run x -h", COMMAND_RUN},
        {"help sweep", COMMAND_SWEEP},
        {"steps -?", COMMAND_STEPS},
        {"help help", COMMAND_HELP},
        {"--version --help", COMMAND_VERSION},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(read(rows[i].line), KIT_OK);
        assert_int_equal(options.command, COMMAND_HELP);
        assert_int_equal(options.help_of, rows[i].of);
    }
    assert_int_equal(read("help swep"), KIT_BAD_INPUT);
    assert_string_equal(err.text, "there is no command 'swep'; did you mean 'sweep'? "
                                  "`lifeline --help` lists the commands");
}

static void each_example_is_a_command_line(void **state)
{
    static const char *const examples[COMMAND_COUNT] = {
#define X(command, word, arguments, meaning, example, function, kind) word " " example,
        LIFELINE_COMMANDS(X)
#undef X
    };
    (void)state;
    for (int i = 0; i < COMMAND_COUNT; i++) {
        assert_int_equal(read(examples[i]), KIT_OK);
        assert_int_equal(options.command, i);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_scenario_runs_once_unless_told),
        cmocka_unit_test(what_is_run_until_it_fails_is_run_alone_unless_told),
        cmocka_unit_test(what_is_run_again_is_bounded),
        cmocka_unit_test(colours_are_one_of_three_words),
        cmocka_unit_test(what_is_no_number_of_runs_is_refused),
        cmocka_unit_test(the_doctor_strikes_at_calls_for_some_time_if_that_is_wanted),
        cmocka_unit_test(a_shard_is_one_of_how_many_there_are),
        cmocka_unit_test(an_option_without_a_value_takes_none),
        cmocka_unit_test(a_command_refuses_the_options_that_it_would_not_obey),
        cmocka_unit_test(the_log_has_the_options_as_they_were_given),
        cmocka_unit_test(each_format_of_a_report_has_its_file),
        cmocka_unit_test(an_output_is_what_its_command_writes),
        cmocka_unit_test(one_word_is_the_option_of_its_command),
        cmocka_unit_test(a_smaller_scenario_is_run_five_times_unless_told),
        cmocka_unit_test(the_help_fits_a_terminal),
        cmocka_unit_test(the_help_of_a_command_has_its_options_alone),
        cmocka_unit_test(help_is_of_the_command_beside_it),
        cmocka_unit_test(each_example_is_a_command_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
