#pragma once
/* The names of a sweep's files. Any thread. */
#include "kit/base/text.h"
#include "kit/os/file.h"

#define SWEEP_JOURNAL_ENDING ".sweep"
#define SWEEP_BASELINE_ENDING                                                                  \
    ".first.jsonl" /* of the log beside it, of the run without faults */

/*
 * `a/b.at-cs-request.sent-2-kill-cs.scenario`, from the file's path and the point's line. The
 * name of its log is made from it.
 */
void sweep_path_of_point(const char *path, const char *line, struct text *to);

/* The path of that line's log in this folder, whether the log exists or not. */
enum kit_status sweep_log_of_point(const char *folder, const char *path, const char *line,
                                   char to[OS_PATH], struct kit_error *err);

/*
 * A file in the log folder, for this shard (from 1) of the sweep of `path`. `ending` is one of
 * those above.
 */
enum kit_status sweep_file_of_shard(const char *folder, const char *path, uint32_t shard,
                                    uint32_t shards, const char *ending, char to[OS_PATH],
                                    struct kit_error *err);
