#pragma once
/*
 * The clock of one run. It begins with the run, and it can be stopped and let go again: while
 * everything stands still for a debugger, no time passes for the run, its windows, its limit
 * and its judge. All instants of a log are of this clock. Pure; the run's thread alone.
 */
#include <stdbool.h>
#include <stdint.h>

struct run_clock {
    int64_t start_ns; /* on the clock that all processes share, as all that is given to it */
    int64_t stopped_ns, gone_on_ns; /* of the one time that it stands; 0 until it does */
};

void run_clock_start(struct run_clock *clock, int64_t shared_ns);

/* Once in a run. Nobody may be making steps by then, or they would all fall on one instant. */
void run_clock_stop(struct run_clock *clock, int64_t shared_ns);

/* Lets it go on, and returns how long it stood. */
int64_t run_clock_go_on(struct run_clock *clock, int64_t shared_ns);

/* What it shows at that instant; all of those at which it stood are one. */
int64_t run_clock_at(const struct run_clock *clock, int64_t shared_ns);
