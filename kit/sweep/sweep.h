#pragma once
/*
 * The points of a sweep: every place at which a fault can strike, from what a run without
 * faults did; their order; and the result of a point's run. Pure; any thread; allocates
 * nothing.
 */
#include "kit/base/finding.h"
#include "kit/sweep/point.h"

/*
 * The points that the scenario's `sweep` lines ask for (all, if it has none), sorted. They come
 * from the events of its run without faults; EVENT_CALLED has how often each call was used. At
 * most `room` points go to `to`; returns how many there are, before deduplication.
 */
size_t sweep_points(const struct scenario *scenario, const struct kit_event *events,
                    size_t count, struct sweep_point *to, size_t room);

/*
 * Sorts, the likeliest to fail first, deduplicates, and returns how many are left. The order
 * depends only on the points themselves:
 *
 *   1. the first occurrence of a step, then the last, then those between: the second occurrence
 *      mostly runs the same code, and ends are where states are left behind;
 *   2. an actor before another that is started from the same program with the same options;
 *   3. by fault: those that end or cut before those that only slow down;
 *   4. by the steps' order in the protocol, children before their parent.
 */
size_t sweep_order(const struct scenario *scenario, struct sweep_point *points, size_t count);

/*
 * Whether the point's fault never struck in this run, and nothing else is wrong with the run:
 * the point was not reached.
 */
bool sweep_not_reached(const struct judgement *judgement);

/*
 * How long after the strike an actor first reported that something is wrong. -1 if no actor did
 * or had to.
 */
int64_t sweep_detection_ns(const struct kit_event *events, size_t count);
