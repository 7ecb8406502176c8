#pragma once
/* A fact as a text for people. Pure, any thread. */
#include "kit/scenario/scenario.h"
#include "kit/base/event.h"
#include "kit/report/target.h"

/*
 * A row of a table for a fact: the actor, what happened, and a note for which `what` leaves
 * room.
 */
struct event_text {
    char who[KIT_NAME];
    char what[KIT_EVENT_TEXT + 64]; /* "reply.sent #2", or a sentence where there is no note */
    char note[96];                  /* "killed here"; may be empty */
};

void event_text_make(const struct scenario *scenario, const struct kit_event *event,
                     struct event_text *out);

/*
 * "run 3 times: 2 strikes came when their wait was over". Empty for a run that was made once.
 */
void report_add_tries(struct text *to, const char *before, const struct report_run *run);

/* "passed after 2 runs that did not: MESSAGE". Empty for a run that is not flaky. */
void report_add_flaky(struct text *to, const char *before, const struct report_run *run);

/* The word for a verdict in a heading. */
void report_add_upper(struct text *to, const char *word);
