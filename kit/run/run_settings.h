#pragma once
/*
 * The settings of one run: data only. All pointers are borrowed until the run has returned.
 */
#include "kit/look/look.h"
#include "kit/run/belongings.h"
#include "kit/run/fingerprints.h"
#include "kit/run/neighbours.h"
#include "kit/run/stall_monitor.h"
#include "kit/scenario/scenario.h"
#include "kit/state/moments.h"

struct run_settings {
    const char *programs; /* folder of the actors' programs; NULL: beside lifeline.exe */
    const char *log_path;
    const char *options; /* as given on the command line, for the log */
    const char *commit;  /* kit_commit, for the log; NULL: none is told */
    uint64_t seed;
    uint32_t made;    /* how often this run was made before without a result, for the log */
    bool tells_calls; /* log how often each system call was used */
    /* Called once, on the run's thread, when the run only waits for its settle time: another
     * run may use the cores. May be NULL. */
    void (*on_idle)(void *context);
    void *on_idle_context;
    bool keeps_events;                   /* keep events in the outcome even if the run passes */
    struct stall_monitor *monitor;       /* borrowed */
    struct neighbours *neighbours;       /* borrowed; of all runs of this runner */
    struct fingerprints *fingerprints;   /* borrowed; of all runs of this runner */
    struct belongings *belongings;       /* filled as the run closes; or NULL */
    struct look *look;                   /* the same */
    const struct scenario_line *stop_at; /* the place of --break; or NULL */
    const struct moments *moments; /* of a replay: where its strikes have to come; or NULL */
};
