#pragma once
/*
 * Runs side by side, on threads of its own, in the order that turns.h determines. The scheduler
 * knows neither scenarios nor verdicts: its caller decides what is done in a turn.
 */
#include "kit/suite/turns.h"

/*
 * The maximum of parallel runs. Each run has a job, a shared block and processes; more runs
 * would only wait for cores.
 */
#define SCHEDULER_JOBS_MOST TURNS_AT_ONCE

/* How many waiting runs are allowed for each working run. */
#define SCHEDULER_RESTING   6u

/* How often a caller with a terminal is called while runs go on. */
#define SCHEDULER_TICK_MS   100u

/*
 * The run of this turn only waits from now on, so another one may begin. Called by the run
 * itself, any number of times.
 */
void scheduler_set_idle(struct turn *turn);

/* The run works again and counts once more, even if the maximum is reached already. */
void scheduler_works(struct turn *turn);

struct scheduler_plan {
    size_t count;       /* of scripts */
    uint32_t repeat;    /* how often each script is run, at most */
    uint32_t jobs;      /* how many runs at once, at most SCHEDULER_JOBS_MOST; those that only
                           wait do not count, up to SCHEDULER_RESTING for each */
    int64_t ends_at_ns; /* of os_ns: no run begins after it; 0: no end */
};

/* The callbacks of the scheduler. Each gets the context that scheduler_run got. */
struct scheduler_work {
    /* Runs the turn, on a worker's thread. Returns false if no further run is to begin. */
    bool (*run)(void *context, struct turn *turn);
    /* Called on any thread, one at a time. */
    struct turn_rules rules;
    /* Called every SCHEDULER_TICK_MS on the caller's thread. */
    void (*tick)(void *context);
};

/*
 * Returns when all runs are over. If a worker cannot be started, this is a failure: the running
 * turns are finished, and no other begins.
 */
enum kit_status scheduler_run(const struct scheduler_plan *plan,
                              const struct scheduler_work *work, void *context,
                              struct kit_error *err);
