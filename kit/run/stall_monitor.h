#pragma once
/*
 * The stall monitor. A thread on each core makes the same calls as the actors, a timed wait and
 * a pipe round trip, and measures when the machine delays them. The judge extends a window by
 * the stalls inside it, so that a stalled machine makes no actor fail. One monitor serves all
 * runs of a runner; any thread may ask it.
 */
#include "kit/state/beats.h"

/*
 * The timed wait of a beat. The judge decides that something is absent at most this much later.
 */
#define MONITOR_BEAT_MS 10u

struct stall_monitor;

/* `beat_ms` is MONITOR_BEAT_MS, except in tests that have to tell a hurried beat from a normal
 * one. */
enum kit_status stall_monitor_start(uint32_t beat_ms, struct stall_monitor **out,
                                    struct kit_error *err);
void stall_monitor_stop(struct stall_monitor **monitor);

/*
 * The instant up to which every stall is known. During a run, time has passed only up to this
 * instant. Otherwise a window could end during a stall that the monitor has not measured yet,
 * and an actor would fail because of the machine.
 */
int64_t stall_monitor_passed_ns(struct stall_monitor *monitor);

/*
 * Makes every thread end its beat now, so that the passed time is known as early as possible.
 */
void stall_monitor_hurry(struct stall_monitor *monitor);

/*
 * Waits until every stall before this instant is known, or until a monitor thread has failed.
 */
void stall_monitor_wait(struct stall_monitor *monitor, int64_t until_ns);

/* The next stall after number *at; false if there is none. *at moves behind it. Start with
 * stall_monitor_count to get only stalls from now on. */
bool stall_monitor_next(struct stall_monitor *monitor, uint64_t *at, struct stall_seen *out);
uint64_t stall_monitor_forgotten(struct stall_monitor *monitor, uint64_t at);
uint64_t stall_monitor_count(struct stall_monitor *monitor);

/*
 * True if a monitor thread failed, as beats_failed. After *since_ns no absence proves anything.
 */
bool stall_monitor_failed(struct stall_monitor *monitor, uint32_t *core, int64_t *since_ns);
