#include "kit/state/closing.h"

#include <assert.h>

/* A fault's effect has to be seen from outside. Ended earlier, the actor could never show it.
 */
static bool is_stuck(const struct closing_view *view)
{
    assert(view->actor);
    return view->lives && view->actor->stuck && !view->awaits_proof;
}

/*
 * A stuck child is ended only after its parent had its time to end. Both the runner and the
 * parent can end such a child, and here they race. If the runner comes first, it frees a parent
 * that waits for the child without end: that parent ends, and passes.
 */
static enum closing_act for_stuck(bool parent_has_time)
{
    return parent_has_time ? CLOSING_WAIT : CLOSING_END_STUCK;
}

enum closing_act closing_later(const struct closing_view *view)
{
    return is_stuck(view) ? for_stuck(view->parent_owes) : CLOSING_WAIT;
}

enum closing_act closing_first(const struct closing_view *view)
{
    if (is_stuck(view))
        return for_stuck(view->parent_asked);
    if (!view->lives)
        return CLOSING_WAIT;
    if (view->is_held)
        return CLOSING_END_HELD;
    if (view->is_child)
        return CLOSING_WAIT;
    if (!view->hears)
        return CLOSING_END_DEAF;
    return view->actor->asked ? CLOSING_WAIT : CLOSING_ASK;
}
