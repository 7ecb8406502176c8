#pragma once
/*
 * The steps of actors with the injected probe, which are their calls of the system: at which of
 * them a sweep strikes, and what ends a wait. All of it comes from the events of a run without
 * faults: nobody has told what the programs do. Only this folder includes this header. Pure;
 * any thread; allocates nothing.
 */
#include "kit/sweep/waits.h"

/* Kinds beyond are counted together. */
#define CALL_KINDS 256u

/* The steps of one actor with one word about one pipe or object. */
struct call_kind {
    int actor;
    char step[KIT_NAME], object[KIT_NAME];
    uint32_t times;
};

/* All zero at first. */
struct call_kinds {
    struct call_kind all[CALL_KINDS];
    uint32_t count;
};

/*
 * Takes in the next step of an injected actor. Returns how often the actor has made it about
 * this pipe or object. A line counts the steps about all objects; a sweep strikes at the first
 * ones about each.
 */
uint32_t call_times(struct call_kinds *kinds, int actor, const struct kit_event *event);

/* How often it was taken in until now; 0 for a kind beyond. */
uint32_t call_times_of(const struct call_kinds *kinds, int actor,
                       const struct kit_event *event);

/* Whether a sweep strikes at such a step. */
bool call_is_struck(const char *step);

/* Whether it strikes at this one. */
bool call_is_place(const struct kit_event *event);

/*
 * The actor at the other side of the pipe or object that the event is about: the one process of
 * the same family that has steps about it, too. -1: there is none, or there are several.
 */
int call_partner(const struct scenario *scenario, const struct kit_event *events, size_t count,
                 const struct kit_event *event);

/*
 * Whether an injected actor really waited at this step, so that a fault can strike inside.
 * False if the call came back at once: as pending, or because what it waits for was there.
 *
 * `hold` becomes the step of the partner (-1: none is known) that ended the wait, which stands
 * before the call that does it; or its step is empty.
 */
bool call_waits(const struct scenario *scenario, const struct kit_event *events, size_t count,
                const struct kit_event *wait, int partner, struct sweep_hold *hold);
