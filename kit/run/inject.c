#include "kit/run/inject.h"
#include "kit/base/line_number.h"
#include "kit/os/crash.h"
#include "kit/os/event.h"
#include "kit/os/process.h"
#include "kit/run/birth.h"
#include "kit/run/pipe_disconnect.h"
#include "kit/run/proof.h"
#include "kit/run/streams.h"

#include <assert.h>
#include <string.h>

/* In place of an instant: the fault must be repeated later. */
#define INJECT_NOT_NOW INT64_C(-2)

static bool kill_process(struct session *session, const struct run_process *process,
                         int64_t *struck_ns, struct kit_error *err)
{
    (void)session;
    (void)struck_ns;
    return os_process_kill(process->handle, KIT_KILL_CODE, err) == KIT_OK;
}

static bool suspend_process(struct session *session, const struct run_process *process,
                            int64_t *struck_ns, struct kit_error *err)
{
    (void)session;
    (void)struck_ns;
    return os_process_suspend(process->handle, err) == KIT_OK;
}

/* The process may still deal with the exception when this returns. */
static bool crash_process(struct session *session, const struct run_process *process,
                          int64_t *struck_ns, struct kit_error *err)
{
    (void)session;
    (void)struck_ns;
    return os_process_crash(process->handle, err) == KIT_OK;
}

/* Finds the pipe by the handles of both processes, so it works for any program. The search
 * takes a while, during which both processes are suspended. They feel the fault only when they
 * are resumed, so that instant is the fault's time. */
static bool disconnect_from_outside(struct session *session, const struct run_process *process,
                                    int64_t *struck_ns, struct kit_error *err)
{
    int parent = session->scenario->actors[process->actor].parent;
    const struct run_process *other =
        parent >= 0 ? process_of(&session->processes, parent) : NULL;
    if (!other) {
        kit_fail(err, KIT_GONE, "there is no process of its parent");
        return false;
    }
    if (pipe_disconnect(session, process->handle, other->handle, err) != KIT_OK)
        return false;
    *struck_ns = recorder_now_ns(&session->recorder);
    pipe_disconnect_let_go(process->handle, other->handle);
    return true;
}

/* The faults that the runner carries out from outside. */
static bool (*const from_outside[FAULT_COUNT])(struct session *session,
                                               const struct run_process *process,
                                               int64_t *struck_ns, struct kit_error *err) = {
    [FAULT_KILL] = kill_process,    [FAULT_HANG] = suspend_process,
    [FAULT_SLOW] = suspend_process, /* suspends for the first of its turns */
    [FAULT_CRASH] = crash_process,  [FAULT_DROP] = disconnect_from_outside,
};

/* *struck_ns: no process can have felt the fault before this instant. */
static bool carry_out_fault(struct session *session, const struct run_process *process,
                            enum kit_fault fault, int64_t *struck_ns, struct kit_error *err)
{
    /* What was printed until now was printed before the fault; read later, it would seem to be
     * said after it. */
    streams_read(session, true);
    /* Who a process is must be known before it ends, which it may do in consequence. */
    processes_know(&session->processes);
    *struck_ns = recorder_now_ns(&session->recorder);
    if (from_outside[fault])
        return from_outside[fault](session, process, struck_ns, err);
    kit_fail(err, KIT_BAD_INPUT, "only the actor itself can carry it out, at a step");
    return false;
}

/*
 * True if the target ended before the fault struck, even if the run has not been told yet. Both
 * orders are possible:
 * - The fault comes first: the exit code is KIT_KILL_CODE.
 * - The process ends first: killing it can still succeed, but the exit code is the process's
 *   own. Suspending an ended process succeeds, too.
 *
 * So the call's return value cannot tell the two orders apart. The exit code decides, except
 * where the success of the fault shows that the process lived (evidence_shows_life). After a
 * drop the parent may end the child before the runner looks, in answer to the loss.
 */
static bool ended_by_itself(const struct run_process *process)
{
    return os_process_ended(process->handle) && !os_process_unborn(process->handle) &&
           os_exit_code(process->handle) != KIT_KILL_CODE;
}

bool inject_may_look_for_pipe(struct session *session, int line_index)
{
    return pipe_search_begin(&session->pipe_search, line_index,
                             recorder_now_ns(&session->recorder));
}

/* `acted` is cleared so that the loop waits before it tries again; the pair runs meanwhile. */
bool inject_has_pipe_soon(struct session *session, int line_index, enum kit_status status)
{
    if (status != KIT_NOT_FOUND)
        return false;
    session->acted = false;
    return pipe_search_goes_on(&session->pipe_search, line_index,
                               recorder_now_ns(&session->recorder),
                               stalls_longest_ns(&session->stalls, NULL));
}

