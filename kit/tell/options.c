#include "kit/tell/options.h"
#include "kit/base/command.h"
#include "kit/base/duration.h"
#include "kit/os/platform.h"

#include <stdlib.h>
#include <string.h>

#define SHARDS_MOST  100000
#define REPEAT_MOST  1000000
#define RETRIES_MOST 100
#define TRIES_MOST   100
#define TRIES_USUAL  5
#define LOOK_MS      3000

const char *const command_words[COMMAND_COUNT + 1] = {
#define X(command, word, arguments, meaning, example, function, kind) word,
    LIFELINE_COMMANDS(X)
#undef X
};

const char *const command_arguments[COMMAND_COUNT] = {
#define X(command, word, arguments, meaning, example, function, kind) arguments,
    LIFELINE_COMMANDS(X)
#undef X
};

static const char *const long_forms[OPTION_COUNT + 1] = {
#define X(option, long_form, short_form, value, commands, meaning) long_form,
    LIFELINE_OPTIONS(X)
#undef X
};

static const char *const short_forms[OPTION_COUNT + 1] = {
#define X(option, long_form, short_form, value, commands, meaning) short_form,
    LIFELINE_OPTIONS(X)
#undef X
};

/* The help text for an option's value; empty for an option without a value. */
static const char *const values[OPTION_COUNT] = {
#define X(option, long_form, short_form, value, commands, meaning) value,
    LIFELINE_OPTIONS(X)
#undef X
};

static const uint32_t is_for[OPTION_COUNT] = {
#define X(option, long_form, short_form, value, commands, meaning) commands,
    LIFELINE_OPTIONS(X)
#undef X
};

static enum kit_status unknown_command(const char *word, struct kit_error *err)
{
    const char *nearest = nearest_word(word, command_words, COMMAND_COUNT);
    return kit_fail(err, KIT_BAD_INPUT,
                    "there is no command '%.60s'%s%s%s `%.250s --help` lists the commands",
                    word, nearest ? "; did you mean '" : ";", nearest ? nearest : "",
                    nearest ? "'?" : "", command_name());
}

static enum kit_status unknown_option(const char *word, enum lifeline_command command,
                                      struct kit_error *err)
{
    const char *own[OPTION_COUNT], *nearest;
    size_t count = 0;
    for (int i = 0; i < OPTION_COUNT; i++) {
        if (is_for[i] >> command & 1u)
            own[count++] = long_forms[i];
    }
    nearest = nearest_word(word, own, count);
    return kit_fail(err, KIT_BAD_INPUT,
                    "'%s' has no option '%.60s'%s%s%s `%.250s %s --help` lists its options",
                    command_words[command], word, nearest ? "; did you mean '" : ";",
                    nearest ? nearest : "", nearest ? "'?" : "", command_name(),
                    command_words[command]);
}

static bool is_form(const char *form, const char *word, size_t length)
{
    return strlen(form) == length && memcmp(form, word, length) == 0;
}

/* Two commands can have an option of one form each. For another command it is the first. */
static int option_index(const char *word, size_t length, enum lifeline_command command)
{
    int found = -1;
    for (int i = 0; i < OPTION_COUNT; i++) {
        if (!is_form(long_forms[i], word, length) && !is_form(short_forms[i], word, length))
            continue;
        if (is_for[i] >> command & 1u)
            return i;
        found = found < 0 ? i : found;
    }
    return found;
}

/*
 * `--jobs 4`, `--jobs=4`, `-j 4` and `-j4`. Moves *at behind a value that is an argument of its
 * own.
 */
static enum kit_status read_cli_option(char **arguments, size_t *at, struct options *out,
                                       struct kit_error *err)
{
    char *word = arguments[*at], *equals = strchr(word, '=');
    size_t length = equals ? (size_t)(equals - word) : strlen(word);
    char *value = equals ? equals + 1 : NULL;
    bool takes_value;
    int option = option_index(word, length, out->command);
    if (option < 0 && word[1] != '-' && word[1] &&
        (option = option_index(word, 2, out->command)) >= 0)
        value = word + 2;
    if (option < 0)
        return unknown_option(word, out->command, err);
    takes_value = values[option][0] != 0;
    if (!takes_value && value)
        return kit_fail(err, KIT_BAD_INPUT, "%s takes no value; leave '%.60s' out",
                        long_forms[option], value);
    if (!value && takes_value)
        value = arguments[++*at];
    if (takes_value && (!value || !value[0]))
        return kit_fail(err, KIT_BAD_INPUT, "%s needs a value: %s %s", long_forms[option],
                        long_forms[option], values[option]);
    out->values[option] = takes_value ? value : "";
    struct text given = {out->given, sizeof out->given, strlen(out->given), false};
    text_add(&given, "%s%s%s%s", given.length ? " " : "", long_forms[option],
             takes_value ? " " : "", out->values[option]);
    return KIT_OK;
}

