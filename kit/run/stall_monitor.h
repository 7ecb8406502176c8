#pragma once
/*
 * The monitor: a thread on each core that makes the same calls as the actors, a timed wait and
 * a pipe round trip, and tells when the machine did not let it. The judge extends a window by
 * the stalls that fell into it, so that a stalled machine fails nobody. One monitor serves all
 * runs of a runner; any thread may ask it.
 */
#include "kit/base/status.h"

/* A beat's timed wait: absence is decided at most this much later. */
#define MONITOR_BEAT_MS  10u

/* A beat that is later than this is a stall. Shorter ones come all the time on a busy machine,
 * and are less than a tenth of any window that a person would write. */
#define MONITOR_CORES    64 /* at most so many are watched */
#define MONITOR_STALL_MS 40u

struct stall_monitor;

struct stall_seen {
    uint32_t core;   /* from 1 */
    int64_t from_ns; /* os_ns of the clock that all processes share */
    int64_t until_ns;
};

enum kit_status stall_monitor_start(struct stall_monitor **out, struct kit_error *err);
void stall_monitor_stop(struct stall_monitor **monitor);

/*
 * The instant up to which every stall is known. Live, time has passed only up to here: a window
 * that ends during a stall nobody has noticed yet is not over.
 */
int64_t stall_monitor_passed_ns(struct stall_monitor *monitor);

/* Has every thread end its beat now, so that what has passed is known as soon as it can be. */
void stall_monitor_hurry(struct stall_monitor *monitor);

/* Until every stall before this instant is known. */
void stall_monitor_wait(struct stall_monitor *monitor, int64_t until_ns);

/* The next stall after the *at-th; false if there is none. *at moves behind it; begin with 0.
 */
bool stall_monitor_next(struct stall_monitor *monitor, uint64_t *at, struct stall_seen *out);

/* How many stalls there have been, for a run that wants those from now on. */
uint64_t stall_monitor_count(struct stall_monitor *monitor);