static void tell_no_target(struct session *session, const struct scenario_line *line)
{
    struct kit_event event = recorder_event(&session->recorder, EVENT_TROUBLE, line->target);
    struct text text = text_over(event.text, sizeof event.text);
    name_copy(event.by, TROUBLE_NO_TARGET, strlen(TROUBLE_NO_TARGET));
    text_add(&text, "%s: there is no process of %s to %s", line_words(line->line_number).text,
             session->scenario->actors[line->target].name, fault_words[line->fault]);
    recorder_add(&session->recorder, &event);
}

/* An instant before which no process can have felt the fault; -1 if there was no target or the
 * call failed, which is logged; or INJECT_NOT_NOW. */
static int64_t inject_from_outside(struct session *session, int line_index)
{
    const struct scenario_line *from = &session->scenario->lines[line_index];
    struct run_process *process = process_of(&session->processes, from->target);
    const char *fault = fault_words[from->fault];
    const char *name = session->scenario->actors[from->target].name;
    int64_t struck_ns = -1;
    struct kit_error why;
    if (!inject_may_look_for_pipe(session, line_index))
        return INJECT_NOT_NOW;
    session->acted = true;
    if (!process) {
        tell_no_target(session, from);
        return -1;
    }
    bool is_harmed = carry_out_fault(session, process, from->fault, &struck_ns, &why);
    bool was_alive = is_harmed && evidence_shows_life(from->fault);
    if (!was_alive && ended_by_itself(process))
        return INJECT_NOT_NOW;
    if (is_harmed) {
        assert(struck_ns >= 0);
        return struck_ns;
    }
    if (inject_has_pipe_soon(session, line_index, why.status))
        return INJECT_NOT_NOW;
    recorder_trouble(&session->recorder, from->target, "%s: %s %s: %s",
                     line_words(from->line_number).text, fault, name, why.text);
    return -1;
}

/*
 * True if the fault needs no proof from outside. Without a probe, or before the first record,
 * the runner knows no thread whose suspension it could check. For a disconnected pipe, checking
 * again would mean holding the pipe open. In both cases the runner trusts the call's return
 * value.
 */
static bool call_is_proof(enum kit_fault fault, uint32_t tid)
{
    enum fault_proof proof = faults[fault].proof;
    return (tid == 0 && proof == PROOF_SUSPENDED) || proof == PROOF_OWN_WORD;
}

static void inject_record(struct session *session, int line_index, int64_t at_ns, uint32_t tid)
{
    const struct scenario_line *from = &session->scenario->lines[line_index];
    const char *fault = fault_words[from->fault];
    struct kit_event event = proof_event(session, EVENT_STRUCK, from->target, line_index);
    assert(at_ns >= 0);
    name_copy(event.name, fault, strlen(fault));
    memcpy(event.by, from->step, KIT_NAME);
    event.occurrence = from->occurrence;
    event.at_ns = at_ns;
    recorder_add(&session->recorder, &event);
    duty_begin(&session->duties[from->target], from->fault, at_ns);
    proof_await(session, line_index, from->target, tid);
    if (call_is_proof(from->fault, tid))
        proof_by_word(session, line_index);
}

bool inject_now(struct session *session, int line_index, uint32_t tid)
{
    int64_t at_ns = inject_from_outside(session, line_index);
    if (at_ns >= 0)
        inject_record(session, line_index, at_ns, tid);
    return at_ns != INJECT_NOT_NOW;
}

/*
 * Strikes the target, which is held for that, and lets it go. A crash needs a thread of the
 * target that runs, and is waited for: the target is let go right before it, so that it does
 * not seem to end late.
 */
static bool strike_held(struct session *session, int line_index, void *held)
{
    const struct scenario_line *line = &session->scenario->lines[line_index];
    if (line->fault == FAULT_CRASH) {
        birth_let_go(held);
        held = NULL;
    }
    bool is_done =
        inject_now(session, line_index, actor_last_thread(&session->actors[line->target]));
    birth_let_go(held);
    return is_done;
}

bool inject_in_order(struct session *session, int line_index)
{
    int target = session->scenario->lines[line_index].target;
    void *held = NULL;
    return birth_hold(session, target, &held) && strike_held(session, line_index, held);
}

/* A program without a console creates the host of its console as it starts. Half a host would
 * keep its pipes. */
static bool strike_between_births(struct session *session, int line_index)
{
    int target = session->scenario->lines[line_index].target;
    void *held = NULL;
    birth_await_children(session, target, &held);
    return strike_held(session, line_index, held);
}

void inject_let_go(struct session *session, int actor, uint32_t index)
{
    struct order *order = &session->orders.all[actor][index];
    struct kit_event event = proof_event(session, EVENT_RELEASED, actor, order->line_index);
    assert(order->state == ORDER_HELD && session->shared.gates[actor][index]);
    memcpy(event.name, session->scenario->lines[order->line_index].step, KIT_NAME);
    /* Log the release before the gate opens. In the other order the thread's next step could
     * have an earlier time than its release. */
    recorder_add(&session->recorder, &event);
    order->state = ORDER_RELEASED;
    session->acted = true;
    os_event_set(session->shared.gates[actor][index]);
}

