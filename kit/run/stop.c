#include "kit/run/stop.h"
#include "kit/os/event.h"
#include "kit/os/process.h"
#include "kit/run/ask_outside.h"
#include "kit/run/checks.h"
#include "kit/run/inject.h"
#include "kit/run/object_name.h"
#include "kit/run/set_event.h"
#include "kit/run/streams.h"

#include <assert.h>
#include <string.h>

bool stop_has_way(const struct session *session, int actor)
{
    return session->scenario->actors[actor].launch.ask != ASK_NONE;
}

static void ask_by_way(struct session *session, int actor)
{
    const struct scenario_launch *launch = &session->scenario->actors[actor].launch;
    char filled[PID_TEXT], object[OBJECT_NAME];
    struct kit_error why = {.status = KIT_OK};
    pid_text_fill(session, actor, launch->ask_text, filled);
    switch (launch->ask) {
    case ASK_STDIN:
        streams_tell(session, actor, filled, -1);
        break;
    case ASK_END_OF_STDIN:
        streams_tell(session, actor, NULL, -1);
        break;
    case ASK_EVENT:
        object_name_in_system(session, false, filled, object);
        set_event(object, &why);
        break;
    case ASK_COMMAND:
        checks_start(session, filled, NULL, &why);
        break;
    case ASK_CTRL_C:
    case ASK_CTRL_BREAK:
    case ASK_CLOSE_WINDOW:
        ask_outside(session, launch->ask, session->actors[actor].pid, &why);
        break;
    case ASK_NONE:
    case ASK_COUNT:
        break;
    }
    /* An actor that is ending at this moment may have closed its event already. */
    if (why.status != KIT_OK && !processes_ends_now(&session->processes, actor))
        recorder_trouble(&session->recorder, actor,
                         "%s cannot be asked to stop by %s%s%.60s%s: %.80s",
                         session->scenario->actors[actor].name, ask_words[launch->ask - 1],
                         filled[0] ? " \"" : "", filled, filled[0] ? "\"" : "", why.text);
}

void stop_ask(struct session *session, int actor)
{
    assert(actor >= 0 && (uint32_t)actor < session->scenario->actor_count);
    enum launch_ask way = session->scenario->actors[actor].launch.ask;
    struct kit_event event = recorder_event(&session->recorder, EVENT_STOP, actor);
    session->actors[actor].asked = true;
    if (way != ASK_NONE)
        name_copy(event.by, ask_words[way - 1], strlen(ask_words[way - 1]));
    /* Log the request before it is made. In the other order the actor's reaction could have an
     * earlier time than the request. */
    recorder_add(&session->recorder, &event);
    os_event_set(session->shared.stops[actor]);
    if (process_of(&session->processes, actor))
        ask_by_way(session, actor);
}

/* It is not ended. What the runner did to keep it from going on is undone. */
static void let_outsider_go(struct session *session, int actor,
                            const struct run_process *process)
{
    for (uint32_t i = 0; i < session->orders.counts[actor]; i++) {
        if (session->orders.all[actor][i].state == ORDER_HELD)
            inject_let_go(session, actor, i);
    }
    for (uint32_t i = 0; i < session->actors[actor].suspensions; i++)
        os_process_resume_all(process->handle, NULL);
    actor_resumed(&session->actors[actor]);
}

void stop_force(struct session *session, int actor, const char *why)
{
    struct run_process *process = process_of(&session->processes, actor);
    struct kit_error err;
    if (process && process->is_outside)
        let_outsider_go(session, actor, process);
    if (!process || process->is_outside)
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
