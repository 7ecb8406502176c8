#pragma once
/* The logs that a command was given, and reading a log back with its scenario. */
#include "kit/log/log.h"
#include "kit/os/output.h"

#define LOG_ENDING ".jsonl"
#define CUT_ENDING LOG_ENDING OS_PART_ENDING /* of a run that was cut off */

/*
 * The logs that a command was given: files, and below folders all *.jsonl and all *.jsonl.part.
 * The latter belong to runs that were cut off or are still running.
 */
struct log_paths {
    char **all;
    size_t count;
};

/*
 * `replays`: whether the logs of replays in folders count, too. Call log_paths_free in any
 * case.
 */
enum kit_status log_paths_read(char *const *paths, size_t count, bool replays,
                               struct log_paths *out, struct kit_error *err);
void log_paths_free(struct log_paths *paths);

/* Copies one more path to the end. */
enum kit_status log_paths_add(struct log_paths *to, const char *path, struct kit_error *err);

/* Whether a log is of a replay, by the name that it got: x.replay.jsonl, x.replay.2.jsonl. */
bool log_is_replay(const char *path);

/* Reads a log from disk; log_free. */
enum kit_status log_load(const char *path, struct log *out, struct kit_error *err);

/* The same by log_read_readable, for a command that only tells. */
enum kit_status log_load_readable(const char *path, struct log *out, struct kit_error *err);

/* Says on standard error that lines of the log were left out, and why; false if none were. */
bool log_damage_complained(const char *path, const struct log *log);

/*
 * True if both judgements have the same verdict, and the same rules and lines on the same
 * actors. Writes the difference to `why`, which may be NULL.
 */
bool judgements_agree(const struct judgement *a, const struct judgement *b, struct text *why);

/*
 * The same of another run of the scenario, in which the remarks may differ: whether a process
 * was ended before it could say that it ends by itself is a matter of its time.
 */
bool judgement_came_again(const struct judgement *then, const struct judgement *now,
                          struct text *why);
