#include "kit/cli/exact_run.h"
#include "kit/base/version.h"
#include "kit/os/file.h"
#include "kit/sweep/sweep.h"

#include <stdlib.h>

#define EXACT_NAME   "exact-calls"
#define SCRIPT_BYTES (16u * 1024u)

static enum kit_status read_calls_script(struct exact_run *run, const struct doctor_plan *plan,
                                         const struct options *options, struct kit_error *err)
{
    char *bytes = malloc(SCRIPT_BYTES);
    if (!bytes)
        return kit_fail(err, KIT_FULL, "no memory for a scenario");
    struct text text = text_over(bytes, SCRIPT_BYTES);
    doctor_calls_scenario(&text, plan, options->look_ms);
    return script_read(EXACT_NAME, bytes, text.length, options->programs, &run->script, err);
}

static enum kit_status make_calls_runs(struct exact_run *run, const struct options *options,
                                       struct kit_error *err)
{
    char log_path[OS_PATH];
    struct text path = text_over(log_path, sizeof log_path);
    struct neighbours *neighbours = calloc(1, sizeof *neighbours);
    struct fingerprints fingerprints = {.count = 0};
    struct run_settings settings = {.programs = options->programs,
                                    .log_path = log_path,
                                    .options = options->given,
                                    .commit = kit_commit,
                                    .neighbours = neighbours,
                                    .fingerprints = &fingerprints,
                                    .keeps_events = true};
    text_add(&path, "%s/" EXACT_NAME ".jsonl", options->log_dir);
    enum kit_status status = neighbours
                                 ? stall_monitor_start(MONITOR_BEAT_MS, &settings.monitor, err)
                                 : kit_fail(err, KIT_FULL, "no memory for a run");
    if (status == KIT_OK)
        status = sweep_baseline_run(&run->script, &settings, &run->baseline, err);
    stall_monitor_stop(&settings.monitor);
    free(neighbours);
    return status;
}

/* A run that did not pass has nothing to compare with. */
static enum kit_status check_calls_run(const struct exact_run *run, struct kit_error *err)
{
    const struct judgement *judgement = &run->baseline.last.judgement;
    if (judgement->verdict == VERDICT_PASS)
        return sweep_baseline_check(run->script.scenario, &run->baseline, err);
    return kit_fail(err, KIT_OS, "the run with the injected probe did not pass: %.400s",
                    judgement->count > 0 ? judgement->findings[0].text : "without a reason");
}

static enum kit_status find_exact_points(struct exact_run *run, struct kit_error *err)
{
    const struct scenario *scenario = run->script.scenario;
    const struct run_outcome *last = &run->baseline.last;
    size_t room = sweep_points(scenario, last->events, last->event_count, NULL, 0);
    run->points = calloc(room + 1, sizeof *run->points);
    if (!run->points)
        return kit_fail(err, KIT_FULL, "no memory for the calls of the program");
    sweep_points(scenario, last->events, last->event_count, run->points, room);
    run->count = sweep_order(scenario, run->points, room);
    return run->count > 0
               ? KIT_OK
               : kit_fail(err, KIT_NOT_FOUND,
                          "no process made a call that is a step once all of them were there");
}

enum kit_status exact_run_make(struct exact_run *run, const struct doctor_plan *plan,
                               const struct options *options, struct kit_error *err)
{
    *run = (struct exact_run){.count = 0};
    enum kit_status status = read_calls_script(run, plan, options, err);
    if (status == KIT_OK)
        status = make_calls_runs(run, options, err);
    if (status == KIT_OK)
        status = check_calls_run(run, err);
    return status == KIT_OK ? find_exact_points(run, err) : status;
}

void exact_run_free(struct exact_run *run)
{
    sweep_baseline_free(&run->baseline);
    script_free(&run->script);
    free(run->points);
    *run = (struct exact_run){.count = 0};
}
