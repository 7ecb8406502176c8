#pragma once
/*
 * What `lifeline doctor --exact` knows of the calls of a program: runs without a fault, with
 * the injected probe in all processes, and the points of the last of them.
 */
#include "kit/doctor/plan.h"
#include "kit/sweeping/sweep_baseline.h"
#include "kit/tell/options.h"

struct exact_run {
    struct script script;
    struct sweep_baseline baseline;
    struct sweep_point *points; /* likeliest to fail first */
    size_t count;
};

/*
 * Makes the runs. Fails if nothing can be struck: the program came to no verdict with the probe
 * in it, or an actor is blind. Call exact_run_free in any case.
 */
enum kit_status exact_run_make(struct exact_run *run, const struct doctor_plan *plan,
                               const struct options *options, struct kit_error *err);

void exact_run_free(struct exact_run *run);
