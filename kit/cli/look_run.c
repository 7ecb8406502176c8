#include "kit/cli/look_run.h"
#include "kit/base/version.h"
#include "kit/os/file.h"
#include "kit/files/programs.h"

#include <stdlib.h>
#include <string.h>

/* Stands for a scenario file in messages: there is none. */
#define LOOK_PATH     "look"

/* How much longer than the look the run may take. */
#define LOOK_LIMIT_MS 10000u

struct look_run *look_run_new(const struct options *options)
{
    struct look_run *run = calloc(1, sizeof *run);
    if (run)
        run->program = (struct look_program){.path = options->paths[0],
                                             .arguments = options->paths + 1,
                                             .count = options->path_count - 1};
    return run;
}

void look_run_free(struct look_run *run)
{
    if (run)
        run_outcome_free(&run->outcome);
    free(run);
}

static enum kit_status fail_without_program(const char *path, struct kit_error *err)
{
    if (os_is_folder(path))
        return kit_fail(err, KIT_BAD_INPUT,
                        "'%.300s' is a folder; name the program in it that is to be started",
                        path);
    return kit_fail(err, KIT_BAD_INPUT,
                    "there is no program '%.300s'; name its path, from the current folder "
                    "or from the root",
                    path);
}

static enum kit_status make_scenario(struct look_run *run, const struct options *options,
                                     struct kit_error *err)
{
    const struct look none = {0};
    uint32_t for_ms = options->look_ms;
    struct text text = text_over(run->text, sizeof run->text);
    draft_add_actors(&text, &run->program, &none);
    text_add(&text, "run for %ums\nlimit %ums\n", (unsigned)for_ms,
             (unsigned)(for_ms + LOOK_LIMIT_MS));
    enum kit_status status =
        scenario_read(LOOK_PATH, run->text, text.length, &run->scenario, err);
    if (status == KIT_OK &&
        programs_check(&run->scenario, options->programs, NULL) == KIT_NOT_FOUND)
        status = fail_without_program(run->program.path, err);
    return status;
}

static enum kit_status run_for_look(struct look_run *run, const struct options *options,
                                    struct kit_error *err)
{
    char log_path[OS_PATH];
    struct text path = text_over(log_path, sizeof log_path);
    struct run_settings settings = {.programs = options->programs,
                                    .log_path = log_path,
                                    .options = options->given,
                                    .commit = kit_commit,
                                    .keeps_events = true,
                                    .look = &run->look,
                                    .neighbours = &run->neighbours,
                                    .fingerprints = &run->fingerprints};
    text_add(&path, "%s/" LOOK_PATH ".jsonl", options->log_dir);
    enum kit_status status = os_folder_make(options->log_dir, err);
    if (status == KIT_OK)
        status = stall_monitor_start(MONITOR_BEAT_MS, &settings.monitor, err);
    if (status == KIT_OK)
        status = run_scenario(&run->scenario, run->text, strlen(run->text), &settings,
                              &run->outcome, err);
    stall_monitor_stop(&settings.monitor);
    return status;
}

/* What kept the program from being looked at. */
static const char *trouble_of(const struct run_outcome *outcome)
{
    for (size_t i = 0; i < outcome->event_count; i++) {
        if (outcome->events[i].kind == EVENT_TROUBLE)
            return outcome->events[i].text;
    }
    return "no process of the program was seen";
}

enum kit_status look_run_make(struct look_run *run, const struct options *options,
                              struct kit_error *err)
{
    enum kit_status status = make_scenario(run, options, err);
    if (status == KIT_OK)
        status = run_for_look(run, options, err);
    if (status == KIT_OK && run->look.process_count == 0)
        status = kit_fail(err, KIT_OS, "%s", trouble_of(&run->outcome));
    if (status == KIT_OK)
        look_take_names(&run->look, run->outcome.events, run->outcome.event_count);
    return status;
}
