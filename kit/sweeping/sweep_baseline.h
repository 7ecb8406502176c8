#pragma once
/*
 * The baseline: the run without faults from which a sweep takes its points. A stall of the
 * machine can add steps that the next run does not have, such as a watchdog's look or a report
 * that a peer is silent. So the run is repeated until two runs in a row have the same points,
 * and the last one is used. Private to the commands; one thread.
 */
#include "kit/run/run.h"
#include "kit/files/scripts.h"
#include "kit/sweep/sweep.h"

/* The maximum of repetitions. */
#define BASELINE_RUNS_MOST 8

struct sweep_baseline {
    struct run_outcome last; /* sweep_baseline_free gives it back */
    uint32_t runs;
    bool settled;                /* the last two had the same points */
    char (*passing)[SWEEP_LINE]; /* points that one run had, and the next had not */
    size_t passing_count;
};

/* Stops at a run that does not pass. Call sweep_baseline_free in any case. */
enum kit_status sweep_baseline_run(const struct script *script,
                                   const struct run_settings *settings,
                                   struct sweep_baseline *out, struct kit_error *err);

/*
 * Prints to standard output what an earlier run had and the last has not; and which actors the
 * injected probe never came into. Nothing if there is no such thing.
 */
void sweep_baseline_tell(const struct scenario *scenario,
                         const struct sweep_baseline *baseline);

/*
 * KIT_OS if the injected probe of an actor did not see all of its calls: then no run with a
 * strike at one of them would come to a verdict.
 */
enum kit_status sweep_baseline_check(const struct scenario *scenario,
                                     const struct sweep_baseline *baseline,
                                     struct kit_error *err);

void sweep_baseline_free(struct sweep_baseline *baseline);
