#include "kit/run/birth.h"
#include "kit/os/event.h"
#include "kit/os/process.h"

#define BIRTH_NS (1000 * NS_PER_MS)
#define LOOK_MS  1

static bool is_made_by(const struct session *session, const struct run_process *process,
                       const struct run_process *maker)
{
    return process->creator == maker->pid ||
           (process->actor >= 0 &&
            session->scenario->actors[process->actor].parent == maker->actor);
}

/* True if CreateProcess has not finished this process yet: it has no running thread, it is
 * young, and no fault suspended it. */
static bool process_is_being_made(const struct session *session,
                                  const struct run_process *process)
{
    bool is_struck = process->actor >= 0 && (session->actors[process->actor].suspensions > 0 ||
                                             session->duties[process->actor].on);
    return !process->ended && !is_struck && !process->attached &&
           recorder_now_ns(&session->recorder) < process->seen_ns + BIRTH_NS &&
           (os_process_unborn(process->handle) ||
            (!os_process_ended(process->handle) && !os_process_runs(process->handle)));
}

static bool makes_one(struct session *session, const struct run_process *maker)
{
    processes_ask_job(&session->processes);
    for (uint32_t i = 0; i < session->processes.count; i++) {
        const struct run_process *process = &session->processes.all[i];
        if (is_made_by(session, process, maker) && process_is_being_made(session, process))
            return true;
    }
    return false;
}

/* Suspends the actor's process, unless it is creating another one. */
static bool hold_maker(struct session *session, int actor, void **held)
{
    const struct run_process *process = process_of(&session->processes, actor);
    *held = NULL;
    if (!process || os_process_suspend(process->handle, NULL) != KIT_OK)
        return true;
    if (makes_one(session, process)) {
        os_process_resume_all(process->handle, NULL);
        return false;
    }
    *held = process->handle;
    return true;
}

bool birth_hold(struct session *session, int actor, void **held)
{
    const struct run_process *process = process_of(&session->processes, actor);
    *held = NULL;
    return !(process && process_is_being_made(session, process)) &&
           hold_maker(session, actor, held);
}

/* A process that creates others again and again is not waited for any longer than one of them
 * may take. */
static void await_births(struct session *session, int actor, void **held,
                         bool (*hold)(struct session *, int, void **))
{
    int64_t until_ns = recorder_now_ns(&session->recorder) + BIRTH_NS;
    while (!hold(session, actor, held) && recorder_now_ns(&session->recorder) < until_ns) {
        void *const ended[] = {process_of(&session->processes, actor)->handle};
        os_wait_any(ended, 1, LOOK_MS);
    }
}

void birth_await(struct session *session, int actor, void **held)
{
    await_births(session, actor, held, birth_hold);
}

void birth_await_children(struct session *session, int actor, void **held)
{
    await_births(session, actor, held, hold_maker);
}

void birth_let_go(void *held)
{
    if (held)
        os_process_resume_all(held, NULL);
}
