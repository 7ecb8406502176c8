#pragma once
/*
 * The judge: what a run came to, computed from its scenario and its events and nothing else.
 * The live run, `lifeline judge` and the tests call the same function, so that a replay cannot
 * disagree with a run. Pure; any thread; linear in the number of events.
 */
#include "kit/judge/judge_result.h"

/*
 * A run being judged: events are taken in as they come, in any order, and a look says how the
 * run stands. A look costs as much as there is new since the last one; an event that comes
 * late, as much as it is late. The events are copied; the scenario is borrowed. One thread.
 */
struct judging;

/* `system` is what the run is on, which a log's header names. NULL if there is no memory. */
struct judging *judging_begin(const struct scenario *scenario, enum kit_system system);
void judging_end(struct judging *judging);

void judging_take(struct judging *judging, const struct kit_event *event);

/* `now_ns` is how far time is known to have passed: for a log, the last event's time; live, the
 * clock. Absence is decided only against it. */
void judging_look(struct judging *judging, int64_t now_ns, struct judge_result *out);

/* The events that were taken in, in order of time; *count of them. To be given back with free;
 * NULL if there is no memory for them, or none were taken in. */
struct kit_event *judging_events(const struct judging *judging, size_t *count);

/* All of it at once: the events of a log, whose last one is when time ended. */
void judge(const struct scenario *scenario, enum kit_system system,
           const struct kit_event *events, size_t count, int64_t now_ns,
           struct judge_result *out);
