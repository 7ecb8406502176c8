#pragma once
/*
 * A run as a timeline: a line for each event and each finding, in the column of its actor. A
 * bar stands in the column of each other actor whose process exists. A strike has a `*` behind
 * its time, and what went wrong a `!`. Pure; one line at a time, so that a log of any length
 * takes no more memory.
 */
#include "kit/base/finding.h"
#include "kit/scenario/scenario.h"

/* The room that a line takes at most, also where a narrow terminal breaks it. */
#define TIMELINE_LINE   8192

/* The actor of what the runner itself did, for `actors`. */
#define TIMELINE_RUNNER "runner"

/* Everything is borrowed. */
struct timeline_wanted {
    const char *actors; /* names, with commas between them; NULL: all */
    const char *step;   /* wildcards for what an event names; NULL: all events */
    int64_t from_ns;
    int64_t to_ns;    /* the last instant that is shown */
    uint32_t columns; /* of the terminal; 0: no line is broken */
};

#define TIMELINE_LANES (SCENARIO_ACTORS + 1) /* the last one is the runner's */

struct timeline {
    struct timeline_wanted wanted;
    const struct scenario *scenario;
    const struct kit_event *events;
    size_t event_count;
    const struct judgement *judgement;
    size_t next_event, shown; /* how many events were read, and shown */
    uint32_t next_finding;
    uint32_t lane_count, lane_width;
    int place[TIMELINE_LANES]; /* of the lane on the screen, from 0; -1: it is not shown */
    bool is_wanted[TIMELINE_LANES];
    bool is_alive[TIMELINE_LANES];
};

enum timeline_kind {
    TIMELINE_EVENT,
    TIMELINE_STRIKE,
    TIMELINE_FINDING /* the run went wrong here */
};

/*
 * `events` are sorted. KIT_BAD_INPUT if no actor of the scenario has one of the names;
 * the sentence says which names there are.
 */
enum kit_status timeline_begin(struct timeline *timeline, const struct scenario *scenario,
                               const struct kit_event *events, size_t count,
                               const struct judgement *judgement,
                               const struct timeline_wanted *wanted, struct kit_error *err);

/* Appends the names of the actors, each above its column. */
void timeline_head(const struct timeline *timeline, struct text *to);

/* Appends the next line, with its line end. False, and nothing, after the last one. */
bool timeline_next(struct timeline *timeline, struct text *to, enum timeline_kind *kind);
