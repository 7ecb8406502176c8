#pragma once
/*
 * When threads of the actors stood still by order: held, delayed, or hung and let go again. No
 * deadline of the actor runs meanwhile. Gathered in the pass of facts.c; windows count by it.
 * Pure.
 */
#include "kit/judge/fact.h"

/* Each takes a line of the scenario, and each line acts once. */
#define PAUSES SCENARIO_LINES

struct pause {
    int actor;
    int64_t from_ns, until_ns; /* FACTS_NEVER while it stands */
};

struct pauses {
    bool spilled; /* there were more than lines: no run writes such a log */
    uint32_t count;
    struct pause of[PAUSES];       /* in the order of their begins; two can overlap */
    uint32_t now[SCENARIO_ACTORS]; /* threads that stand still */
};

/* A thread of the actor comes to stand still, and one goes on. */
void pauses_begin(struct pauses *pauses, int actor, int64_t at_ns);
void pauses_end(struct pauses *pauses, int actor, int64_t at_ns);

/* The actor stood still from the one instant to the other. */
void pauses_add(struct pauses *pauses, int actor, int64_t from_ns, int64_t until_ns);
