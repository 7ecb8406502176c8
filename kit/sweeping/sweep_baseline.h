#pragma once
/*
 * The run without faults that a sweep has its points from. A machine that stands still can add
 * to it what the next one does not have, such as a watchdog that looks or a word that the other
 * side is silent. So it is made until two in a row have the same points, and the last of them
 * counts. Private to the commands; one thread.
 */
#include "kit/run/run.h"
#include "kit/suite/scripts.h"
#include "kit/sweep/sweep.h"

/* How often it is made at most. */
#define BASELINE_RUNS_MOST 8

struct sweep_baseline {
    struct run_outcome last; /* sweep_baseline_free gives it back */
    uint32_t runs;
    bool settled;                /* the last two had the same points */
    char (*passing)[SWEEP_LINE]; /* of points that one of them had, and not the next */
    size_t passing_count;
};

/* Stops at a run that does not pass. sweep_baseline_free in any case. */
enum kit_status sweep_baseline_run(const struct script *script,
                                   const struct run_settings *settings,
                                   struct sweep_baseline *out, struct kit_error *err);

/* Says on standard output what an earlier run had and the last has not; nothing where there is
 * no such thing. */
void sweep_baseline_tell(const struct sweep_baseline *baseline);

void sweep_baseline_free(struct sweep_baseline *baseline);