/* A number from 1 to `most`, or `usual` if the option was not given. */
static enum kit_status read_count(const struct options *from, enum lifeline_option option,
                                  uint32_t most, uint32_t usual, uint32_t *out,
                                  struct kit_error *err)
{
    const char *word = from->values[option];
    uint64_t count = usual;
    enum kit_status status = KIT_OK;
    struct kit_error why;
    if (word)
        status = number_read(word, strlen(word), most, &count, &why);
    if (status != KIT_OK || count == 0)
        return kit_fail(err, KIT_BAD_INPUT, "%s needs a whole number from 1 to %u, not '%.40s'",
                        long_forms[option], (unsigned)most, word);
    *out = count < most ? (uint32_t)count : most;
    return KIT_OK;
}

/*
 * `I/N`, or the two variables of a test runner that splits its tests. The first variable counts
 * from 0.
 */
static enum kit_status read_shard(struct options *out, struct kit_error *err)
{
    const char *word = out->values[OPTION_SHARD], *slash = word ? strchr(word, '/') : NULL;
    const char *index = getenv("TEST_SHARD_INDEX"), *total = getenv("TEST_TOTAL_SHARDS");
    uint64_t shard = 1, shards = 1;
    bool fits = true;
    out->shard = out->shards = 1;
    if (out->command != COMMAND_SWEEP)
        return KIT_OK;
    if (word)
        fits = slash &&
               number_read(word, (size_t)(slash - word), SHARDS_MOST, &shard, NULL) == KIT_OK &&
               number_read(slash + 1, strlen(slash + 1), SHARDS_MOST, &shards, NULL) == KIT_OK;
    else if (index && total && *index && *total) {
        fits = number_read(index, strlen(index), SHARDS_MOST - 1, &shard, NULL) == KIT_OK &&
               number_read(total, strlen(total), SHARDS_MOST, &shards, NULL) == KIT_OK;
        shard++;
    }
    fits = fits && shard >= 1 && shard <= shards;
    if (!fits && word)
        return kit_fail(err, KIT_BAD_INPUT,
                        "--shard needs the number of a part and how many parts there are, such "
                        "as 2/8, not '%.40s'",
                        word);
    if (!fits)
        return kit_fail(err, KIT_BAD_INPUT,
                        "the variable TEST_SHARD_INDEX is '%.40s' and TEST_TOTAL_SHARDS is "
                        "'%.40s'; the index must be a number from 0 and less than the total, "
                        "such as 1 and 8",
                        index, total);
    out->shard = (uint32_t)shard;
    out->shards = (uint32_t)shards;
    return KIT_OK;
}

static enum kit_status read_time(const struct options *from, enum lifeline_option option,
                                 const char *example, uint32_t *out, struct kit_error *err)
{
    const char *word = from->values[option];
    struct kit_error why;
    if (word && (duration_read(word, strlen(word), out, &why) != KIT_OK || *out == 0))
        return kit_fail(err, KIT_BAD_INPUT, "%s needs a time such as %s, not '%.40s'",
                        long_forms[option], example, word);
    return KIT_OK;
}

/* Running until a failure and repeating after a failure contradict each other. */
static enum kit_status read_retries(struct options *out, struct kit_error *err)
{
    out->allows_flaky = out->values[OPTION_ALLOW_FLAKY] != NULL;
    if (!out->values[OPTION_RETRIES] && out->allows_flaky)
        return kit_fail(
            err, KIT_BAD_INPUT,
            "--allow-flaky needs --retries: only a scenario that is run again can be "
            "flaky");
    if (!out->values[OPTION_RETRIES])
        return KIT_OK;
    if (out->until_fail)
        return kit_fail(err, KIT_BAD_INPUT,
                        "give --until-fail or --retries, not both: --until-fail stops at a run "
                        "that does not pass, and --retries runs it again");
    return read_count(out, OPTION_RETRIES, RETRIES_MOST, 1, &out->retries, err);
}

