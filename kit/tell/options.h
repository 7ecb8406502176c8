#pragma once
/*
 * The command line of `lifeline`: parser and help are made from one list of options and the
 * list of commands.
 */
#include "kit/page/target.h"
#include "kit/tell/commands.h"
#include "kit/report/formats.h"
#include "kit/report/terminal.h"

#include <stddef.h>

/* By enum lifeline_command; NULL at the end. */
extern const char *const command_words[COMMAND_COUNT + 1];
extern const char *const command_arguments[COMMAND_COUNT];

/* The commands that an option is for. A command refuses all other options. */
#define FOR_RUNS  (1u << COMMAND_RUN | 1u << COMMAND_REPLAY)
#define FOR_SWEEP (1u << COMMAND_SWEEP)
#define FOR_ALL   (FOR_RUNS | FOR_SWEEP)
#define FOR_TOLD  (FOR_ALL | 1u << COMMAND_MERGE)
#define FOR_MAPS  (FOR_SWEEP | 1u << COMMAND_MERGE)
#define FOR_READS (FOR_ALL | 1u << COMMAND_CHECK | 1u << COMMAND_SHRINK)
#define FOR_LOOKS (1u << COMMAND_LOOK | 1u << COMMAND_DOCTOR)
#define FOR_LOGS  (FOR_ALL | FOR_LOOKS | 1u << COMMAND_SHRINK)
#define FOR_JOBS  (FOR_ALL | 1u << COMMAND_DOCTOR | 1u << COMMAND_SHRINK)
#define FOR_SHOW  (1u << COMMAND_SHOW)
#define FOR_MADE  (1u << COMMAND_EXTRACT | 1u << COMMAND_SHRINK)
#define FOR_SHOWN (FOR_ALL | 1u << COMMAND_JUDGE | FOR_SHOW)

/* The option of a format, for the current meaning of X. */
#define LIFELINE_FORMAT_OPTION(format, word, short_form, target, meaning)                      \
    X(format, "--" word, short_form, "FILE", FOR_TOLD, meaning)

/* The option of an output of report. */
#define LIFELINE_PAGE_OPTION(output, long_form, short_form, target, meaning)                   \
    X(output, long_form, short_form, "FILE", 1u << COMMAND_REPORT, meaning)

/*
 * X(option, long form, short form, value, commands, meaning); an option without a value is
 * either present or not. Two options can have one word if they are for different commands.
 */
