#pragma once
/*
 * What a caller says of one run: data only. All of it is borrowed until the run has returned.
 */
#include "kit/run/belongings.h"
#include "kit/run/neighbours.h"
#include "kit/run/stall_monitor.h"
#include "kit/scenario/scenario.h"

struct run_settings {
    const char *programs; /* folder of the actors' programs; NULL: beside lifeline.exe */
    const char *log_path;
    const char *options; /* as given on the command line, for the log */
    uint64_t seed;
    uint32_t made;    /* how often it was made before and came to nothing, for the log */
    bool tells_calls; /* how often each call of the system was used */
    /* Called once, on the run's thread, where the run has nothing more to do but to look on for
     * its settle time: another one may use the cores. Or NULL. */
    void (*on_idle)(void *context);
    void *on_idle_context;
    bool keeps_events;                   /* in the outcome, also of a run that passes */
    struct stall_monitor *monitor;       /* borrowed */
    struct neighbours *neighbours;       /* borrowed; of all runs of this runner */
    struct belongings *belongings;       /* to fill, as the run closes; or NULL */
    const struct scenario_line *stop_at; /* --break: where all stands still; or NULL */
};
