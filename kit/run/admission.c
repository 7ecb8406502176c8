#include "kit/run/admission.h"
#include "kit/base/event.h"
#include "kit/run/outsiders.h"
#include "kit/run/program_words.h"
#include "kit/os/clock.h"
#include "kit/os/event.h"
#include "kit/os/process.h"
#include "kit/probe/request.h"

#include <assert.h>
#include <string.h>

/*
 * How long a new process waits for the place of an actor whose process still lives. There is a
 * race: a supervisor starts the next child as soon as the pipe breaks, but the system closes a
 * process's handles before it reports the process's end.
 *
 * If the end is reported first, the place is free and the new process does not wait. If the new
 * process asks first, this wait lets the end arrive. The wait is short because a program that
 * really runs twice must not stand still for long.
 */
#define GIVE_WAY_MS 50

/* The runner cannot tell yet which actor this process is: the process keeps waiting. */
#define UNKNOWN_YET (-3)

struct asking {
    const struct run_request *request;
    struct run_process *process;
    int64_t at_ns;     /* when the process asked, on the run's clock */
    int64_t waited_ns; /* how long the process has waited since */
    bool is_final;
};

/* True if the actor's process has ended, or if a fault struck the actor and the runner has not
 * seen its effect yet. */
static bool is_dying(struct session *session, int actor)
{
    struct run_process *process = process_of(&session->processes, actor);
    return process &&
           (os_process_ended(process->handle) || evidence_pending(&session->evidence, actor));
}

/* The actor's process still lives. If a fault keeps that process for ever ("stuck"), the new
 * process takes the place: the supervisor has given the stuck one up. Otherwise the new process
 * waits: up to RUN_ADMIT_MS for a process that is dying, GIVE_WAY_MS for any other. */
static int wait_for_place(struct session *session, const struct asking *asking, int actor)
{
    if (actor >= 0 && session->actors[actor].stuck &&
        !evidence_pending(&session->evidence, actor))
        return actor;
    int64_t most_ms = actor >= 0 && is_dying(session, actor) ? RUN_ADMIT_MS : GIVE_WAY_MS;
    if (!asking->is_final || asking->waited_ns < most_ms * NS_PER_MS)
        return UNKNOWN_YET;
    return IDENTITY_NOBODY;
}

/* Identifies a process by its image alone. Processes that the system created earlier are
 * identified first, so that the order in which the runner hears of processes does not
 * matter. */
static int whose_by_image(struct session *session, const struct asking *asking)
{
    processes_know(&session->processes);
    if (asking->process->actor < 0 && processes_has_elder(&session->processes, asking->process))
        return UNKNOWN_YET;
    return processes_whose(&session->processes, asking->process);
}

/*
 * A name is believed, and an image is a guess: two children of one image can be seen in another
 * order than that in which their parent made them. So the process that was taken for this actor
 * by its image alone makes room.
 */
static void make_room(struct session *session, const struct asking *asking, int named)
{
    struct run_process *holder = process_of(&session->processes, named);
    if (holder && holder != asking->process && !holder->attached &&
        session->scenario->actors[named].by_image)
        processes_leave_place(&session->processes, holder);
}

static int identify_asking(struct session *session, const struct asking *asking)
{
    const struct identity identity = {session->scenario, session->actors};
    const char *name = asking->request->name;
    int named = name[0] ? scenario_actor(session->scenario, name) : IDENTITY_NOBODY;
    if (asking->process->attached)
        return IDENTITY_NOBODY; /* a second probe in one process */
    if (named >= 0 && asking->process->actor == named)
        return named;
    if (named >= 0)
        make_room(session, asking, named);
    int actor = name[0] ? identity_by_name(&identity, name) : whose_by_image(session, asking);
    return actor == IDENTITY_TAKEN ? wait_for_place(session, asking, named) : actor;
}

/* The asking process created this event and stands still until the runner sets it. */
static void let_process_run(const struct run_request *request, void *process)
{
    void *answered = NULL;
    if (os_take_handle(process, request->event, &answered, NULL) == KIT_OK)
        os_event_set(answered);
    os_close(&answered);
}

static void answer_admission(struct session *session, int place, const struct asking *asking,
                             int actor)
{
    uint32_t block = 0, slot = 0;
    struct kit_error why;
    void *process = asking->process->handle;
    if (actor >= 0) {
        slot = (uint32_t)actor;
        /* The asking process may have been killed meanwhile. Then the call fails, and the
         * process needs no block. */
        if (os_give_handle(process, session->shared.sections[actor], &block, &why) != KIT_OK &&
            !os_process_ended(process))
            recorder_trouble(&session->recorder, actor,
                             "lifeline could not give process %lu the memory of %s: %.130s",
                             (unsigned long)asking->process->pid,
                             session->scenario->actors[actor].name, why.text);
    }
    /* The answer comes before the wake-up. In the other order the process could wake, find no
     * answer, withdraw its request, and go on outside the run. */
    request_answer(session->shared.block, place, asking->request, slot, block);
    let_process_run(asking->request, process);
}

