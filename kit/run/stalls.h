#pragma once
/*
 * The stalls of the machine, as one run reads them from the stall monitor. Only the run's
 * thread uses it.
 */
#include "kit/run/recorder.h"
#include "kit/run/stall_monitor.h"

/* How much stalls can extend a run's waits. */
#define STALLS_STRETCH_NS INT64_C(60000000000)

struct stalls {
    struct stall_monitor *monitor; /* borrowed */
    uint64_t at;                   /* the monitor's stalls up to here are taken */
    int64_t by_core_ns[BEATS_CORES];
    bool lost; /* the monitor failed, and this is logged */
};

/* Reads stalls from now on. */
void stalls_begin(struct stalls *stalls, struct stall_monitor *monitor);

/* Logs the stalls that the monitor knows now. Logs trouble if stalls were forgotten, and once
 * if the monitor failed: from there on a late actor cannot be told from a late machine. */
void stalls_take(struct stalls *stalls, struct recorder *recorder);

/* How far time has passed on the run's clock, for decisions by absence: up to where the monitor
 * knows every stall. If the monitor failed, the run is lost, and time passes so that its waits
 * end. */
int64_t stalls_passed_ns(const struct stalls *stalls, const struct recorder *recorder);

/* The longest stall time of any core since the counts in `since_ns` (NULL: since the run's
 * start), at most STALLS_STRETCH_NS. */
int64_t stalls_longest_ns(const struct stalls *stalls, const int64_t since_ns[BEATS_CORES]);
