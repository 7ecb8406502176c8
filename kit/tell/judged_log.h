#pragma once
/*
 * A log that is judged while it is read. Its events are never in memory as a whole: the judge
 * keeps each as a fact, which takes less than half the room (kit/judge/fact.h). One thread.
 */
#include "kit/judge/judge.h"
#include "kit/log/log.h"

struct judged_log {
    struct log log; /* header and verdict; no events */
    struct scenario *scenario;
    struct judge_result *result;
    /* Of a verdict that is no pass: the events that a report of it can show; else NULL. */
    struct kit_event *events;
    size_t event_count;
};

/*
 * Judges the events by the same function that judged them live. A log that was cut is an ERROR:
 * its events may be complete, but this is unknown. The error names the log. Call
 * judged_log_free in any case.
 */
enum kit_status judged_log_read(const char *path, struct judged_log *out,
                                struct kit_error *err);
void judged_log_free(struct judged_log *log);
