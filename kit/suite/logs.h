#pragma once
/*
 * Logs on disk: what a run's log is called, and reading one back with its scenario.
 */
#include "kit/log/log.h"
#include "kit/os/claims.h"
#include "kit/os/file.h"
#include "kit/suite/scripts.h"

/*
 * `folder/scenarios.kill.child.jsonl` for scenarios/kill/child.scenario: the path with dots for
 * its separators, so that the logs of one folder tree lie side by side. A replay's is called as
 * the log that it was made from, with `.replay.jsonl` at the end, so that this is not lost by
 * it; and that of a second run ends with `.2.jsonl`, so that a red log is not lost by a green
 * one.
 */
enum kit_status log_path_for(const char *folder, const struct script *script,
                             uint32_t repetition, char to[OS_PATH], struct kit_error *err);

/* Refuses scripts of which two would write the same log, one over the other, in `repeat` runs
 * of each. */
enum kit_status log_paths_differ(const struct scripts *scripts, uint32_t repeat,
                                 struct kit_error *err);

/*
 * Claims the log of each script's first run, and with it those of its later runs. KIT_BAD_INPUT
 * if another runner has it, or if it would take the place of a file that is no log; no file is
 * begun. Later runs look for themselves what is there.
 */
enum kit_status log_paths_claim(const char *folder, const struct scripts *scripts,
                                struct os_claims *claims, struct kit_error *err);

/* The same for any file of the folder that is to be written. `first`: its first bytes. */
enum kit_status log_path_claim(const char *path, const char *first, struct os_claims *claims,
                               struct kit_error *err);

/* The logs that a command was given: files, and below folders all *.jsonl and all *.jsonl.part,
 * which are of runs that were cut off, or that are not over. */
struct log_paths {
    char **all;
    size_t count;
};

/* `replays` says whether the logs of replays in folders count, too. log_paths_free in any
 * case. */
enum kit_status log_paths_read(char *const *paths, size_t count, bool replays,
                               struct log_paths *out, struct kit_error *err);
void log_paths_free(struct log_paths *paths);

/* Reads a log from disk; log_free. */
enum kit_status log_load(const char *path, struct log *out, struct kit_error *err);

/*
 * True if both came to the same: the same verdict, and the same rules and lines on the same
 * actors. What differs is told in `why`, which may be NULL.
 */
bool judgements_agree(const struct judgement *a, const struct judgement *b, struct text *why);
