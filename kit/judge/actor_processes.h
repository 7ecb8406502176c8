#pragma once
/*
 * The processes of a run's actors, as the judge sees them. The first process of an actor has
 * the actor's own index. Each further one, an incarnation, is an actor more behind those of the
 * scenario: a child that is started again owes all that a child owes, and what befell the one
 * before it is not its affair. So the rules go through the actors of `scenario` below, and know
 * nothing of incarnations. Facts say whose they are by name and incarnation; what a parent says
 * of a child is of the process that it can mean.
 *
 * Facts come in order of time and can be taken back from the end, as those of kit/judge/
 * fact_store.h. Pure; one thread.
 */
#include "kit/judge/fact.h"

struct actor_processes {
    /* The run's scenario, with an actor more for each further process. */
    struct scenario scenario;
    int declared;                          /* how many actors the scenario itself has */
    int of[SCENARIO_ACTORS];               /* the scenario's actor that it is a process of */
    uint32_t incarnation[SCENARIO_ACTORS]; /* from 1 */
    uint8_t flags[SCENARIO_ACTORS];
    int newest[SCENARIO_ACTORS]; /* of each actor of the scenario, the last that started */
    int before[SCENARIO_ACTORS]; /* the process that had the place before it; -1 of the first */
    uint32_t spilled;            /* facts of processes for which there was no room */
};

void actor_processes_begin(struct actor_processes *processes, const struct scenario *scenario);

/* The next fact: says which process it is about, and which one its peer is. */
void actor_processes_take(struct actor_processes *processes, struct fact *fact);

/* The last fact that was taken is taken back. */
void actor_processes_take_back(struct actor_processes *processes, const struct fact *fact);

/* How many processes there are as of a fact, which was taken: those behind are not known yet
 * where older facts are gone through once more. */
void actor_processes_as_of(struct actor_processes *processes, const struct fact *fact);
