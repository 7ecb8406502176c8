#pragma once
/*
 * The scenarios in logs, run again, and whether each comes to the same as then. One thread.
 */
#include "kit/suite/logs.h"
#include "kit/suite/suite.h"

struct replay {
    struct log *logs; /* by index of the script */
    struct scripts scripts;
};

/* Reads the logs, and a script from each; `paths` is borrowed. Programs outside the current
 * folder are refused unless all are trusted (kit/suite/trust.h). replay_free in any case. */
enum kit_status replay_read(struct replay *replay, const struct log_paths *paths,
                            const char *programs, bool trusts_all, struct kit_error *err);
void replay_free(struct replay *replay);

/* Their context is a struct replay. */
extern const struct suite_hooks replay_hooks;