#define LIFELINE_OPTIONS(X)                                                                    \
    X(JOBS, "--jobs", "-j", "N", FOR_JOBS,                                                     \
      "run so many scenarios at once, 1 to 64 (default: 2 for each core, 4 for each core "     \
      "in a sweep, 1 with --until-fail and for doctor)")                                       \
    X(LOG_DIR, "--log-dir", "-l", "FOLDER", FOR_LOGS,                                          \
      "write the logs into this folder (default: lifeline-logs)")                              \
    X(REPEAT, "--repeat", "-r", "N", 1u << COMMAND_RUN | 1u << COMMAND_DOCTOR,                 \
      "run each scenario N times, 1 to 1000000. Every verdict counts, and every log is "       \
      "kept (default: 1; for doctor 3, or 10 with --all)")                                     \
    X(TIMES, "--times", "-N", "N", 1u << COMMAND_REPLAY,                                       \
      "run the scenario of each log N times, 1 to 1000000, and say in how many of the tries "  \
      "the log's verdict came (default: until it comes, 5 times at most)")                     \
    X(UNTIL_FAIL, "--until-fail", "-u", "", FOR_RUNS,                                          \
      "run the scenarios again until a run does not pass, at most as often as --repeat says, " \
      "or for replay --times (default: 1000000). Of the runs that pass, only the first log "   \
      "is kept")                                                                               \
    X(FAIL_FAST, "--fail-fast", "-F", "", FOR_RUNS,                                            \
      "start no run after one that did not pass. The closing line counts the runs that "       \
      "were not started")                                                                      \
    X(RETRIES, "--retries", "-R", "N", 1u << COMMAND_RUN,                                      \
      "run a scenario that did not pass again, up to N times, 1 to 100. If it passes "         \
      "then, it is FLAKY, and the exit code is 5 (default: no retry)")                         \
    X(ALLOW_FLAKY, "--allow-flaky", "-A", "", 1u << COMMAND_RUN,                               \
      "count FLAKY scenarios as passed in the exit code and in reports. They are still "       \
      "printed")                                                                               \
    X(FILTER, "--filter", "-f", "PATTERN", 1u << COMMAND_RUN | 1u << COMMAND_CHECK,            \
      "take only scenarios whose path, or name without `.scenario`, matches PATTERN. `*` "     \
      "is any text, `?` is one character. Example: --filter '*kill*'")                         \
    X(LIST, "--list", "-L", "", 1u << COMMAND_RUN,                                             \
      "print which scenarios would be run, and run nothing")                                   \
    REPORT_FORMATS(LIFELINE_FORMAT_OPTION)                                                     \
    PAGE_TARGETS(LIFELINE_PAGE_OPTION)                                                         \
    X(LOG, "--output", "-o", "LOG", 1u << COMMAND_COLLECT, "write the log to this file")       \
    X(PROGRAM, "--program", "-P", "IMAGE", 1u << COMMAND_COLLECT,                              \
      "of a trace of Process Monitor, take this program and all processes below it, such as "  \
      "app.exe (default: the only one that starts others)")                                    \
    X(SCENARIO, "--output", "-o", "FILE", FOR_MADE,                                            \
      "write the scenario to this file (default: to standard output)")                         \
    X(PAGE, "--page", "-w", "FILE", FOR_MAPS,                                                  \
      "also write the map of the sweep as an HTML page: one file, without scripts")            \
    X(BREAK, "--break", "-b", "PLACE", FOR_RUNS,                                               \
      "stop the run and its clock at this place for a debugger. A line on standard "           \
      "input, or its end, lets the run go on. PLACE is as in an `at` line: 'host "             \
      "request.peek for cs #2'")                                                               \
    X(SETTLE, "--settle", "-e", "TIME", FOR_ALL,                                               \
      "how long each run goes on after a fault, once no obligation is open, such as "          \
      "200ms (default: as the `settle` line of the scenario says, else 1s)")                   \
    X(BUDGET, "--budget", "-t", "TIME", FOR_SWEEP | 1u << COMMAND_DOCTOR,                      \
      "start no run after this time, such as 10min. The points that are most likely to "       \
      "fail are run first (default: no limit; for doctor --exact 2min, for doctor --quick "    \
      "20s)")                                                                                  \
    X(SHARD, "--shard", "-s", "I/N", FOR_SWEEP,                                                \
      "run only part I of N, such as 2/8 (default: as the variables TEST_SHARD_INDEX, "        \
      "from 0, and TEST_TOTAL_SHARDS say, else everything)")                                   \
    X(RESUME, "--resume", "-c", "", FOR_SWEEP,                                                 \
      "continue the last sweep with this --log-dir. Points that came to no verdict are "       \
      "run again")                                                                             \
    X(INJECT, "--inject", "-i", "", FOR_SWEEP | FOR_LOOKS,                                     \
      "load the injected probe into programs that link none, as `probe inject` in a "          \
      "scenario does: their calls of the system become steps. look does so in a second run, "  \
      "and shows the calls of each process")                                                   \
    X(KEEP_LOGS, "--keep-logs", "-k", "", FOR_SWEEP, "also keep the logs of runs that pass")   \
    X(QUICK, "--quick", "-q", "", 1u << COMMAND_DOCTOR,                                        \
      "ask only the most important questions, each once")                                      \
    X(ALL, "--all", "-Q", "", 1u << COMMAND_DOCTOR,                                            \
      "ask all questions, each ten times. This takes three to five times as long")             \
    X(EXACT, "--exact", "-X", "", 1u << COMMAND_DOCTOR,                                        \
      "then strike also at each call of the program and of its children, as far as --budget "  \
      "allows, with the injected probe in them")                                               \
    X(JSON, "--json", "-J", "FILE", 1u << COMMAND_DOCTOR,                                      \
      "also write the report card as JSON, for programs")                                      \
    X(FOR, "--for", "-d", "TIME", FOR_LOOKS,                                                   \
      "look for so long, if the program does not end by itself before (default: 3s)")          \
    X(ACTOR, "--actor", "-n", "NAME", FOR_SHOW,                                                \
      "show only what belongs to this actor, or to several: host,cs. What the runner did "     \
      "belongs to `runner`")                                                                   \
    X(STEP, "--step", "-S", "WORD", FOR_SHOW,                                                  \
      "show only events that name this step, call or report, such as reply.sent or "           \
      "'request.*', and strikes there")                                                        \
    X(FROM, "--from", "-B", "TIME", FOR_SHOW,                                                  \
      "show only what came at this time of the run or later, such as 300ms or 2s")             \
    X(TO, "--to", "-E", "TIME", FOR_SHOW, "show only what came until this time of the run")    \
    X(TRIES, "--tries", "-N", "N", 1u << COMMAND_SHRINK,                                       \
      "take a smaller scenario only if each of N runs fails in the same way, 1 to 100 "        \
      "(default: 5)")                                                                          \
    X(TRUST, "--trust", "-y", "", 1u << COMMAND_REPLAY | 1u << COMMAND_SHRINK,                 \
      "run programs that a log names outside the current folder (default: ask on a "           \
      "terminal, refuse elsewhere)")                                                           \
    X(PROGRAMS, "--programs", "-p", "FOLDER", FOR_READS,                                       \
      "look here for programs that a scenario names without quotes (default: `children` "      \
      "beside lifeline.exe)")                                                                  \
    X(COLOR, "--color", "-C", "WHEN", FOR_SHOWN,                                               \
      "print verdicts in color: `always`, `never` or `auto` (default: auto, which is on "      \
      "a terminal, unless the variable NO_COLOR is set or TERM is `dumb`)")

