#include "kit/run/shutdown.h"
#include "kit/os/clock.h"
#include "kit/os/event.h"
#include "kit/os/process.h"
#include "kit/run/processes.h"
#include "kit/run/rings.h"

#include <string.h>

void shutdown_ask(struct session *session, int actor)
{
    session->asked[actor] = true;
    recorder_add(&session->recorder, session_event(session, EVENT_STOP, actor));
    os_event_set(session->shared.stops[actor]);
}

static bool is_held(const struct session *session, int actor)
{
    for (uint32_t i = 0; i < session->scenario->line_count; i++) {
        if (session->scenario->lines[i].kind == SAY_HOLD &&
            session->scenario->lines[i].actor == actor && session->held[i] &&
            !session->released[i])
            return true;
    }
    return false;
}

/* The runner ends a process itself, and says so first: its end proves nothing about it. */
static void end_process(struct session *session, int actor, const char *why)
{
    struct run_process *process = process_of(session, actor);
    struct kit_error err;
    if (!process)
        return;
    struct kit_event event = session_event(session, EVENT_ENDED, actor);
    name_copy(event.name, why, strlen(why));
    recorder_add(&session->recorder, event);
    if (os_process_kill(process->handle, KIT_KILL_CODE, &err) != KIT_OK)
        session_trouble(session, actor, "%.150s", err.text);
}

static void close_parent(struct session *session, int parent)
{
    bool hears = atomic_load(&run_actor(session->shared.block, (uint32_t)parent)->stoppable);
    const char *name = session->scenario->actors[parent].name;
    if (hears && !session->asked[parent])
        shutdown_ask(session, parent);
    if (hears)
        return;
    if (session->asked[parent])
        session_trouble(session, parent,
                        "%s was asked to stop and cannot hear it: it never called "
                        "lifeline_stop_event; have it do so, or write: kill %s",
                        name, name);
    end_process(session, parent, "unstoppable");
}

static bool awaits_proof(const struct session *session, int actor)
{
    for (uint32_t i = 0; i < session->strike_count; i++) {
        if (session->strikes[i].pending && session->strikes[i].target == actor)
            return true;
    }
    return false;
}

/* Also those that a fault at one of their last steps made so, as the run closes; but not before
 * it was seen from outside that they are. */
static void end_stuck(struct session *session)
{
    for (int i = 0; i < (int)session->scenario->actor_count; i++) {
        if (!session->stuck[i] || awaits_proof(session, i))
            continue;
        end_process(session, i, session->stuck[i]);
        session->stuck[i] = NULL;
    }
}

/* Asks all that still run to end, in a way that each can obey. */
static void close_actors(struct session *session)
{
    end_stuck(session);
    for (int i = 0; i < (int)session->scenario->actor_count; i++) {
        if (is_held(session, i))
            end_process(session, i, "held");
    }
    for (int i = 0; i < (int)session->scenario->actor_count; i++) {
        if (!session->scenario->actors[i].is_child && process_of(session, i))
            close_parent(session, i);
    }
}

static bool is_convicted(const struct session *session, int actor)
{
    const struct judgement *so_far = &session->result.judgement;
    for (uint32_t i = 0; actor >= 0 && i < so_far->count; i++) {
        if (so_far->findings[i].source == SOURCE_RULE &&
            so_far->findings[i].verdict == VERDICT_FAIL &&
            words_equal(so_far->findings[i].actor, session->scenario->actors[actor].name))
            return true;
    }
    return false;
}

static bool somebody_is_awaited(const struct session *session)
{
    for (uint32_t i = 0; i < session->process_count; i++) {
        if (!session->processes[i].ended && !is_convicted(session, session->processes[i].actor))
            return true;
    }
    return false;
}

/* Whoever is here after the window is left. Whom a rule has convicted already is not waited
 * for. */
static void wait_for_ends(struct session *session)
{
    int64_t from_ns = recorder_now_ns(&session->recorder), since_ns[MONITOR_CORES];
    int64_t window_ns = session->scenario->window_ms[RULE_NOTHING_LEFT] * NS_PER_MS;
    memcpy(since_ns, session->stalled_ns, sizeof since_ns);
    while (!session->missed && (somebody_is_awaited(session) || session->result.owing)) {
        loop_turn(session, loop_patience_ms(session));
        end_stuck(session);
        int64_t until_ns = from_ns + window_ns + session_stalled_ns(session, since_ns);
        if (recorder_now_ns(&session->recorder) > until_ns && !session->result.owing)
            break;
    }
}

static void end_what_is_left(struct session *session)
{
    void *waited[1];
    processes_settle(session);
    for (uint32_t i = 0; i < session->process_count; i++) {
        struct run_process *process = &session->processes[i];
        if (process->ended)
            continue;
        struct kit_event event = session_event(session, EVENT_LEFT, process->actor);
        event.pid = process->pid;
        process_image_name(process, event.name);
        recorder_add(&session->recorder, event);
    }
    os_job_end(session->job, KIT_LEFT_CODE);
    for (uint32_t i = 0; i < session->process_count; i++) {
        waited[0] = session->processes[i].handle;
        if (!session->processes[i].ended && os_wait_any(waited, 1, 5000) != 0)
            session_trouble(session, session->processes[i].actor, "process %lu does not end",
                            (unsigned long)session->processes[i].pid);
    }
    loop_turn(session, 0);
}

/*
 * The end is written once the monitor knows of every stall before it. No process is left that
 * could do or say anything, so the stage is struck while the monitor ends its beats.
 */
static void write_end(struct session *session)
{
    rings_tell_calls(session);
    int64_t closed_ns = os_ns(os_ticks());
    stall_monitor_hurry(session->settings->monitor);
    session_end(session);
    shared_block_end(&session->shared);
    stall_monitor_wait(session->settings->monitor, closed_ns);
    session_take_stalls(session);
    recorder_add(&session->recorder, session_event(session, EVENT_END, -1));
}

void shutdown_carry_out(struct session *session)
{
    recorder_add(&session->recorder, session_event(session, EVENT_CLOSING, -1));
    close_actors(session);
    wait_for_ends(session);
    end_what_is_left(session);
    write_end(session);
}
