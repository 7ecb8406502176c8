#pragma once
/*
 * The judge computes the verdict of a run from its scenario and its events, and from nothing
 * else. The live run, `lifeline judge` and the tests call the same function, so that a replay
 * cannot disagree with a run. Pure; any thread; linear in the number of events.
 */
#include "kit/judge/judge_result.h"

/*
 * A run that is being judged. Events are taken in as they come, in any order; a look returns
 * how the run stands. The cost of a look grows with what is new since the last one, the cost of
 * a late event with how late it is. The events are copied; the scenario is borrowed. One
 * thread.
 */
struct judging;

/*
 * `platform` is that of the run, which a log's header names. NULL if there is no memory.
 */
struct judging *judging_begin(const struct scenario *scenario, struct kit_platform platform);
void judging_end(struct judging *judging);

void judging_take(struct judging *judging, const struct kit_event *event);

/*
 * `now_ns` is how far time is known to have passed: for a log, the last event's time; live, the
 * clock. Absence is judged only up to this instant.
 */
void judging_look(struct judging *judging, int64_t now_ns, struct judge_result *out);

/*
 * The *count events that were taken in, in order of time. The caller releases them with free.
 * NULL if there is no memory for them, or no event was taken in.
 */
struct kit_event *judging_events(const struct judging *judging, size_t *count);

/*
 * The same without the steps that no report of this judgement shows (near_facts.h): nearly all
 * events of a long run.
 */
struct kit_event *judging_events_near(const struct judging *judging,
                                      const struct judgement *judgement, size_t *count);

/* Judges everything at once: the events of a log. Time ends with the last event. */
void judge(const struct scenario *scenario, struct kit_platform platform,
           const struct kit_event *events, size_t count, int64_t now_ns,
           struct judge_result *out);
