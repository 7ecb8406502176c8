#pragma once
/*
 * A fact, said to a person. Pure, any thread.
 */
#include "kit/scenario/scenario.h"
#include "kit/base/event.h"
#include "kit/report/target.h"

/* How a fact stands in a table: who, what, and a note for which `what` leaves room. */
struct event_text {
    char who[KIT_NAME];
    char what[KIT_EVENT_TEXT + 64]; /* "reply.sent #2", or a sentence where there is no note */
    char note[96];                  /* "killed here"; may be empty */
};

void event_text_make(const struct scenario *scenario, const struct kit_event *event,
                     struct event_text *out);

/* "run 3 times: 2 strikes came when their wait was over". Nothing of a run that was made once.
 */
void report_add_tries(struct text *to, const char *before, uint32_t tries, uint32_t late);

/* "passed after 2 runs that did not: MESSAGE". Nothing of a run that is not. */
void report_add_flaky(struct text *to, const char *before, const struct report_run *run);

/* A verdict's word as a heading has it. */
void report_add_upper(struct text *to, const char *word);
