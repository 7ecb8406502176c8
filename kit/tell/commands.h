#pragma once
/*
 * The commands of `lifeline`, one row each, in which main looks up a command. Each command
 * prints its output to standard output, mistakes to standard error, and returns the exit code.
 * The functions of those that start nothing are in this folder; kit/cli has the others.
 */
#include "kit/base/words.h"

struct options;

/*
 * X(command, word, arguments, meaning, arguments of an example, function, kind)
 *
 * A command without arguments takes none. The examples are called in the project's folder. A
 * command that READS starts no program, and is also in the lifeline for Linux; one that RUNS
 * starts programs, and needs Windows.
 */
#define LIFELINE_COMMANDS(X)                                                                   \
    X(RUN, "run", "FILE|FOLDER...", "run scenarios and judge each run", "scenarios/seeds",     \
      command_run, RUNS)                                                                       \
    X(CHECK, "check", "FILE|FOLDER...",                                                        \
      "read scenarios and look for their programs; run nothing", "scenarios", command_check,   \
      READS)                                                                                   \
    X(JUDGE, "judge", "LOG|FOLDER...",                                                         \
      "judge logs again and compare with the verdicts in them", "lifeline-logs",               \
      command_judge, READS)                                                                    \
    X(SHOW, "show", "LOG|FOLDER...",                                                           \
      "show the run of a log as a timeline, with a column for each actor",                     \
      "lifeline-logs/build.first.jsonl --from 100ms", command_show, READS)                     \
    X(EXPLAIN, "explain", "LOG|FOLDER...",                                                     \
      "tell a log in sentences: what was done, and which actor noticed it",                    \
      "lifeline-logs/build.first.jsonl", command_explain, READS)                               \
    X(EXTRACT, "extract", "LOG", "write a scenario that shows what a log shows",               \
      "lifeline-logs/build.first.jsonl --output build/found.scenario", command_extract, READS) \
    X(DIFF, "diff", "LOG LOG",                                                                 \
      "show where two runs part; exit code 0 if they do not, 1 if they do",                    \
      "lifeline-logs/build.first.jsonl lifeline-logs/build.first.replay.jsonl", command_diff,  \
      READS)                                                                                   \
    X(REPLAY, "replay", "LOG|FOLDER...",                                                       \
      "run the scenarios of logs again and compare the verdicts", "lifeline-logs",             \
      command_replay, RUNS)                                                                    \
    X(SHRINK, "shrink", "LOG|FILE", "find the smallest scenario that fails in the same way",   \
      "lifeline-logs/build.first.jsonl --output build/small.scenario", command_shrink, RUNS)   \
    X(SWEEP, "sweep", "FILE",                                                                  \
      "strike at every step, wait and call of a scenario, in one run each",                    \
      "scenarios/sweep/reference-pair.scenario --budget 1min", command_sweep, RUNS)            \
    X(LOOK, "look", "PROGRAM [ARG...]", "run a program once, and show what it is made of",     \
      "build/windows/children/talker.exe --workers 2", command_look, RUNS)                     \
    X(DOCTOR, "doctor", "PROGRAM [ARG...]",                                                    \
      "examine a program without a scenario; print a report card",                             \
      "build/windows/children/talker.exe --workers 2", command_doctor, RUNS)                   \
    X(MERGE, "merge", "FOLDER...", "join the shards of a sweep to one map and one report",     \
      "lifeline-logs", command_merge, READS)                                                   \
    X(REPORT, "report", "LOG|FOLDER...",                                                       \
      "show logs as a page with lifelines, as a summary or as a trace",                        \
      "lifeline-logs --output build/report.html", command_report, READS)                       \
    X(COLLECT, "collect", "FOLDER|FILE...",                                                    \
      "make one log of field logs, or of a trace of Process Monitor",                          \
      "field-logs --output build/incident.jsonl", command_collect, READS)                      \
    X(STEPS, "steps", "", "print the steps of the protocol and what each can obey", "",        \
      command_steps, READS)                                                                    \
    X(FAULTS, "faults", "", "print the faults and what each does", "", command_faults, READS)  \
    X(RULES, "rules", "", "print the rules of the contract with their windows", "",            \
      command_rules, READS)                                                                    \
    X(VERSION, "version", "", "print the version and commit of lifeline, and its system", "",  \
      command_version, READS)                                                                  \
    X(HELP, "help", "[COMMAND]", "print this overview, or the options of one command", "run",  \
      command_help, READS)

enum lifeline_command {
#define X(command, word, arguments, meaning, example, function, kind) COMMAND_##command,
    LIFELINE_COMMANDS(X)
#undef X
        COMMAND_COUNT
};

#define X(command, word, arguments, meaning, example, function, kind)                          \
    enum kit_exit function(const struct options *options);
LIFELINE_COMMANDS(X)
#undef X
