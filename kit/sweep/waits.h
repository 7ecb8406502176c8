#pragma once
/*
 * How a wait is held open for a fault that is to strike inside it: by a hold of the side that
 * would end it, at the step before it does. Without one the runner has to be quicker than what
 * is waited for, and a wait that is over in no time is struck in one run and not in the next.
 * Pure; any thread; allocates nothing.
 */
#include "kit/base/event.h"
#include "kit/scenario/scenario.h"

/* A step at which an actor is held. */
struct sweep_hold {
    int actor;
    int peer;            /* -1: none */
    char step[KIT_NAME]; /* empty: nobody, as time alone ends the wait, or nobody knows what */
    uint32_t occurrence;
};

/*
 * The hold for a wait, of which `wait` is the step, from the events of the run without faults
 * that it is one of: the step of the other side before that by which it tells that it did what
 * ends the wait.
 */
struct sweep_hold sweep_hold_for(const struct scenario *scenario,
                                 const struct kit_event *events, size_t count,
                                 const struct kit_event *wait);
