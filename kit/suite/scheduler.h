#pragma once
/*
 * Which run comes next, and how many runs at once. Every script is run once, then every script
 * is run again, so that the first one to fail is found soon. The scheduler knows neither
 * scenarios nor verdicts: what is done in a turn is its caller's.
 */
#include "kit/base/status.h"

#include <stddef.h>

/* Each run has a job, a shared block and processes; more runs at once only wait for cores. */
#define SCHEDULER_JOBS_MOST 64u

/* For each run that works, so many may wait. */
#define SCHEDULER_RESTING   6u

/* How often a caller with a terminal is called while runs go on. */
#define SCHEDULER_TICK_MS   100u

/* One run of one of the scripts. */
struct turn {
    size_t index;        /* of the script */
    uint32_t repetition; /* from 1 */
    struct scheduler *of;
    bool rests; /* it does not count any more */
};

/* The run of this turn only waits from now on: another one may begin. Called by the run itself,
 * any number of times. */
void scheduler_rests(struct turn *turn);

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
    /* Whether there is no use in repeating this script; any thread. */
    bool (*is_once)(void *context, size_t index);
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
