#include "kit/run/quiescent_census.h"
#include "kit/os/census.h"
#include "kit/os/event.h"
#include "kit/run/observe.h"

#include <assert.h>
#include <string.h>

static void record_handle_counts(struct session *session, const struct signal *at,
                                 const struct os_census *census)
{
    struct kit_event event = observe_event(session, EVENT_HANDLES, at);
    for (uint32_t i = 0; i < census->row_count; i++) {
        name_copy(event.name, census->rows[i].type, strlen(census->rows[i].type));
        event.size = census->rows[i].count;
        recorder_add(&session->recorder, &event);
    }
}

/*
 * The actor's thread stands still, and it is the only thread. So the count is what the actor
 * holds while it holds nothing for any child. If the actor has ended meanwhile, there is
 * nothing to count.
 */
void quiescent_census(struct session *session, const struct signal *at)
{
    struct run_process *process = process_of(&session->processes, at->actor);
    struct os_census census;
    struct kit_error why;
    assert(at->kind == SIGNAL_QUIESCENT);
    if (!process || !session->shared.counted[at->actor])
        return;
    enum kit_status status = os_census(process->handle, &census, &why);
    if (status == KIT_OK)
        record_handle_counts(session, at, &census);
    else if (status != KIT_GONE)
        recorder_trouble(&session->recorder, at->actor,
                         "the handles of %s cannot be counted: %.130s",
                         session->scenario->actors[at->actor].name, why.text);
    os_event_set(session->shared.counted[at->actor]);
}
