#pragma once
/* A sweep: a run without faults, and then one run for each point that it showed. One thread. */
#include "kit/suite/suite.h"

struct sweep_settings {
    struct suite_settings suite; /* quiet and the hooks are the sweep's; 1 shard of 1 is all */
    bool resume;                 /* goes on with the journal that is there */
    bool keep_logs;              /* of runs that pass, too */
    const char *page;            /* where the map goes as a page; NULL: none is wanted */
};

/*
 * Sweeps the one scenario file that is named. Prints mistakes to standard error, and everything
 * else to standard output.
 */
enum kit_exit sweeping_run(const struct sweep_settings *settings, char *const *paths,
                           size_t count);
