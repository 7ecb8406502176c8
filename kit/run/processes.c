#include "kit/run/processes.h"
#include "kit/os/port.h"
#include "kit/os/process.h"
#include "kit/run/rings.h"
#include "kit/run/inject.h"

struct run_process *process_of(struct session *session, int actor)
{
    for (uint32_t i = 0; i < session->process_count; i++) {
        struct run_process *process = &session->processes[i];
        if (process->actor == actor && !process->ended)
            return process;
    }
    return NULL;
}

/* By PID, of those alive: the numbers come round again quickly. */
static struct run_process *find_pid(struct session *session, uint32_t pid)
{
    for (uint32_t i = 0; i < session->process_count; i++) {
        if (session->processes[i].pid == pid && !session->processes[i].ended)
            return &session->processes[i];
    }
    return NULL;
}

/*
 * A process that was only just created has no image that could be asked for yet, and one that
 * has ended has none any more: it is asked for again until it is there.
 */
static void know_image(struct run_process *process)
{
    if (!process->image[0] && !process->ended)
        os_process_image(process->handle, process->image);
}

void process_image_name(const struct run_process *process, char to[KIT_NAME])
{
    struct text name = text_over(to, KIT_NAME);
    text_add(&name, "%s", process->image);
}

/* The start is written once it is known whose it is, with the time at which it was seen. */
void processes_tell_start(struct session *session, struct run_process *process, int actor,
                          int64_t before_ns)
{
    process->actor = actor;
    if (process->told)
        return;
    process->told = true;
    know_image(process);
    struct kit_event event = session_event(session, EVENT_STARTED, actor);
    event.at_ns = process->seen_ns < before_ns ? process->seen_ns : before_ns;
    event.pid = process->pid;
    process_image_name(process, event.name);
    recorder_add(&session->recorder, event);
}

/* Not while it is being made: under Wine, its handle looks as if it had ended already. */
static void watch_end_of(struct session *session, struct run_process *process)
{
    struct kit_error why;
    if (process->watched || os_process_unborn(process->handle))
        return;
    process->watched = true;
    uintptr_t key = (uintptr_t)(process - session->processes) + 1;
    if (os_watch(session->port, process->handle, true, key, &process->watch, &why) != KIT_OK)
        session_trouble(session, -1, "a process cannot be watched: %.150s", why.text);
}

static struct run_process *enter(struct session *session, void *handle, uint32_t pid)
{
    if (session->process_count == RUN_PROCESSES) {
        session_trouble(session, -1, "the run has more than %d processes", RUN_PROCESSES);
        os_close(&handle);
        return NULL;
    }
    struct run_process *process = &session->processes[session->process_count++];
    *process = (struct run_process){.handle = handle, .pid = pid, .actor = -1};
    process->seen_ns = recorder_now_ns(&session->recorder);
    watch_end_of(session, process);
    return process;
}

void processes_enter(struct session *session, void *handle, uint32_t pid, int actor)
{
    struct run_process *process = enter(session, handle, pid);
    if (process)
        processes_tell_start(session, process, actor, process->seen_ns);
}

bool processes_had(const struct session *session, int actor)
{
    for (uint32_t i = 0; i < session->process_count; i++) {
        if (session->processes[i].actor == actor)
            return true;
    }
    return false;
}

bool processes_never_have(const struct session *session, int actor)
{
    const char *name = session->scenario->actors[actor].name;
    for (size_t i = 0; i < session->recorder.count; i++) {
        const struct kit_event *event = &session->recorder.events[i];
        if (event->kind == EVENT_REPORT && words_equal(event->peer, name) &&
            words_equal(event->name, step_words[PROTOCOL_CHILD_UNSTARTED]))
            return true;
    }
    return false;
}

/* Its place on the stage is taken by the first that puts its PID there, a probe or the runner.
 */
