/*
 * Measures what a scenario costs. The scenario kills a child. It is compared with the same two
 * programs without Lifeline, started and ended in a job and detached; one at a time, and as
 * many side by side as `lifeline run` has by default.
 *
 *     run_bench.exe ROUNDS
 *
 * Without Lifeline the programs get no arguments: they start, see that arguments are missing,
 * and end. The scenario contains no wait, so the additional time is used by the kit or by the
 * pair's own exchange.
 */
#include "kit/base/ratio.h"
#include "kit/os/clock.h"
#include "kit/os/event.h"
#include "kit/os/file.h"
#include "kit/os/platform.h"
#include "kit/os/process.h"
#include "kit/os/thread.h"
#include "kit/suite/scheduler.h"
#include "kit/run/run.h"
#include "kit/files/scripts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WAIT_MS 10000
#define EACH    4 /* runs of each worker in one round side by side */

static const char scenario_text[] = "parent host is ref_parent\n"
                                    "child cs is ref_child\n"
                                    "at cs request.sent #1 kill cs\n"
                                    "expect host reports child.lost cs within 2s\n"
                                    "stop host\n"
                                    "expect host exits 0 within 2s\n";

struct bench {
    char programs[OS_PATH];
    char images[2][OS_PATH * 2];
    struct script script;
    struct stall_monitor *monitor;
    struct neighbours neighbours;
    struct fingerprints fingerprints;
};

/* One thread's work in one round. */
struct worker {
    struct bench *bench;
    uint32_t number;
    int count;
    bool (*once)(struct bench *bench, uint32_t number);
    bool well;
    void *thread;
};

static bool run_kit(struct bench *bench, uint32_t number)
{
    char log[64];
    snprintf(log, sizeof log, "build/bench-%u-%u.jsonl", (unsigned)os_own_pid(), number);
    struct run_settings settings = {.programs = bench->programs,
                                    .log_path = log,
                                    .monitor = bench->monitor,
                                    .neighbours = &bench->neighbours,
                                    .fingerprints = &bench->fingerprints};
    struct run_outcome *outcome = calloc(1, sizeof *outcome);
    struct kit_error err = {.text = "no memory"};
    bool well = outcome && run_scenario(bench->script.scenario, bench->script.text,
                                        bench->script.size, &settings, outcome, &err) == KIT_OK;
    if (!well)
        fprintf(stderr, "run_bench: %s\n", err.text);
    else if (outcome->judgement.verdict != VERDICT_PASS)
        fprintf(stderr, "run_bench: %s\n", outcome->judgement.findings[0].text);
    well = well && outcome->judgement.verdict == VERDICT_PASS;
    if (outcome)
        run_outcome_free(outcome);
    free(outcome);
    os_file_remove(log, NULL);
    return well;
}

/* One after the other, because only a running parent starts a child. */
static bool run_bare(struct bench *bench, uint32_t number)
{
    void *job = NULL;
    bool well = os_job_create(NULL, false, &job, NULL) == KIT_OK;
    (void)number;
    for (int i = 0; i < 2 && well; i++) {
        struct os_process process = {0};
        struct os_spawn what = {.program = bench->images[i], .job = job};
        well = os_spawn(&what, &process, NULL) == KIT_OK &&
               os_wait_any(&process.handle, 1, WAIT_MS) == 0;
        os_close(&process.handle);
    }
    os_close(&job);
    return well;
}

static void work(void *context)
{
    struct worker *worker = context;
    for (int i = 0; i < worker->count && worker->well; i++)
        worker->well = worker->once(worker->bench, worker->number);
}

/* How long these runs take, `jobs` side by side; -1: a run failed. */
static double time_runs(struct bench *bench, bool (*once)(struct bench *, uint32_t),
                        uint32_t jobs, int each)
{
    struct worker workers[SCHEDULER_JOBS_MOST];
    bool well = true;
    uint64_t from = os_ticks();
    for (uint32_t i = 0; i < jobs; i++) {
        workers[i] = (struct worker){bench, i, each, once, true, NULL};
        if (os_thread_start(work, &workers[i], &workers[i].thread, NULL) != KIT_OK)
            workers[i].well = false;
    }
    for (uint32_t i = 0; i < jobs; i++) {
        os_thread_join(&workers[i].thread);
        well = well && workers[i].well;
    }
    return well ? (double)(os_ticks() - from) : -1;
}

static void measure(struct bench *bench, struct ratio_rounds *rounds, size_t count,
                    uint32_t jobs, int each, bool as_rates)
{
    time_runs(bench, run_kit, jobs, 1);
    time_runs(bench, run_bare, jobs, 1);
    for (size_t i = 0; i < count; i++) {
        double kit = 0, bare = 0;
        if (i % 2)
            kit = time_runs(bench, run_kit, jobs, each);
        bare = time_runs(bench, run_bare, jobs, each);
        if (i % 2 == 0)
            kit = time_runs(bench, run_kit, jobs, each);
        ratio_add(rounds, as_rates ? bare : kit, as_rates ? kit : bare);
    }
}

static enum kit_status bench_begin(struct bench *bench, struct kit_error *err)
{
    char folder[OS_PATH];
    enum kit_status status = os_program_folder(folder, err);
    if (status != KIT_OK)
        return status;
    snprintf(bench->programs, sizeof bench->programs, "%s/../../children", folder);
    snprintf(bench->images[0], sizeof bench->images[0], "%s/ref_parent.exe", bench->programs);
    snprintf(bench->images[1], sizeof bench->images[1], "%s/ref_child.exe", bench->programs);
    status = script_read("bench.scenario", _strdup(scenario_text), sizeof scenario_text - 1,
                         bench->programs, &bench->script, err);
    return status == KIT_OK ? stall_monitor_start(MONITOR_BEAT_MS, &bench->monitor, err)
                            : status;
}

int main(int count, char **words)
{
    static struct bench bench;
    static struct ratio_rounds alone, crowd;
    static const struct ratio one = {.name = "kill-scenario",
                                     .ours = "a scenario in which a child is killed",
                                     .bare = "its two programs, started and ended bare",
                                     .target = 1.3},
                              many = {.name = "suite-rate",
                                      .ours = "processes a second of such scenarios, with -j",
                                      .bare = "processes a second bare, as many side by side",
                                      .at_least = true,
                                      .target = 0.8};
    size_t rounds = count == 2 ? strtoul(words[1], NULL, 10) : 200;
    struct kit_error err;
    if (bench_begin(&bench, &err) != KIT_OK) {
        fprintf(stderr, "run_bench: %s\n", err.text);
        return EXIT_FAILURE;
    }
    measure(&bench, &alone, rounds / 4 + 1, 1, 1, false);
    ratio_tell(&one, &alone);
    measure(&bench, &crowd, rounds / 16 + 1, 2 * os_core_count(), EACH, true);
    ratio_tell(&many, &crowd);
    stall_monitor_stop(&bench.monitor);
    script_free(&bench.script);
    return EXIT_SUCCESS;
}