enum lifeline_option {
#define X(option, long_form, short_form, value, commands, meaning) OPTION_##option,
    LIFELINE_OPTIONS(X)
#undef X
        OPTION_COUNT
};

/* The most that --jobs takes. */
#define OPTION_JOBS_MOST 64

struct options {
    enum lifeline_command command;
    enum lifeline_command help_of;    /* for COMMAND_HELP: itself, for the overview */
    const char *values[OPTION_COUNT]; /* NULL if not given */
    uint32_t jobs;
    uint32_t repeat; /* the maximum of runs of each scenario */
    bool until_fail;
    uint32_t retries; /* for a run that does not pass */
    uint32_t tries;   /* runs of each smaller scenario */
    bool allows_flaky;
    bool fail_fast;
    bool lists;              /* prints what would be run, and runs nothing */
    uint32_t budget_ms;      /* 0: none was given */
    uint32_t settle_ms;      /* 0: as the scenario says */
    uint32_t look_ms;        /* how long a program is looked at */
    bool is_quick, asks_all; /* of doctor; not both */
    bool is_exact;           /* of doctor: it strikes at calls, too */
    uint32_t from_ms, to_ms; /* of a run; 0: from its start, until its end */
    uint32_t shard, shards;  /* from 1; 1 of 1 is all */
    bool resume;
    bool keep_logs;
    bool injects;    /* the probe into programs that have none */
    bool trusts_all; /* programs that a log names, in any folder */
    enum terminal_colours colours;
    const char *page; /* NULL if no page is wanted */
    const char *log_dir;
    const char *programs;
    const char *stop_at; /* NULL if no stop is wanted */
    char **paths;        /* arguments that are no options, in order */
    size_t path_count;
    char given[256]; /* the options as they were given, for the log */
};

/* Reads the options. `arguments` ends with NULL and is reordered; paths point into it. */
enum kit_status options_read(char **arguments, struct options *out, struct kit_error *err);

/* The paths of the reports, by format; NULL for a report that is not wanted. */
void options_reports(const struct options *options, const char *to[REPORT_FORMAT_COUNT]);

/* The paths of the outputs of report, by target; NULL for one that is not wanted. */
void options_pages(const struct options *options, const char *to[PAGE_TARGET_COUNT]);
