#pragma once
/*
 * Decides how each actor is brought to its end as the run closes. Pure.
 */
#include "kit/state/actors.h"

enum closing_act {
    CLOSING_WAIT,      /* nothing to do: it ends by itself or with its parent, or has ended */
    CLOSING_ASK,       /* ask it to stop */
    CLOSING_END_STUCK, /* a fault keeps it from ending, so the runner ends it */
    CLOSING_END_HELD,  /* a hold keeps it from ending, so the runner ends it */
    CLOSING_END_DEAF   /* it never asked for its stop event, so it cannot be asked */
};

/* An actor as the run closes. */
struct closing_view {
    const struct actor_state *actor;
    bool lives;
    bool is_child;     /* its parent asks it to end */
    bool is_held;      /* a hold keeps a thread of it */
    bool hears;        /* its process opened the stop event */
    bool awaits_proof; /* a fault struck it and its effect was not seen yet */
    /* A child's parent lives and was asked to end. It owes that end as long as the judge waits
     * for it, which the judge does only once it has looked. */
    bool parent_asked, parent_owes;
};

/* What to do with the actor when closing begins. */
enum closing_act closing_first(const struct closing_view *view);

/* The same, for later looks: a fault at one of the actor's last steps can still keep it from
 * ending. */
enum closing_act closing_later(const struct closing_view *view);
