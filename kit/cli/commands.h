#pragma once
/*
 * The commands of `lifeline`, one row each: main looks the row up. Each command prints to
 * standard output what it has to tell, mistakes to standard error, and returns the exit code.
 */
#include "kit/base/words.h"

struct options;

/* X(command, word, arguments, meaning, function); a command without arguments takes none */
#define LIFELINE_COMMANDS(X)                                                                   \
    X(RUN, "run", "FILE|FOLDER...",                                                            \
      "run scenarios and say whether each side did what it must", command_run)                 \
    X(CHECK, "check", "FILE|FOLDER...",                                                        \
      "read scenarios and look for their programs; run nothing", command_check)                \
    X(JUDGE, "judge", "LOG|FOLDER...",                                                         \
      "judge logs again, and compare with the verdicts in them", command_judge)                \
    X(REPLAY, "replay", "LOG|FOLDER...",                                                       \
      "run the scenarios in logs again, and compare the verdicts", command_replay)             \
    X(SWEEP, "sweep", "FILE",                                                                  \
      "strike at every step, wait and call of a scenario, one run for each", command_sweep)    \
    X(MERGE, "merge", "FOLDER...",                                                             \
      "one map and one report of the shards of a sweep, from their --log-dir", command_merge)  \
    X(STEPS, "steps", "", "the steps of the protocol, and where each stands", command_steps)   \
    X(FAULTS, "faults", "", "the faults, and what each does", command_faults)                  \
    X(RULES, "rules", "", "the rules of the contract, with their windows", command_rules)      \
    X(VERSION, "version", "", "the version of this lifeline, and what it runs on",             \
      command_version)                                                                         \
    X(HELP, "help", "", "this text", command_help)

enum lifeline_command {
#define X(command, word, arguments, meaning, function) COMMAND_##command,
    LIFELINE_COMMANDS(X)
#undef X
        COMMAND_COUNT
};

#define X(command, word, arguments, meaning, function)                                         \
    enum kit_exit function(const struct options *options);
LIFELINE_COMMANDS(X)
#undef X