/*
 * Injects a fault into another actor while this actor's thread stands still at its step.
 * - The target is there: it is struck, and the thread is released.
 * - The scenario counts requests, and the target has not started yet: the thread waits for it.
 * - The scenario counts requests, and the target is gone or never comes: this is normal, since
 *   such a target ends after its last request. The thread is released, the line counts as not
 *   reached, and the judge says so at the end.
 * - There is no target in any other scenario: inject_from_outside logs the trouble.
 */
static void strike_for(struct session *session, int actor, uint32_t index)
{
    int line_index = session->orders.all[actor][index].line_index;
    int target = session->scenario->lines[line_index].target;
    bool counts = session->scenario->requests > 0;
    bool stands = process_of(&session->processes, actor) != NULL;
    if (counts && stands && !session->actors[target].had_process &&
        !session->actors[target].unstarted)
        return;
    if ((!counts || (stands && process_of(&session->processes, target))) &&
        !strike_between_births(session, line_index))
        return;
    inject_let_go(session, actor, index);
}

void inject_awaited(struct session *session)
{
    for (int actor = 0; actor < (int)session->scenario->actor_count; actor++) {
        for (uint32_t i = 0; i < session->orders.counts[actor]; i++) {
            if (orders_await_fault(&session->orders, actor, i))
                strike_for(session, actor, i);
        }
    }
}

/* A target that never comes, or has ended, is no trouble: the judge says that the fault never
 * struck, and how often the text was printed. */
void inject_printed(struct session *session)
{
    for (uint32_t i = 0; i < session->scenario->line_count; i++) {
        int target = session->scenario->lines[i].target;
        if (session->due[i] && process_of(&session->processes, target) &&
            inject_in_order(session, (int)i))
            session->due[i] = false;
    }
}

void inject_release(struct session *session, int actor)
{
    assert(actor >= 0);
    for (uint32_t i = 0; i < session->orders.counts[actor]; i++) {
        if (orders_is_held(&session->orders, actor, i))
            inject_let_go(session, actor, i);
    }
}

/* Begins the next turn of a `slow` fault. The first turn was proved; later turns are not. */
static void suspend_or_resume(struct session *session, int actor)
{
    struct run_process *process = process_of(&session->processes, actor);
    if (!process)
        duty_end(&session->duties[actor]);
    else if (session->duties[actor].stands_still)
        os_process_suspend(process->handle, NULL);
    else
        os_process_resume_all(process->handle, NULL);
}

void inject_turns(struct session *session)
{
    int64_t now_ns = recorder_now_ns(&session->recorder);
    for (int i = 0; i < (int)session->scenario->actor_count; i++) {
        if (duty_next(&session->duties[i], now_ns))
            suspend_or_resume(session, i);
    }
}

void inject_end_turns(struct session *session)
{
    for (int i = 0; i < (int)session->scenario->actor_count; i++) {
        struct run_process *process = process_of(&session->processes, i);
        bool was_on = session->duties[i].on;
        bool stood = duty_end(&session->duties[i]);
        if (was_on && process)
            recorder_say(&session->recorder, EVENT_RESUMED, i);
        if (stood && process)
            os_process_resume_all(process->handle, NULL);
    }
}

static bool is_suspended_by_fault(const struct session *session, int actor)
{
    return session->actors[actor].suspensions > 0 || session->duties[actor].on;
}

/* Resumes the process as often as faults suspended it, since the system counts suspensions. A
 * process that hung may have ended since, and another one may play the actor by now. */
void inject_resume(struct session *session, int line_index)
{
    int actor = session->scenario->lines[line_index].actor;
    struct run_process *process = process_of(&session->processes, actor);
    uint32_t suspensions = session->actors[actor].suspensions;
    bool is_hung = process && is_suspended_by_fault(session, actor);
    struct kit_event event =
        proof_event(session, is_hung ? EVENT_RESUMED : EVENT_NOT_RESUMED, actor, line_index);
    struct kit_error why = {.status = KIT_OK};
    /* Write the event before the process resumes. In the other order the process's next step
     * could come before its RESUMED in the log. */
    recorder_add(&session->recorder, &event);
    actor_resumed(&session->actors[actor]);
    duty_end(&session->duties[actor]);
    for (uint32_t i = 0; process && i < suspensions && why.status == KIT_OK; i++) {
        if (os_process_resume_all(process->handle, &why) != KIT_OK)
            recorder_trouble(&session->recorder, actor, "%s cannot be resumed: %.150s",
                             session->scenario->actors[actor].name, why.text);
    }
}
