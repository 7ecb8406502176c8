#pragma once
/*
 * The monitor: a thread on each core that makes the same calls as the actors, a timed wait and
 * a pipe round trip, and tells when the machine did not let it. The judge extends a window by
 * the stalls that fell into it, so that a stalled machine fails nobody. One monitor serves all
 * runs of a runner; any thread may ask it.
 */
#include "kit/state/beats.h"

/* A beat's timed wait: absence is decided at most this much later. */
#define MONITOR_BEAT_MS 10u

struct stall_monitor;

/* `beat_ms` is MONITOR_BEAT_MS, but in a test that has to tell a hurried beat from a usual one.
 */
enum kit_status stall_monitor_start(uint32_t beat_ms, struct stall_monitor **out,
                                    struct kit_error *err);
void stall_monitor_stop(struct stall_monitor **monitor);

/*
 * The instant up to which every stall is known. Live, time has passed only up to here: a window
 * that ends during a stall nobody has noticed yet is not over.
 */
int64_t stall_monitor_passed_ns(struct stall_monitor *monitor);

/* Has every thread end its beat now, so that what has passed is known as soon as it can be. */
void stall_monitor_hurry(struct stall_monitor *monitor);

/* Until every stall before this instant is known, or a thread failed and nobody will know. */
void stall_monitor_wait(struct stall_monitor *monitor, int64_t until_ns);

/* The next stall after the *at-th; false if there is none. *at moves behind it; begin with
 * stall_monitor_count for those from now on. */
bool stall_monitor_next(struct stall_monitor *monitor, uint64_t *at, struct stall_seen *out);
uint64_t stall_monitor_forgotten(struct stall_monitor *monitor, uint64_t at);
uint64_t stall_monitor_count(struct stall_monitor *monitor);

/* True if a thread failed, as beats_failed. From *since_ns on no absence proves anything. */
bool stall_monitor_failed(struct stall_monitor *monitor, uint32_t *core, int64_t *since_ns);
