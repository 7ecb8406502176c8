#pragma once
/*
 * The points of a sweep: from what a run without faults did, every place at which a fault can
 * strike; their order; and what the run of one came to. Pure; any thread; allocates nothing.
 */
#include "kit/base/finding.h"
#include "kit/sweep/point.h"

/*
 * The points that the scenario's `sweep` lines ask for (all, if it has none), from the events
 * of its run without faults, sorted; of calls, how often each was used (EVENT_CALLED). At most
 * `room` go to `to`; returns how many there are, before the doubles are taken out.
 */
size_t sweep_points(const struct scenario *scenario, const struct kit_event *events,
                    size_t count, struct sweep_point *to, size_t room);

/*
 * Sorts, the likeliest to fail first, takes out doubles, returns how many are left. The order,
 * which depends on nothing but the points themselves:
 * 1. the first time of a step, then the last, then those between: what is done for the second
 *    time is mostly the same code, and ends are where states are left behind;
 * 2. an actor before another that is started from the same program with the same options;
 * 3. by fault: those that end or cut before those that only slow down;
 * 4. by the steps' order in the protocol, children before their parent.
 */
size_t sweep_order(const struct scenario *scenario, struct sweep_point *points, size_t count);

/* Whether the point's fault never struck in this run, and nothing else is wrong with it: the
 * point was not reached. */
bool sweep_not_reached(const struct judgement *judgement);

/*
 * How long after the strike an actor first said that something is wrong; -1 if nobody did
 * or had to.
 */
int64_t sweep_detection_ns(const struct kit_event *events, size_t count);
