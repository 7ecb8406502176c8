#include "kit/state/closing.h"

#include <assert.h>

/* A stuck actor is ended only after the fault's effect was seen from outside. Ended earlier,
 * the actor could never show the effect. */
enum closing_act closing_later(const struct closing_view *view)
{
    assert(view->actor);
    bool is_stuck = view->actor->stuck && !view->awaits_proof;
    return view->lives && is_stuck ? CLOSING_END_STUCK : CLOSING_WAIT;
}

enum closing_act closing_first(const struct closing_view *view)
{
    enum closing_act stuck = closing_later(view);
    if (!view->lives || stuck != CLOSING_WAIT)
        return stuck;
    if (view->is_held)
        return CLOSING_END_HELD;
    if (view->is_child)
        return CLOSING_WAIT;
    if (!view->hears)
        return CLOSING_END_DEAF;
    return view->actor->asked ? CLOSING_WAIT : CLOSING_ASK;
}
