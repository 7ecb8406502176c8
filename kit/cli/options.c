#include "kit/cli/options.h"
#include "kit/base/duration.h"
#include "kit/os/platform.h"
#include "kit/suite/scheduler.h"

#include <stdlib.h>
#include <string.h>

#define SHARDS_MOST  100000
#define REPEAT_MOST  1000000
#define RETRIES_MOST 100

const char *const command_words[COMMAND_COUNT + 1] = {
#define X(command, word, arguments, meaning, function) word,
    LIFELINE_COMMANDS(X)
#undef X
};

/* A command that names no arguments in its list takes none. */
static const bool takes_paths[COMMAND_COUNT] = {
#define X(command, word, arguments, meaning, function) sizeof(arguments) > 1,
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

static const bool takes_value[OPTION_COUNT] = {
#define X(option, long_form, short_form, value, commands, meaning) sizeof(value) > 1,
    LIFELINE_OPTIONS(X)
#undef X
};

static const uint32_t is_for[OPTION_COUNT] = {
#define X(option, long_form, short_form, value, commands, meaning) commands,
    LIFELINE_OPTIONS(X)
#undef X
};

static enum kit_status unknown(const char *what, const char *word, const char *const *words,
                               size_t count, struct kit_error *err)
{
    const char *nearest = nearest_word(word, words, count);
    return kit_fail(err, KIT_BAD_INPUT, "there is no %s '%.60s'%s%s%s see lifeline --help",
                    what, word, nearest ? "; did you mean '" : ";", nearest ? nearest : "",
                    nearest ? "'?" : "");
}

static int option_index(const char *word, size_t length)
{
    for (int i = 0; i < OPTION_COUNT; i++) {
        if ((strlen(long_forms[i]) == length && !memcmp(long_forms[i], word, length)) ||
            (strlen(short_forms[i]) == length && !memcmp(short_forms[i], word, length)))
            return i;
    }
    return -1;
}

/* `--jobs 4`, `--jobs=4`, `-j 4` and `-j4`; *at moves over a value of its own. */
static enum kit_status read_cli_option(char **arguments, size_t *at, struct options *out,
                                       struct kit_error *err)
{
    char *word = arguments[*at], *equals = strchr(word, '=');
    size_t length = equals ? (size_t)(equals - word) : strlen(word);
    char *value = equals ? equals + 1 : NULL;
    int option = option_index(word, length);
    if (option < 0 && word[1] != '-' && word[1] && (option = option_index(word, 2)) >= 0)
        value = word + 2;
    if (option < 0)
        return unknown("option", word, long_forms, OPTION_COUNT, err);
    if (!takes_value[option] && value)
        return kit_fail(err, KIT_BAD_INPUT, "'%s' takes no value; see lifeline --help",
                        long_forms[option]);
    if (!value && takes_value[option])
        value = arguments[++*at];
    if (takes_value[option] && (!value || !value[0]))
        return kit_fail(err, KIT_BAD_INPUT, "'%s' needs a value after it; see lifeline --help",
                        long_forms[option]);
    out->values[option] = takes_value[option] ? value : "";
    struct text given = {out->given, sizeof out->given, strlen(out->given), false};
    text_add(&given, "%s%s%s%s", given.length ? " " : "", long_forms[option],
             takes_value[option] ? " " : "", out->values[option]);
    return KIT_OK;
}

/* A number from 1 to `most`, or `usual` where the option was not given. */
static enum kit_status read_count(const struct options *from, enum lifeline_option option,
                                  const char *what, uint32_t most, uint32_t usual,
                                  uint32_t *out, struct kit_error *err)
{
    const char *word = from->values[option];
    uint64_t count = usual;
    enum kit_status status = KIT_OK;
    struct kit_error why;
    if (word)
        status = number_read(word, strlen(word), most, &count, &why);
    if (status != KIT_OK || count == 0)
        return kit_fail(err, KIT_BAD_INPUT,
                        "'%.40s' is no number of %s; give %s a number from 1 to %u", word, what,
                        long_forms[option], (unsigned)most);
    *out = count < most ? (uint32_t)count : most;
    return KIT_OK;
}

/* `I/N`, or the two variables of a test runner that splits its tests, of which the first counts
 * from 0. */
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
    if (!fits || shard < 1 || shard > shards)
        return kit_fail(err, KIT_BAD_INPUT,
                        "'%.40s' is no shard; give --shard a number and how many there are, "
                        "such as 2/8 (or TEST_SHARD_INDEX and TEST_TOTAL_SHARDS, 1 and 8)",
                        word ? word : index);
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
        return kit_fail(err, KIT_BAD_INPUT, "'%.40s' is no time; give %s one such as %s", word,
                        long_forms[option], example);
    return KIT_OK;
}

