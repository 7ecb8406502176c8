#pragma once
/*
 * The clock of one run. It starts with the run, and it can be stopped once: while everything
 * stands still for a debugger, no time passes for the run, its windows, its limit and its
 * judge. All instants of a log are on this clock. Pure; the run's thread alone.
 */
#include <stdbool.h>
#include <stdint.h>

struct run_clock {
    int64_t start_ns; /* on the clock that all processes share, like every shared_ns below */
    int64_t stopped_ns, gone_on_ns; /* when it was stopped and went on; 0 until then */
};

void run_clock_start(struct run_clock *clock, int64_t shared_ns);

/* Stops the clock, once in a run. All actors must be suspended by then: steps made while the
 * clock stands would all have the same time. */
void run_clock_stop(struct run_clock *clock, int64_t shared_ns);

/* Lets the clock go on. Returns how long it stood. */
int64_t run_clock_go_on(struct run_clock *clock, int64_t shared_ns);

/* What the clock shows at that instant. All instants at which it stood show the same time. */
int64_t run_clock_at(const struct run_clock *clock, int64_t shared_ns);
