#include "kit/cli/shrink_runs.h"
#include "kit/cli/settings.h"
#include "kit/derive/failure.h"
#include "kit/os/file.h"
#include "kit/suite/logs.h"

#include <stdlib.h>
#include <string.h>

static enum kit_exit take_run(void *context, size_t index, const struct run_outcome *outcome,
                              FILE *to)
{
    struct shrink_runs *runs = context;
    (void)index;
    (void)to;
    runs->judgement = outcome->judgement;
    runs->came++;
    runs->made++;
    if (runs->failure) {
        runs->shown += failure_is_shown(runs->first, runs->failure, &outcome->judgement,
                                        runs->line_number);
        runs->is_alone &= failure_is_alone(runs->failure, &outcome->judgement);
    }
    return EXIT_PASSED;
}

/* A scenario with `must fail` passes, and its log is read all the same. */
static bool keeps_every_log(void *context, size_t index)
{
    (void)context;
    (void)index;
    return true;
}

static enum kit_status run_in_suite(struct shrink_runs *runs, struct scripts *scripts,
                                    uint32_t times, struct kit_error *err)
{
    static const struct suite_hooks hooks = {.result = take_run, .keeps_log = keeps_every_log};
    struct suite_settings settings = suite_settings_of(runs->options);
    settings.repeat = times;
    settings.quiet = settings.silent = true;
    settings.hooks = &hooks;
    settings.context = runs;
    return suite_run_whole(&settings, scripts, err);
}

enum kit_status shrink_runs_make(struct shrink_runs *runs, const char *text, size_t size,
                                 uint32_t times, struct kit_error *err)
{
    struct scripts scripts = {.all = calloc(1, sizeof *scripts.all)};
    char *copy = malloc(size + 1);
    runs->came = runs->shown = 0;
    if (!scripts.all || !copy) {
        free(copy);
        free(scripts.all);
        return kit_fail(err, KIT_FULL, "no memory for a scenario");
    }
    memcpy(copy, text, size);
    copy[size] = 0;
    scripts.count = 1;
    enum kit_status status =
        script_read(runs->path, copy, size, runs->options->programs, &scripts.all[0], err);
    if (status == KIT_OK)
        status = run_in_suite(runs, &scripts, times, err);
    scripts_free(&scripts);
    return status;
}

enum kit_status shrink_runs_show(struct shrink_runs *runs, const char *text, size_t size,
                                 uint32_t tries, bool *shows, struct kit_error *err)
{
    runs->is_alone = true;
    enum kit_status status = shrink_runs_make(runs, text, size, 1, err);
    *shows = status == KIT_OK && runs->shown == 1;
    if (!*shows || tries == 1)
        return status;
    status = shrink_runs_make(runs, text, size, tries - 1, err);
    *shows = status == KIT_OK && runs->shown == tries - 1;
    return status;
}

enum kit_status shrink_runs_log(const struct shrink_runs *runs, uint32_t repetition,
                                char to[KIT_PATH], struct kit_error *err)
{
    const struct script script = {.path = (char *)runs->path};
    return log_path_for(runs->options->log_dir, &script, repetition, to, err);
}

void shrink_runs_forget(const struct shrink_runs *runs, uint32_t tries)
{
    char path[KIT_PATH];
    for (uint32_t i = 1; i <= tries; i++) {
        if (shrink_runs_log(runs, i, path, NULL) == KIT_OK)
            os_file_remove(path, NULL);
    }
}
