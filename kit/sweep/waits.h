#pragma once
/*
 * How a wait is held open for a fault that is to strike inside it: the side that would end the
 * wait is held at the step before. Without this hold there is a race: the runner must be faster
 * than the awaited event, and a short wait is struck in some runs and not in others. Pure; any
 * thread; allocates nothing.
 */
#include "kit/base/event.h"
#include "kit/scenario/scenario.h"

/* A step at which an actor is held. */
struct sweep_hold {
    int actor;
    int peer;            /* -1: none */
    char step[KIT_NAME]; /* empty: time alone ends the wait, or it is unknown what does */
    uint32_t occurrence;
};

/*
 * The hold for a wait, whose step is `wait`, one of the events of the run without faults. The
 * hold is at the other side's step before the one by which it reports that it ended the wait.
 */
struct sweep_hold sweep_hold_for(const struct scenario *scenario,
                                 const struct kit_event *events, size_t count,
                                 const struct kit_event *wait);
