#include "kit/run/stop.h"
#include "kit/os/event.h"
#include "kit/os/process.h"

#include <assert.h>
#include <string.h>

void stop_ask(struct session *session, int actor)
{
    assert(actor >= 0 && (uint32_t)actor < session->scenario->actor_count);
    session->actors[actor].asked = true;
    /* Log the request before the event is set. In the other order the actor's reaction could
     * have an earlier time than the request. */
    recorder_say(&session->recorder, EVENT_STOP, actor);
    os_event_set(session->shared.stops[actor]);
}

void stop_force(struct session *session, int actor, const char *why)
{
    struct run_process *process = process_of(&session->processes, actor);
    struct kit_error err;
    if (!process)
        return;
    struct kit_event event = recorder_event(&session->recorder, EVENT_ENDED, actor);
    bool fits = name_copy(event.name, why, strlen(why));
    assert(fits);
    (void)fits;
    recorder_add(&session->recorder, &event);
    session->acted = true;
    if (os_process_kill(process->handle, KIT_KILL_CODE, &err) != KIT_OK)
        recorder_trouble(&session->recorder, actor, "%.150s", err.text);
}
