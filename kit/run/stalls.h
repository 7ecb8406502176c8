#pragma once
/*
 * The stalls of the machine, as one run takes them from the stall monitor. The run's thread
 * alone.
 */
#include "kit/run/recorder.h"
#include "kit/run/stall_monitor.h"

/* How much longer than it is told to a run waits for a machine that stands still. */
#define STALLS_STRETCH_NS INT64_C(60000000000)

struct stalls {
    struct stall_monitor *monitor; /* borrowed */
    uint64_t at;                   /* the monitor's stalls up to here are taken */
    int64_t by_core_ns[BEATS_CORES];
    bool lost; /* the monitor failed, and that was told */
};

/* From now on. */
void stalls_begin(struct stalls *stalls, struct stall_monitor *monitor);

/* Writes the stalls that the monitor knows of by now. As trouble it writes that stalls were
 * forgotten; and once that the monitor failed: from there on nobody knows whether an actor was
 * late or the machine. */
void stalls_take(struct stalls *stalls, struct recorder *recorder);

/* How far time has passed on the run's clock, so that absence can be decided: as far as the
 * monitor knows of every stall. A run whose monitor failed is lost, and its waits have to end.
 */
int64_t stalls_passed_ns(const struct stalls *stalls, const struct recorder *recorder);

/* How long the core that stood still longest did so since the counts in `since_ns` (NULL: since
 * the run's start), up to STALLS_STRETCH_NS. */
int64_t stalls_longest_ns(const struct stalls *stalls, const int64_t since_ns[BEATS_CORES]);
