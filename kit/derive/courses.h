#pragma once
/*
 * The courses of two runs: what each actor did, in its order. An actor's own words for one
 * child are one course, and what the runner saw of the actor is another, because only within
 * these the order is certain. Only difference.c includes this header. Pure.
 */
#include "kit/log/log.h"

/* The first events in which an actor's courses differ; both NULL if they are the same. */
struct course_parting {
    char actor[KIT_NAME];          /* empty: the runner */
    const struct kit_event *a, *b; /* NULL: nothing more */
    bool parts;                    /* false: only further rounds of steps that both runs have */
};

/* At most `most` actors, in the order in which the runs name them. KIT_FULL without memory. */
enum kit_status courses_compare(const struct log *a, const struct log *b,
                                struct course_parting *to, size_t most, size_t *count,
                                struct kit_error *err);