/* Records which words the program can say: a rule expects a word only from a program that
 * contains it. */
static void tell_words(const struct session *session, int actor, void *process,
                       struct kit_event *event)
{
    struct text text = text_over(event->text, sizeof event->text);
    if (actor_is_users_own(&session->scenario->actors[actor]))
        program_words_tell(process, &text);
}

/* Logs that a probe is attached, and for which actor. A name that matches no actor is logged,
 * too: otherwise a misspelt name would look like an actor without a probe. */
static void tell_attached(struct session *session, const struct asking *asking, int actor)
{
    struct kit_event event = recorder_event(&session->recorder, EVENT_ATTACHED, actor);
    event.at_ns = asking->at_ns;
    if (actor >= 0 && event.at_ns < session->actors[actor].ended_ns)
        event.at_ns = session->actors[actor].ended_ns; /* the process waited for this end */
    event.pid = asking->process->pid;
    if (actor < 0)
        memcpy(event.name, asking->request->name, KIT_NAME);
    else if (asking->request->injected)
        name_copy(event.by, ATTACHED_INJECTED, strlen(ATTACHED_INJECTED));
    else
        tell_words(session, actor, asking->process->handle, &event);
    recorder_add(&session->recorder, &event);
}

static void decide_whose(struct session *session, int place, const struct asking *asking)
{
    int actor = identify_asking(session, asking);
    if (actor == UNKNOWN_YET)
        return;
    if (actor >= 0) {
        session->is_injected[actor] |= asking->request->injected != 0;
        processes_attach(&session->processes, asking->process, actor, asking->at_ns);
        admission_meet(session);
    }
    if (actor >= 0 || asking->request->name[0])
        tell_attached(session, asking, actor);
    answer_admission(session, place, asking, actor < 0 ? IDENTITY_NOBODY : actor);
}

/* Refuses a process that is not in the run's job. A process that has ended meanwhile is refused
 * silently. */
static void refuse_outsider(struct session *session, int place,
                            const struct run_request *request)
{
    int actor = request->name[0] ? scenario_actor(session->scenario, request->name) : -1;
    void *process = NULL;
    request_answer(session->shared.block, place, request, 0, 0);
    if (os_process_open(request->pid, &process, NULL) != KIT_OK) {
        request_forget(session->shared.block, request->pid);
        return;
    }
    if (actor >= 0)
        recorder_trouble(&session->recorder, actor,
                         "process %lu says that it is %s, but it is not in the run's job, so "
                         "it does not belong to this run",
                         (unsigned long)request->pid, request->name);
    if (request->pid != os_own_pid()) /* a request with the runner's own PID is a lie */
        let_process_run(request, process);
    os_close(&process);
}

/* When the process asked, on the run's clock. An actor can overwrite its request, so a time
 * before the run or in the future counts as now. */
static int64_t asked_at(const struct session *session, const struct run_request *request,
                        int64_t now_ns)
{
    int64_t at_ns = recorder_ns(&session->recorder, os_ns(request->ticks));
    return at_ns > 0 && at_ns <= now_ns ? at_ns : now_ns;
}

void admission_answer(struct session *session, bool is_final)
{
    struct run_request request;
    assert(session->shared.block);
    for (int place = 0; request_next(session->shared.block, &place, &request); place++) {
        int64_t now_ns = recorder_now_ns(&session->recorder);
        if (!processes_has_live(&session->processes, request.pid))
            outsiders_look(&session->processes, true);
        struct asking asking = {.request = &request,
                                .process = processes_open(&session->processes, request.pid),
                                .at_ns = asked_at(session, &request, now_ns),
                                .is_final = is_final};
        asking.waited_ns = now_ns - asking.at_ns;
        if (asking.process)
            decide_whose(session, place, &asking);
        else
            refuse_outsider(session, place, &request);
    }
}

/* Resets what belonged to the actor's previous process: its fault turns, its handle count, its
 * stop event. The orders stay, since they belong to the actor. */
static void reset_actor(struct session *session, uint32_t actor)
{
    session->duties[actor] = (struct duty){.on = false};
    session->asked[actor].to_count = false;
    orders_begin_anew(&session->orders, (int)actor);
    atomic_store(&session->shared.blocks[actor]->stoppable, 0);
    os_event_reset(session->shared.stops[actor]);
    if (session->shared.counted[actor])
        os_event_reset(session->shared.counted[actor]);
}

void admission_meet(struct session *session)
{
    for (uint32_t i = 0; i < session->scenario->actor_count; i++) {
        uint32_t incarnation = session->actors[i].incarnation;
        if (incarnation > 1 && incarnation != session->met[i])
            reset_actor(session, i);
        session->met[i] = incarnation;
    }
}