/* To run until a failure and to run a failure again are two wishes that exclude each other. */
static enum kit_status read_retries(struct options *out, struct kit_error *err)
{
    out->allows_flaky = out->values[OPTION_ALLOW_FLAKY] != NULL;
    if (!out->values[OPTION_RETRIES] && out->allows_flaky)
        return kit_fail(err, KIT_BAD_INPUT,
                        "nothing is flaky that is not run again; give --allow-flaky with "
                        "--retries");
    if (!out->values[OPTION_RETRIES])
        return KIT_OK;
    if (out->until_fail)
        return kit_fail(err, KIT_BAD_INPUT,
                        "--until-fail stops at the first run that does not pass, and --retries "
                        "runs it again; give one of them");
    return read_count(out, OPTION_RETRIES, "retries", RETRIES_MOST, 1, &out->retries, err);
}

static enum kit_status read_colours(struct options *out, struct kit_error *err)
{
    const char *word = out->values[OPTION_COLOR];
    int when = word ? word_index(terminal_colours_words, word) : COLOURS_AUTO;
    if (when < 0)
        return kit_fail(err, KIT_BAD_INPUT,
                        "'%.40s' is no choice of colours; give --color auto, always or never",
                        word);
    out->colours = (enum terminal_colours)when;
    return KIT_OK;
}

/* A run of a sweep waits for most of its time: for ticks, deadlines and watchdogs. */
static uint32_t usual_jobs(const struct options *options)
{
    if (options->until_fail) /* what comes once in a thousand runs is looked for, not hurried */
        return 1;
    return os_core_count() * (options->command == COMMAND_SWEEP ? 4 : 2);
}

static enum kit_status read_values(struct options *out, struct kit_error *err)
{
    out->until_fail = out->values[OPTION_UNTIL_FAIL] != NULL;
    enum kit_status status = read_count(out, OPTION_JOBS, "jobs", SCHEDULER_JOBS_MOST,
                                        usual_jobs(out), &out->jobs, err);
    if (status == KIT_OK)
        status = read_count(out, OPTION_REPEAT, "runs", REPEAT_MOST,
                            out->until_fail ? REPEAT_MOST : 1, &out->repeat, err);
    if (status == KIT_OK)
        status = read_shard(out, err);
    if (status == KIT_OK)
        status = read_time(out, OPTION_BUDGET, "90s or 10min", &out->budget_ms, err);
    if (status == KIT_OK)
        status = read_time(out, OPTION_SETTLE, "200ms or 2s", &out->settle_ms, err);
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
    out->trusts_all = out->values[OPTION_TRUST] != NULL;
    out->page = out->values[OPTION_PAGE];
    out->log_dir = out->values[OPTION_LOG_DIR] ? out->values[OPTION_LOG_DIR] : "lifeline-logs";
    out->programs = out->values[OPTION_PROGRAMS];
    out->stop_at = out->values[OPTION_BREAK];
    return KIT_OK;
}

/* What a command would not obey it must not seem to. */
static enum kit_status check_options(const struct options *options, struct kit_error *err)
{
    for (int i = 0; i < OPTION_COUNT; i++) {
        if (options->values[i] && !(is_for[i] >> options->command & 1u))
            return kit_fail(err, KIT_BAD_INPUT, "'%s' does not obey '%s'; see lifeline --help",
                            command_words[options->command], long_forms[i]);
    }
    return KIT_OK;
}

static bool wants_help(const char *word)
{
    return words_equal(word, "--help") || words_equal(word, "-h") || words_equal(word, "-?");
}

enum kit_status options_read(char **arguments, struct options *out, struct kit_error *err)
{
    *out = (struct options){.command = COMMAND_HELP, .paths = arguments};
    if (!arguments[0])
        return kit_fail(err, KIT_BAD_INPUT, "no command is given; see lifeline --help");
    if (wants_help(arguments[0]))
        return KIT_OK;
    if (words_equal(arguments[0], "--version"))
        arguments[0] += 2;
    int command = word_index(command_words, arguments[0]);
    if (command < 0)
        return unknown("command", arguments[0], command_words, COMMAND_COUNT, err);
    out->command = (enum lifeline_command)command;
    for (size_t i = 1; arguments[i]; i++) {
        enum kit_status status = KIT_OK;
        if (wants_help(arguments[i]))
            out->command = COMMAND_HELP;
        else if (arguments[i][0] == '-' && arguments[i][1])
            status = read_cli_option(arguments, &i, out, err);
        else
            out->paths[out->path_count++] = arguments[i];
        if (status != KIT_OK)
            return status;
    }
    if (out->command == COMMAND_HELP) /* it was asked for: what stands beside it is not read */
        return KIT_OK;
    if (out->path_count > 0 && !takes_paths[out->command])
        return kit_fail(err, KIT_BAD_INPUT, "'%s' takes nothing such as '%.60s'",
                        command_words[out->command], out->paths[0]);
    enum kit_status status = check_options(out, err);
    return status == KIT_OK ? read_values(out, err) : status;
}

void options_reports(const struct options *options, const char *to[REPORT_FORMAT_COUNT])
{
#define X(format, word, short_form, target, meaning)                                           \
    to[REPORT_##format] = options->values[OPTION_##format];
    REPORT_FORMATS(X)
#undef X
}
