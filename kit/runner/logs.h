#pragma once
/*
 * Logs on disk: what a run's log is called, and reading one back with its scenario.
 */
#include "kit/log/log.h"
#include "kit/os/file.h"
#include "kit/runner/scripts.h"

/*
 * `folder/scenarios.kill.child.jsonl` for scenarios/kill/child.scenario: the path with dots for
 * its separators, so that the logs of one folder tree lie side by side. A replay's ends with
 * `.replay.jsonl`, since what it was made from must not be lost by it; and that of a second run
 * with `.2.jsonl`, so that a red log is not lost by a green one.
 */
enum kit_status log_path_for(const char *folder, const char *scenario, bool is_replay,
                             uint32_t repetition, char to[OS_PATH], struct kit_error *err);

/* Reads a log from disk; log_free. */
enum kit_status log_load(const char *path, struct log *out, struct kit_error *err);

/*
 * True if both came to the same: the same verdict, and the same rules and lines on the same
 * actors. What differs is told in `why`, which may be NULL.
 */
bool judgements_agree(const struct judgement *a, const struct judgement *b, struct text *why);
