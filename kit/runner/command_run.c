/*
 * run and replay: scenarios on real processes, some of them side by side.
 */
#include "kit/runner/commands.h"
#include "kit/runner/logs.h"
#include "kit/runner/suite.h"

#include <stdlib.h>

enum kit_exit command_run(const struct options *options)
{
    struct scripts scripts;
    struct results results;
    struct kit_error err;
    enum kit_exit code = EXIT_USAGE;
    if (results_begin(&results, options->junit, &err) != KIT_OK) {
        fprintf(stderr, "lifeline: %s\nlifeline: nothing was run\n", err.text);
        return EXIT_USAGE;
    }
    if (scripts_read(options->paths, options->path_count, options->programs, &scripts) ==
        KIT_OK)
        code = suite_run(options, &scripts, NULL, NULL, &results);
    else
        fputs("lifeline: nothing was run\n", stderr);
    scripts_free(&scripts);
    results_drop(&results);
    return code;
}

/* The scenario of a log, as a script; the log keeps its own copy of the text. */
static enum kit_status script_of_log(const struct log *log, const char *programs,
                                     struct script *out, struct kit_error *err)
{
    size_t size = log->header.scenario_size;
    char *text = malloc(size + 1);
    if (!text)
        return kit_fail(err, KIT_FULL, "no memory for a scenario");
    for (size_t i = 0; i < size; i++)
        text[i] = log->header.scenario[i];
    text[size] = 0;
    return script_read(log->header.path, text, size, programs, out, err);
}

static enum kit_status load_logs(const struct log_paths *paths, const char *programs,
                                 struct log *logs, struct scripts *scripts,
                                 struct kit_error *err)
{
    enum kit_status status = KIT_OK;
    for (size_t i = 0; i < paths->count && status == KIT_OK; i++) {
        status = log_load(paths->all[i], &logs[i], err);
        if (status == KIT_OK)
            status = script_of_log(&logs[i], programs, &scripts->all[i], err);
        scripts->all[i].log_of = paths->all[i];
        scripts->count = i + 1;
    }
    return status;
}

static enum kit_exit replay_logs(const struct options *options, const struct log_paths *paths)
{
    struct kit_error err;
    enum kit_exit code = EXIT_USAGE;
    struct log *logs = calloc(paths->count, sizeof *logs);
    struct scripts scripts = {.all = calloc(paths->count, sizeof *scripts.all)};
    struct results results = {0};
    if (!logs || !scripts.all)
        fputs("lifeline: no memory\n", stderr);
    else if (load_logs(paths, options->programs, logs, &scripts, &err) != KIT_OK ||
             results_begin(&results, options->junit, &err) != KIT_OK)
        fprintf(stderr, "lifeline: %s\nlifeline: nothing was run\n", err.text);
    else
        code = suite_run(options, &scripts, logs, NULL, &results);
    for (size_t i = 0; logs && i < paths->count; i++)
        log_free(&logs[i]);
    free(logs);
    scripts_free(&scripts);
    results_drop(&results);
    return code;
}

enum kit_exit command_replay(const struct options *options)
{
    struct log_paths paths;
    struct kit_error err;
    enum kit_exit code = EXIT_USAGE;
    if (log_paths_read(options->paths, options->path_count, false, &paths, &err) == KIT_OK)
        code = replay_logs(options, &paths);
    else
        fprintf(stderr, "lifeline: %s\n", err.text);
    log_paths_free(&paths);
    return code;
}
