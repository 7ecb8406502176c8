#pragma once
/*
 * Runs side by side, on threads of its own, in the order that turns.h says. The scheduler knows
 * neither scenarios nor verdicts: what is done in a turn is its caller's.
 */
#include "kit/suite/turns.h"

/* Each run has a job, a shared block and processes; more runs at once only wait for cores. */
#define SCHEDULER_JOBS_MOST TURNS_AT_ONCE

/* For each run that works, so many may wait. */
#define SCHEDULER_RESTING   6u

/* How often a caller with a terminal is called while runs go on. */
#define SCHEDULER_TICK_MS   100u

/* The run of this turn only waits from now on: another one may begin. Called by the run itself,
 * any number of times. */
void scheduler_set_idle(struct turn *turn);

/* It works again: it counts once more, even where there are as many as may be. */
void scheduler_works(struct turn *turn);

struct scheduler_plan {
    size_t count;       /* of scripts */
    uint32_t repeat;    /* how often each script is run, at most */
    uint32_t jobs;      /* how many runs at once, at most SCHEDULER_JOBS_MOST; those that only
                           wait do not count, up to SCHEDULER_RESTING for each */
    int64_t ends_at_ns; /* of os_ns: no run begins after it; 0: no end */
};

/* What the scheduler's caller does. Each function gets the context that scheduler_run got. */
struct scheduler_work {
    /* Runs it, on a worker's thread. False: no further run is to begin. */
    bool (*run)(void *context, struct turn *turn);
    /* Called on any thread, one at a time. */
    struct turn_rules rules;
    /* Called every SCHEDULER_TICK_MS on the caller's thread. */
    void (*tick)(void *context);
};

/*
 * Returns when all runs are over. A worker that cannot be started is a failure: what runs by
 * then comes to its end, and nothing else begins.
 */
enum kit_status scheduler_run(const struct scheduler_plan *plan,
                              const struct scheduler_work *work, void *context,
                              struct kit_error *err);
