#pragma once
/*
 * The processes of a run's actors, as the judge sees them. The first process of an actor has
 * the actor's own index. Each further process (an incarnation) is an additional actor behind
 * those of the scenario: a restarted child has all the obligations of a child, and is not
 * judged by what happened to its predecessor. So the rules iterate over the actors of
 * `scenario` below, and need not know about incarnations. A fact identifies its process by name
 * and incarnation. What a parent reports of a child belongs to the process that the parent can
 * mean.
 *
 * Facts come in order of time and can be taken back from the end, as those of
 * kit/judge/fact_store.h. Pure; one thread.
 */
#include "kit/judge/fact.h"

struct actor_processes {
    /* The run's scenario, with one more actor for each further process. */
    struct scenario scenario;
    int declared;                          /* the number of actors of the scenario itself */
    int of[SCENARIO_ACTORS];               /* the scenario's actor whose process it is */
    uint32_t incarnation[SCENARIO_ACTORS]; /* from 1 */
    uint8_t flags[SCENARIO_ACTORS];
    int newest[SCENARIO_ACTORS]; /* by actor of the scenario: the process that started last */
    int before[SCENARIO_ACTORS]; /* the process that it replaced; -1 for the first */
    uint32_t spilled;            /* facts of processes for which there was no room */
};

void actor_processes_begin(struct actor_processes *processes, const struct scenario *scenario);

/* Takes the next fact and sets which process it is about, and which process its peer is. */
void actor_processes_take(struct actor_processes *processes, struct fact *fact);

/* Takes back the last fact that was taken. */
void actor_processes_take_back(struct actor_processes *processes, const struct fact *fact);

/*
 * The number of processes as of a fact that was taken. Later processes are not known yet when
 * older facts are folded again.
 */
void actor_processes_as_of(struct actor_processes *processes, const struct fact *fact);