static enum kit_status read_colours(struct options *out, struct kit_error *err)
{
    const char *word = out->values[OPTION_COLOR];
    int when = word ? word_index(terminal_colours_words, word) : COLOURS_AUTO;
    if (when < 0)
        return kit_fail(err, KIT_BAD_INPUT, "--color needs auto, always or never, not '%.40s'",
                        word);
    out->colours = (enum terminal_colours)when;
    return KIT_OK;
}

/* A run of a sweep mostly waits: for ticks, deadlines and watchdogs. */
static uint32_t usual_jobs(const struct options *options)
{
    if (options->command == COMMAND_DOCTOR) /* the program may have names that clash */
        return 1;
    if (options->until_fail) /* a rare failure is searched for; speed matters less */
        return 1;
    return os_core_count() * (options->command == COMMAND_SWEEP ? 4 : 2);
}

/* What the doctor examines. */
static enum kit_status read_extent(struct options *out, struct kit_error *err)
{
    out->is_quick = out->values[OPTION_QUICK] != NULL;
    out->asks_all = out->values[OPTION_ALL] != NULL;
    out->is_exact = out->values[OPTION_EXACT] != NULL;
    if (out->is_quick && out->asks_all)
        return kit_fail(err, KIT_BAD_INPUT, "give --quick or --all, not both");
    return KIT_OK;
}

static enum kit_status read_values(struct options *out, struct kit_error *err)
{
    out->until_fail = out->values[OPTION_UNTIL_FAIL] != NULL;
    enum kit_status status =
        read_count(out, OPTION_JOBS, OPTION_JOBS_MOST, usual_jobs(out), &out->jobs, err);
    if (status == KIT_OK)
        status = read_count(out, out->command == COMMAND_REPLAY ? OPTION_TIMES : OPTION_REPEAT,
                            REPEAT_MOST, out->until_fail ? REPEAT_MOST : 1, &out->repeat, err);
    if (status == KIT_OK)
        status = read_count(out, OPTION_TRIES, TRIES_MOST, TRIES_USUAL, &out->tries, err);
    if (status == KIT_OK)
        status = read_shard(out, err);
    if (status == KIT_OK)
        status = read_time(out, OPTION_BUDGET, "90s or 10min", &out->budget_ms, err);
    if (status == KIT_OK)
        status = read_time(out, OPTION_SETTLE, "200ms or 2s", &out->settle_ms, err);
    if (status == KIT_OK)
        status = read_time(out, OPTION_FROM, "300ms or 2s", &out->from_ms, err);
    if (status == KIT_OK)
        status = read_time(out, OPTION_TO, "300ms or 2s", &out->to_ms, err);
    if (status == KIT_OK)
        status = read_extent(out, err);
    out->look_ms = LOOK_MS;
    if (status == KIT_OK && out->values[OPTION_FOR])
        status = read_time(out, OPTION_FOR, "500ms or 10s", &out->look_ms, err);
    if (status == KIT_OK)
        status = read_colours(out, err);
    if (status == KIT_OK)
        status = read_retries(out, err);
    if (status != KIT_OK)
        return status;
    out->fail_fast = out->values[OPTION_FAIL_FAST] != NULL;
    out->lists = out->values[OPTION_LIST] != NULL;
    out->resume = out->values[OPTION_RESUME] != NULL;
    out->keep_logs = out->values[OPTION_KEEP_LOGS] != NULL;
    out->injects = out->values[OPTION_INJECT] != NULL;
    out->trusts_all = out->values[OPTION_TRUST] != NULL;
    out->page = out->values[OPTION_PAGE];
    out->log_dir = out->values[OPTION_LOG_DIR] ? out->values[OPTION_LOG_DIR] : "lifeline-logs";
    out->programs = out->values[OPTION_PROGRAMS];
    out->stop_at = out->values[OPTION_BREAK];
    return KIT_OK;
}

/* The commands that have an option of this word, 1 << each. */
static uint32_t takers_of(const char *long_form)
{
    uint32_t all = 0;
    for (int i = 0; i < OPTION_COUNT; i++)
        all |= words_equal(long_forms[i], long_form) ? is_for[i] : 0;
    return all;
}

