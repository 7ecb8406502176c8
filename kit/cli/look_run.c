#include "kit/cli/look_run.h"
#include "kit/base/version.h"
#include "kit/os/file.h"
#include "kit/files/programs.h"

#include <stdlib.h>
#include <string.h>

/* A look has no scenario file. Messages name these two instead: the look, and its run for
 * calls. */
#define LOOK_PATH     "look"
#define CALLS_PATH    "look-calls"

/* How much longer than the look the run may take. */
#define LOOK_LIMIT_MS 10000u

struct look_run *look_run_new(const struct options *options)
{
    struct look_run *run = calloc(1, sizeof *run);
    if (run)
        run->program = (struct look_program){.path = options->paths[0],
                                             .arguments = options->paths + 1,
                                             .count = options->path_count - 1,
                                             .injected = options->injects};
    return run;
}

void look_run_free(struct look_run *run)
{
    if (run) {
        run_outcome_free(&run->outcome);
        run_outcome_free(&run->calls);
    }
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

/* `children` is a look that shows them, or an empty one. */
static enum kit_status make_scenario(struct look_run *run, const char *path,
                                     const struct look_program *program,
                                     const struct look *children, const struct options *options,
                                     struct kit_error *err)
{
    uint32_t for_ms = options->look_ms;
    struct text text = text_over(run->text, sizeof run->text);
    draft_add_actors(&text, program, children);
    text_add(&text, "run for %ums\nlimit %ums\n", (unsigned)for_ms,
             (unsigned)(for_ms + LOOK_LIMIT_MS));
    enum kit_status status = scenario_read(path, run->text, text.length, &run->scenario, err);
    if (status == KIT_OK &&
        programs_check(&run->scenario, options->programs, NULL) == KIT_NOT_FOUND)
        status = fail_without_program(program->path, err);
    return status;
}

/* `look` is filled in, unless it is NULL. */
static enum kit_status run_for_look(struct look_run *run, struct look *look,
                                    const struct options *options, struct run_outcome *outcome,
                                    struct kit_error *err)
{
    char log_path[OS_PATH];
    struct text path = text_over(log_path, sizeof log_path);
    struct run_settings settings = {.programs = options->programs,
                                    .log_path = log_path,
                                    .options = options->given,
                                    .commit = kit_commit,
                                    .keeps_events = true,
                                    .look = look,
                                    .neighbours = &run->neighbours,
                                    .fingerprints = &run->fingerprints};
    text_add(&path, "%s/%s.jsonl", options->log_dir, run->scenario.path);
    enum kit_status status = os_folder_make(options->log_dir, err);
    if (status == KIT_OK)
        status = stall_monitor_start(MONITOR_BEAT_MS, &settings.monitor, err);
    if (status == KIT_OK)
        status =
            run_scenario(&run->scenario, run->text, strlen(run->text), &settings, outcome, err);
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

enum kit_status look_run_check_unprobed(const struct look_run *run, struct kit_error *err)
{
    for (size_t i = 0; i < run->outcome.event_count; i++) {
        if (run->outcome.events[i].kind == EVENT_ATTACHED)
            return kit_fail(err, KIT_BAD_INPUT,
                            "'%.300s' or a child of it links the probe, whose steps are there "
                            "without an injected one; a `sweep` of a scenario strikes at them",
                            run->program.path);
    }
    return KIT_OK;
}

enum kit_status look_run_make(struct look_run *run, const struct options *options,
                              struct kit_error *err)
{
    const struct look none = {0};
    struct look_program plain = run->program;
    plain.injected = false;
    enum kit_status status = make_scenario(run, LOOK_PATH, &plain, &none, options, err);
    if (status == KIT_OK)
        status = run_for_look(run, &run->look, options, &run->outcome, err);
    if (status == KIT_OK && run->look.process_count == 0)
        status = kit_fail(err, KIT_OS, "%s", trouble_of(&run->outcome));
    if (status == KIT_OK && options->injects)
        status = look_run_check_unprobed(run, err);
    if (status == KIT_OK)
        look_take_names(&run->look, run->outcome.events, run->outcome.event_count);
    return status;
}

enum kit_status look_run_calls(struct look_run *run, const struct options *options,
                               struct kit_error *err)
{
    enum kit_status status =
        make_scenario(run, CALLS_PATH, &run->program, &run->look, options, err);
    return status == KIT_OK ? run_for_look(run, NULL, options, &run->calls, err) : status;
}
