#include "kit/tell/told_log.h"
#include "kit/files/log_files.h"
#include "kit/os/console.h"
#include "kit/page/judged_run.h"
#include "kit/tell/options.h"
#include "kit/tell/outcome.h"

#include <stdlib.h>

enum kit_status told_log_read(const char *path, bool leaves_out, struct told_log *out,
                              struct kit_error *err)
{
    *out = (struct told_log){.scenario = malloc(sizeof *out->scenario)};
    if (!out->scenario)
        return kit_fail(err, KIT_FULL, "no memory to read '%.200s'", path);
    const struct log_header *header = &out->log.header;
    enum kit_status status =
        leaves_out ? log_load_readable(path, &out->log, err) : log_load(path, &out->log, err);
    if (status == KIT_OK)
        status = scenario_read(header->path, header->scenario, header->scenario_size,
                               out->scenario, err);
    return status;
}

void told_log_free(struct told_log *log)
{
    log_free(&log->log);
    free(log->scenario);
    *log = (struct told_log){0};
}

struct judge_result *told_log_judge(const struct told_log *log)
{
    struct judge_result *result = calloc(1, sizeof *result);
    if (result)
        judge_whole_log(&log->log, log->scenario, result);
    return result;
}

enum kit_exit told_logs_each(const struct options *options, log_teller tell)
{
    struct log_paths paths;
    struct kit_error err;
    enum kit_exit worst = EXIT_PASSED;
    enum kit_status status =
        log_paths_read(options->paths, options->path_count, true, &paths, &err);
    if (status != KIT_OK) {
        os_complain("lifeline: %s", err.text);
        worst = EXIT_USAGE;
    }
    for (size_t i = 0; i < paths.count && status == KIT_OK; i++) {
        enum kit_exit code = EXIT_USAGE;
        if (tell(paths.all[i], options, &code, &err) != KIT_OK)
            os_complain("lifeline: %s", err.text);
        worst = exit_worse(worst, code);
    }
    log_paths_free(&paths);
    return worst;
}