/* The option of another command is refused, because ignoring it silently would mislead. */
static enum kit_status check_options(const struct options *options, struct kit_error *err)
{
    for (int i = 0; i < OPTION_COUNT; i++) {
        const char *takers[COMMAND_COUNT];
        size_t count = 0;
        char choice[80];
        struct text text = text_over(choice, sizeof choice);
        if (!options->values[i] || is_for[i] >> options->command & 1u)
            continue;
        for (int k = 0; k < COMMAND_COUNT; k++) {
            if (takers_of(long_forms[i]) >> k & 1u)
                takers[count++] = command_words[k];
        }
        text_add_choice(&text, takers, count);
        return kit_fail(
            err, KIT_BAD_INPUT,
            "'%s' has no option '%s', which is for %s; `%.250s %s --help` lists its "
            "options",
            command_words[options->command], long_forms[i], choice, command_name(),
            command_words[options->command]);
    }
    return KIT_OK;
}

static bool wants_help(const char *word)
{
    return words_equal(word, "--help") || words_equal(word, "-h") || words_equal(word, "-?");
}

/* `help`, or `help COMMAND`. */
static enum kit_status read_help(struct options *out, struct kit_error *err)
{
    int of = out->path_count > 0 ? word_index(command_words, out->paths[0]) : COMMAND_HELP;
    if (of < 0)
        return unknown_command(out->paths[0], err);
    out->help_of = (enum lifeline_command)of;
    return KIT_OK;
}

/* Reads into `paths` and `values`; sets *help if help was asked for. */
static enum kit_status read_words(char **arguments, struct options *out, bool *help,
                                  struct kit_error *err)
{
    enum kit_status status = KIT_OK;
    for (size_t i = 1; arguments[i] && status == KIT_OK; i++) {
        /* What stands behind a program is the program's. */
        bool is_program = out->command == COMMAND_LOOK || out->command == COMMAND_DOCTOR;
        if (is_program && out->path_count > 0)
            out->paths[out->path_count++] = arguments[i];
        else if (wants_help(arguments[i]))
            *help = true;
        else if (arguments[i][0] == '-' && arguments[i][1])
            status = read_cli_option(arguments, &i, out, err);
        else
            out->paths[out->path_count++] = arguments[i];
    }
    return status;
}

enum kit_status options_read(char **arguments, struct options *out, struct kit_error *err)
{
    bool help = false;
    *out =
        (struct options){.command = COMMAND_HELP, .help_of = COMMAND_HELP, .paths = arguments};
    if (!arguments[0])
        return kit_fail(err, KIT_BAD_INPUT,
                        "a command is missing; `%.250s --help` lists the commands",
                        command_name());
    if (wants_help(arguments[0]))
        return KIT_OK;
    if (words_equal(arguments[0], "--version"))
        arguments[0] += 2;
    int command = word_index(command_words, arguments[0]);
    if (command < 0)
        return unknown_command(arguments[0], err);
    out->command = (enum lifeline_command)command;
    enum kit_status status = read_words(arguments, out, &help, err);
    if (status == KIT_OK && help) { /* the arguments beside it are not read */
        out->help_of = out->command;
        out->command = COMMAND_HELP;
        return KIT_OK;
    }
    if (status == KIT_OK && out->path_count > 0 && !command_arguments[out->command][0])
        return kit_fail(
            err, KIT_BAD_INPUT,
            "'%s' takes no argument, but '%.60s' was given; `%.250s %s --help` shows "
            "how to call it",
            command_words[out->command], out->paths[0], command_name(),
            command_words[out->command]);
    if (status == KIT_OK)
        status = check_options(out, err);
    if (status == KIT_OK && out->command == COMMAND_HELP)
        status = read_help(out, err);
    return status == KIT_OK ? read_values(out, err) : status;
}

void options_reports(const struct options *options, const char *to[REPORT_FORMAT_COUNT])
{
#define X(format, word, short_form, target, meaning)                                           \
    to[REPORT_##format] = options->values[OPTION_##format];
    REPORT_FORMATS(X)
#undef X
}

void options_pages(const struct options *options, const char *to[PAGE_TARGET_COUNT])
{
#define X(output, long_form, short_form, target, meaning)                                      \
    to[PAGE_##output] = options->values[OPTION_##output];
    PAGE_TARGETS(X)
#undef X
}
