#pragma once
/*
 * The command line of `lifeline`: one list of options, beside that of commands; parser and help
 * come from them.
 */
#include "kit/cli/commands.h"
#include "kit/report/formats.h"
#include "kit/report/terminal.h"

#include <stddef.h>

/* By enum lifeline_command; NULL at the end. */
extern const char *const command_words[COMMAND_COUNT + 1];

/* Which commands an option is for; what a command would not obey it refuses. */
#define FOR_RUNS  (1u << COMMAND_RUN | 1u << COMMAND_REPLAY)
#define FOR_SWEEP (1u << COMMAND_SWEEP)
#define FOR_ALL   (FOR_RUNS | FOR_SWEEP)
#define FOR_TOLD  (FOR_ALL | 1u << COMMAND_MERGE)
#define FOR_MAPS  (FOR_SWEEP | 1u << COMMAND_MERGE)
#define FOR_READS (FOR_ALL | 1u << COMMAND_CHECK)
#define FOR_SHOWN (FOR_ALL | 1u << COMMAND_JUDGE)

/* The option of a format, for whatever X is just then. */
#define LIFELINE_FORMAT_OPTION(format, word, short_form, target, meaning)                      \
    X(format, "--" word, short_form, "FILE", FOR_TOLD, meaning)

/* X(option, long form, short form, value, commands, meaning); one without a value is there or
 * not */
#define LIFELINE_OPTIONS(X)                                                                    \
    X(JOBS, "--jobs", "-j", "N", FOR_ALL,                                                      \
      "scenarios side by side, 1 to 64; twice the cores unless told, of a sweep four times")   \
    X(LOG_DIR, "--log-dir", "-l", "FOLDER", FOR_ALL,                                           \
      "where logs go; lifeline-logs unless told")                                              \
    X(REPEAT, "--repeat", "-r", "N", FOR_RUNS,                                                 \
      "run each scenario N times, 1 to 1000000; every verdict counts, every log is kept")      \
    X(UNTIL_FAIL, "--until-fail", "-u", "", FOR_RUNS,                                          \
      "repeat until one does not pass, 1000000 times or --repeat, one run at a time unless "   \
      "--jobs says more; of what passes, only the first log is kept")                          \
    X(FAIL_FAST, "--fail-fast", "-F", "", FOR_RUNS,                                            \
      "begin no run after one that did not pass; the closing line says how many were not run") \
    X(RETRIES, "--retries", "-R", "N", 1u << COMMAND_RUN,                                      \
      "run what does not pass again, up to N times, 1 to 100; what passes then is flaky, "     \
      "which "                                                                                 \
      "is told and counted apart: exit code 5")                                                \
    X(ALLOW_FLAKY, "--allow-flaky", "-A", "", 1u << COMMAND_RUN,                               \
      "what is flaky counts as passed in exit code and reports; it is told all the same")      \
    X(FILTER, "--filter", "-f", "PATTERN", 1u << COMMAND_RUN | 1u << COMMAND_CHECK,            \
      "only scenarios whose path, or name without `.scenario`, is PATTERN: `*` is any text, "  \
      "`?` one character, such as '*kill*'")                                                   \
    X(LIST, "--list", "-L", "", 1u << COMMAND_RUN,                                             \
      "show which scenarios would be run, and run nothing")                                    \
    REPORT_FORMATS(LIFELINE_FORMAT_OPTION)                                                     \
    X(PAGE, "--page", "-w", "FILE", FOR_MAPS,                                                  \
      "write the map of the sweep as a page, too: one file of HTML, without scripts")          \
    X(BREAK, "--break", "-b", "PLACE", FOR_RUNS,                                               \
      "have the run stand still there for a debugger, and its clock with it; it goes on at "   \
      "a line on standard input, or its end. PLACE is as in an `at` line: 'host "              \
      "request.peek for cs #2'")                                                               \
    X(SETTLE, "--settle", "-e", "TIME", FOR_ALL,                                               \
      "how long each run looks on after a fault, once nothing is owed any more, such as "      \
      "200ms; as the scenario says, or 1s, unless told")                                       \
    X(BUDGET, "--budget", "-t", "TIME", FOR_SWEEP,                                             \
      "begin no run after so long, such as 10min; the likeliest to fail are run first")        \
    X(SHARD, "--shard", "-s", "I/N", FOR_SWEEP,                                                \
      "only the I-th of N parts; else as TEST_SHARD_INDEX (from 0), TEST_TOTAL_SHARDS say")    \
    X(RESUME, "--resume", "-c", "", FOR_SWEEP,                                                 \
      "go on where the last sweep with this --log-dir ended; of what it made, only what came " \
      "to no verdict is made again")                                                           \
    X(KEEP_LOGS, "--keep-logs", "-k", "", FOR_SWEEP, "keep the logs of runs that pass, too")   \
    X(TRUST, "--trust", "-y", "", 1u << COMMAND_REPLAY,                                        \
      "run programs that a log names outside the current folder, and do not ask")              \
    X(PROGRAMS, "--programs", "-p", "FOLDER", FOR_READS,                                       \
      "where programs written without quotes are; `children` beside lifeline.exe unless told") \
    X(COLOR, "--color", "-C", "WHEN", FOR_SHOWN,                                               \
      "verdicts in colour: `always`, `never`, or `auto`, as is usual: on a terminal, unless "  \
      "the variable NO_COLOR is set or TERM is `dumb`")

enum lifeline_option {
#define X(option, long_form, short_form, value, commands, meaning) OPTION_##option,
    LIFELINE_OPTIONS(X)
#undef X
        OPTION_COUNT
};

struct options {
    enum lifeline_command command;
    const char *values[OPTION_COUNT]; /* NULL where not given */
    uint32_t jobs;
    uint32_t repeat; /* how often each scenario is run, at most */
    bool until_fail;
    uint32_t retries; /* of a run that does not pass */
    bool allows_flaky;
    bool fail_fast;
    bool lists;             /* what would be run, and runs nothing */
    uint32_t budget_ms;     /* 0: no end */
    uint32_t settle_ms;     /* 0: as the scenario says */
    uint32_t shard, shards; /* from 1; 1 of 1 is all */
    bool resume;
    bool keep_logs;
    bool trusts_all; /* programs that a log names, wherever they are */
    enum terminal_colours colours;
    const char *page; /* NULL where none is wanted */
    const char *log_dir;
    const char *programs;
    const char *stop_at; /* NULL where nobody wants to look */
    char **paths;        /* what is no option, in order */
    size_t path_count;
    char given[256]; /* the options as they were given, for the log */
};

/* Reads them; `arguments` ends with NULL and is reordered: paths point into it. */
enum kit_status options_read(char **arguments, struct options *out, struct kit_error *err);

/* Where the reports go, by format; NULL where one is not wanted. */
void options_reports(const struct options *options, const char *to[REPORT_FORMAT_COUNT]);
