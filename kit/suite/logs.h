#pragma once
/* Logs on disk: the names of logs, and reading a log back with its scenario. */
#include "kit/log/log.h"
#include "kit/os/claims.h"
#include "kit/os/file.h"
#include "kit/suite/scripts.h"

/*
 * `folder/scenarios.kill.child.jsonl` for scenarios/kill/child.scenario: the path with dots as
 * separators, so that the logs of one folder tree are in one folder. The log of a replay has
 * the name of the original log with `.replay.jsonl` at the end, so that the original is kept.
 * The log of a second run ends with `.2.jsonl`, so that a green log does not overwrite a red
 * one.
 */
enum kit_status log_path_for(const char *folder, const struct script *script,
                             uint32_t repetition, char to[OS_PATH], struct kit_error *err);

/* Refuses two scripts that would write the same log, in `repeat` runs of each. */
enum kit_status log_paths_differ(const struct scripts *scripts, uint32_t repeat,
                                 struct kit_error *err);

/*
 * Claims the log of each script's first run, and with it those of its later runs. KIT_BAD_INPUT
 * if another runner has claimed it, or if the log would overwrite a file that is no log; no
 * file is created. Later runs check again what exists.
 */
enum kit_status log_paths_claim(const char *folder, const struct scripts *scripts,
                                struct os_claims *claims, struct kit_error *err);

/* The same for any other file of the folder that will be written. `first`: its first bytes. */
enum kit_status log_path_claim(const char *path, const char *first, struct os_claims *claims,
                               struct kit_error *err);

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

/* Reads a log from disk; log_free. */
enum kit_status log_load(const char *path, struct log *out, struct kit_error *err);

/*
 * True if both judgements have the same verdict, and the same rules and lines on the same
 * actors. Writes the difference to `why`, which may be NULL.
 */
bool judgements_agree(const struct judgement *a, const struct judgement *b, struct text *why);
