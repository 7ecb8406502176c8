#pragma once
/*
 * How each actor is brought to its end as the run closes. Pure.
 */
#include "kit/state/actors.h"

enum closing_act {
    CLOSING_WAIT,      /* it ends by itself, with its parent, or has ended */
    CLOSING_ASK,       /* ask it to stop */
    CLOSING_END_STUCK, /* a fault keeps it from ending: the runner ends it */
    CLOSING_END_HELD,  /* so does a hold */
    CLOSING_END_DEAF   /* it never asked for its stop event, so that it cannot be asked */
};

/* An actor as the run closes. */
struct closing_view {
    const struct actor_state *actor;
    bool lives;
    bool is_child;     /* its parent asks it */
    bool is_held;      /* by a hold, and not released */
    bool hears;        /* its stop event is open in it */
    bool awaits_proof; /* a fault struck it, and was not seen from outside yet */
};

/* What is to be done about it when closing begins. */
enum closing_act closing_first(const struct closing_view *view);

/* The same from then on: a fault at one of its last steps can still keep it from ending. */
enum closing_act closing_later(const struct closing_view *view);
