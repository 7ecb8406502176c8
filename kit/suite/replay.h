#pragma once
/* Runs the scenarios in logs again, and compares the results with the logs. One thread. */
#include "kit/files/log_files.h"
#include "kit/suite/suite.h"

struct replay {
    struct log *logs; /* by index of the script */
    struct scripts scripts;
};

/*
 * Reads the logs, and makes a script from each; `paths` is borrowed. Refuses programs outside
 * the current folder unless all are trusted (kit/suite/trust.h). Call replay_free in any case.
 */
enum kit_status replay_read(struct replay *replay, const struct log_paths *paths,
                            const char *programs, bool trusts_all, struct kit_error *err);
void replay_free(struct replay *replay);

/* The callbacks of a replay. Their context is a struct replay. */
extern const struct suite_hooks replay_hooks;
