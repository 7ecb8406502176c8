#pragma once
/*
 * Runs the scenarios in logs again, and compares the results with the logs. The suite calls the
 * hooks; all else is called by one thread.
 */
#include "kit/files/log_files.h"
#include "kit/report/tries.h"
#include "kit/run/fingerprints.h"
#include "kit/state/moments.h"
#include "kit/suite/suite.h"

struct replay_wanted {
    const char *programs; /* the folder, borrowed; NULL: the default folder */
    bool trusts_all;
    uint32_t times; /* the tries of each log; 0: until its verdict comes, SUITE_TRIES at most */
};

struct replayed {
    struct log log; /* without its events, which no longer are needed */
    struct moments moments;
    struct replay_tries tries;
    bool is_told;
};

struct replay {
    struct replay_wanted wanted;
    struct replayed *all; /* by index of the script */
    struct scripts scripts;
};

/*
 * Reads the logs, and makes a script from each; `paths` is borrowed. Refuses programs outside
 * the current folder unless all are trusted (kit/suite/trust.h). Call replay_free in any case.
 */
enum kit_status replay_read(struct replay *replay, const struct log_paths *paths,
                            const struct replay_wanted *wanted, struct kit_error *err);
void replay_free(struct replay *replay);

/*
 * Says which programs are not those of their logs, in one line for each such log: another
 * verdict can come from another program. `fingerprints` is the suite's, so that no program is
 * hashed for this alone.
 */
void replay_tell_programs(const struct replay *replay, struct fingerprints *fingerprints,
                          FILE *to);

/* The callbacks of a replay. Their context is a struct replay. */
extern const struct suite_hooks replay_hooks;

/* Says what the tries came to of logs whose tries were broken off (--until-fail, --fail-fast).
 * Returns the worst exit code of these logs. */
enum kit_exit replay_tell_rest(struct replay *replay, FILE *to);
