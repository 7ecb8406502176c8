#pragma once
/*
 * Pauses: when threads of the actors were stopped by a fault and later resumed (a hold, a
 * delay, or a hang with a resume). No deadline of the actor runs during a pause. Gathered in
 * the pass of facts.c; windows use it. Pure.
 */
#include "kit/judge/fact.h"

/* Each pause needs a line of the scenario, and each line acts once. */
#define PAUSES SCENARIO_LINES

struct pause {
    int actor;
    int64_t from_ns, until_ns; /* FACTS_NEVER while the pause lasts */
};

struct pauses {
    bool spilled; /* more pauses than lines: no run writes such a log */
    uint32_t count;
    struct pause of[PAUSES];       /* in the order of their begins; two can overlap */
    uint32_t now[SCENARIO_ACTORS]; /* paused threads */
};

/* A thread of the actor begins a pause, and a thread ends one. */
void pauses_begin(struct pauses *pauses, int actor, int64_t at_ns);
void pauses_end(struct pauses *pauses, int actor, int64_t at_ns);

/* The actor was paused from the one instant to the other. */
void pauses_add(struct pauses *pauses, int actor, int64_t from_ns, int64_t until_ns);
