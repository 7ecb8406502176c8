#pragma once
/* A sweep: a run without faults, and then one run for each point that it showed. One thread. */
#include "kit/suite/suite.h"

struct sweep_settings {
    struct suite_settings suite; /* the sweep sets quiet and the hooks; 1 shard of 1 is all */
    bool resume;                 /* continues the existing journal */
    bool keep_logs;              /* also of runs that pass */
    bool injects;                /* `probe inject`, also where the scenario does not say so */
    const char *page;            /* the path of the map's page; NULL: no page */
};

/*
 * Sweeps the one scenario file that is named. Prints mistakes to standard error, and everything
 * else to standard output.
 */
enum kit_exit sweeping_run(const struct sweep_settings *settings, char *const *paths,
                           size_t count);