static bool is_free_for(const struct session *session, uint32_t actor, uint32_t pid)
{
    uint32_t owner = atomic_load(&run_actor(session->shared.block, actor)->pid);
    return owner == 0 || owner == pid;
}

/*
 * Whose process is it that has not said so itself? The first actor of this program that has
 * none yet. `by_image` asks only among those that are known in no other way.
 */
static int guess_actor(const struct session *session, const struct run_process *process,
                       bool by_image)
{
    for (uint32_t i = 0; i < session->scenario->actor_count; i++) {
        const struct scenario_actor *actor = &session->scenario->actors[i];
        if ((actor->by_image || !by_image) && !processes_had(session, (int)i) &&
            is_free_for(session, i, process->pid) && image_is(process->image, actor->program))
            return (int)i;
    }
    return -1;
}

/*
 * Takes the place, so that its probe finds it by its PID, whichever comes first, it or this
 * line. Between the look and the blow the probe of another process of this program may have
 * taken it: then that one is the actor, and for this one there is the next place, or none.
 */
static int claim_place(struct session *session, const struct run_process *process)
{
    for (uint32_t i = 0; i < session->scenario->actor_count; i++) {
        uint32_t owner = 0;
        int actor = guess_actor(session, process, true);
        if (actor < 0 ||
            atomic_compare_exchange_strong(
                &run_actor(session->shared.block, (uint32_t)actor)->pid, &owner,
                process->pid) ||
            owner == process->pid)
            return actor;
    }
    return -1;
}

static int actor_of_pid(struct session *session, uint32_t pid)
{
    for (uint32_t i = 0; i < session->scenario->actor_count; i++) {
        if (atomic_load(&run_actor(session->shared.block, i)->pid) == pid &&
            !processes_had(session, (int)i))
            return (int)i;
    }
    return -1;
}

struct run_process *processes_open(struct session *session, uint32_t pid)
{
    void *handle = NULL;
    struct run_process *known = find_pid(session, pid);
    if (known)
        return known;
    /* It may be over already, and its number gone: then there is nothing to know about it. */
    if (os_process_open(pid, &handle, NULL) != KIT_OK)
        return NULL;
    /* A broken actor may say any number, and the runner kills whom it knows. */
    if (!os_job_has(session->job, handle)) {
        os_close(&handle);
        return NULL;
    }
    return enter(session, handle, pid);
}

static void know_process(struct session *session, struct run_process *process)
{
    if (process->told)
        return;
    know_image(process);
    int actor = actor_of_pid(session, process->pid);
    if (actor < 0)
        actor = claim_place(session, process);
    if (actor >= 0)
        processes_tell_start(session, process, actor, process->seen_ns);
}

void processes_identify(struct session *session)
{
    for (uint32_t i = 0; i < session->process_count; i++) {
        watch_end_of(session, &session->processes[i]);
        know_process(session, &session->processes[i]);
    }
}

/* Whose it is, of a process that has not said so and whose image is no actor's alone. */
static void settle_whose(struct session *session, struct run_process *process)
{
    if (process->told)
        return;
    int actor = actor_of_pid(session, process->pid);
    if (actor < 0)
        actor = guess_actor(session, process, false);
    processes_tell_start(session, process, actor, process->seen_ns);
}

void processes_settle(struct session *session)
{
    for (uint32_t i = 0; i < session->process_count; i++)
        settle_whose(session, &session->processes[i]);
}

/* What it said last comes first: its ring is read before its end is written. */
void processes_take_end(struct session *session, struct run_process *process)
{
    if (process->ended)
        return;
    rings_read(session);
    settle_whose(session, process);
    process->ended = true;
    struct kit_event event = session_event(session, EVENT_EXITED, process->actor);
    event.pid = process->pid;
    event.code = os_exit_code(process->handle);
    if (process->actor < 0)
        process_image_name(process, event.name);
    recorder_add(&session->recorder, event);
    if (process->actor >= 0)
        inject_confirm_end(session, process->actor, event.code);
}
