#pragma once
/* A log that a command tells of: read from disk, with its scenario. */
#include "kit/judge/judge.h"
#include "kit/log/log.h"

struct told_log {
    struct log log;
    struct scenario *scenario;
};

/* `leaves_out`: as by log_read_readable. The error names the log. Call told_log_free in any
 * case. */
enum kit_status told_log_read(const char *path, bool leaves_out, struct told_log *out,
                              struct kit_error *err);
void told_log_free(struct told_log *log);

/* judge_whole_log (kit/page/judged_run.h). NULL without memory; the caller frees the result. */
struct judge_result *told_log_judge(const struct told_log *log);

/* Calls `tell` for each log that the paths name, and complains of those that it fails for.
 * Returns the worst exit code. */
struct options;
typedef enum kit_status (*log_teller)(const char *path, const struct options *options,
                                      enum kit_exit *code, struct kit_error *err);
enum kit_exit told_logs_each(const struct options *options, log_teller tell);
