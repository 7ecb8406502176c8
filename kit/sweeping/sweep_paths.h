#pragma once
/*
 * What the files of a sweep are called. Any thread.
 */
#include "kit/base/text.h"
#include "kit/os/file.h"

#define SWEEP_JOURNAL_ENDING ".sweep"
#define SWEEP_BASELINE_ENDING                                                                  \
    ".first.jsonl" /* of the log beside it, of the run without faults */

/* `a/b.at-cs-request.sent-2-kill-cs.scenario`, of the file's path and the point's line: its
 * log's name comes from it. */
void sweep_path_of_point(const char *path, const char *line, struct text *to);

/* Where the log of that line's run is, or would be, in this folder. */
enum kit_status sweep_log_of_point(const char *folder, const char *path, const char *line,
                                   char to[OS_PATH], struct kit_error *err);

/* A file in the log folder, of this shard (from 1) of the sweep of `path`; `ending` is one of
 * those above. */
enum kit_status sweep_file_of_shard(const char *folder, const char *path, uint32_t shard,
                                    uint32_t shards, const char *ending, char to[OS_PATH],
                                    struct kit_error *err);
