#include "kit/run/inject.h"
#include "kit/os/event.h"
#include "kit/os/process.h"
#include "kit/run/birth.h"
#include "kit/run/pipe_disconnect.h"
#include "kit/run/proof.h"

#include <assert.h>
#include <string.h>

/* How long a pair may be without a connected pipe before it counts as having none. */
#define PIPE_PATIENCE_MS 2000

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

/* By the handles of both, whatever program they are. To find the pipe takes a while, in which
 * both stand still: they are struck when they run again. */
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
    if (pipe_disconnect(process->handle, other->handle, err) != KIT_OK)
        return false;
    *struck_ns = recorder_now_ns(&session->recorder);
    pipe_disconnect_let_go(process->handle, other->handle);
    return true;
}

/* How the runner carries out the faults that strike from outside. */
static bool (*const from_outside[FAULT_COUNT])(struct session *session,
                                               const struct run_process *process,
                                               int64_t *struck_ns, struct kit_error *err) = {
    [FAULT_KILL] = kill_process,
    [FAULT_HANG] = suspend_process,
    [FAULT_SLOW] = suspend_process, /* the first of its turns */
    [FAULT_DROP] = disconnect_from_outside,
};

/* *struck_ns is an instant before which nobody can have felt it. */
static bool carry_out_fault(struct session *session, const struct run_process *process,
                            enum kit_fault fault, int64_t *struck_ns, struct kit_error *err)
{
    *struck_ns = recorder_now_ns(&session->recorder);
    if (from_outside[fault])
        return from_outside[fault](session, process, struck_ns, err);
    kit_fail(err, KIT_BAD_INPUT, "only the actor itself can carry it out, at a step");
    return false;
}

/* Also where the run has not heard of its end yet. What ends at the same instant is killed
 * without an error, and has its own exit code; what has ended can be suspended. */
static bool ended_by_itself(const struct run_process *process)
{
    return os_process_ended(process->handle) && !os_process_unborn(process->handle) &&
           os_exit_code(process->handle) != KIT_KILL_CODE;
}

/*
 * Whether a pair without a connected pipe may only be between two of them: then it is to be
 * struck a little later. It runs meanwhile, so the loop takes its time until it tries again.
 */
static bool has_pipe_soon(struct session *session, int line_index, enum kit_status status)
{
    int64_t now_ns = recorder_now_ns(&session->recorder);
    if (status != KIT_NOT_FOUND)
        return false;
    if (session->pipeless_since_ns == 0 || session->pipeless_line_index != line_index)
        session->pipeless_since_ns = now_ns;
    session->pipeless_line_index = line_index;
    session->acted = false;
    return now_ns - session->pipeless_since_ns < PIPE_PATIENCE_MS * NS_PER_MS;
}

int64_t inject_from_outside(struct session *session, int line_index)
{
    const struct scenario_line *from = &session->scenario->lines[line_index];
    struct run_process *process = process_of(&session->processes, from->target);
    const char *fault = fault_words[from->fault];
    const char *name = session->scenario->actors[from->target].name;
    int64_t struck_ns = -1;
    struct kit_error why;
    session->acted = true;
    if (!process) {
        recorder_trouble(&session->recorder, from->target,
                         "line %u: there is no process of %s to %s", from->line_number, name,
                         fault);
        return -1;
    }
    bool is_harmed = carry_out_fault(session, process, from->fault, &struck_ns, &why);
    if (ended_by_itself(process))
        return INJECT_NOT_NOW;
    if (is_harmed) {
        assert(struck_ns >= 0);
        return struck_ns;
    }
    if (has_pipe_soon(session, line_index, why.status))
        return INJECT_NOT_NOW;
    recorder_trouble(&session->recorder, from->target, "line %u: %s %s: %s", from->line_number,
                     fault, name, why.text);
    return -1;
}

/*
 * An actor without a probe, or one that has said nothing yet, has no thread that is known: that
 * the call went well is the proof. So it is for a pipe: to look at it again is to hold it open.
 */
static bool call_is_proof(enum kit_fault fault, uint32_t tid)
{
    enum fault_proof proof = faults[fault].proof;
    return (tid == 0 && proof == PROOF_SUSPENDED) || proof == PROOF_OWN_WORD;
}

void inject_record(struct session *session, int line_index, int64_t at_ns, uint32_t tid)
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

/* False if it came too late, so that it has to be carried out again once the run has heard of
 * the end. */
static bool inject_now(struct session *session, int line_index)
{
    const struct scenario_line *from = &session->scenario->lines[line_index];
    uint32_t tid = actor_last_thread(&session->actors[from->target]);
    int64_t at_ns = inject_from_outside(session, line_index);
    if (at_ns >= 0)
        inject_record(session, line_index, at_ns, tid);
    return at_ns != INJECT_NOT_NOW;
}

bool inject_in_order(struct session *session, int line_index)
{
    void *held = NULL;
    if (!birth_hold(session, session->scenario->lines[line_index].target, &held))
        return false;
    bool is_done = inject_now(session, line_index);
    birth_let_go(held);
    return is_done;
}

void inject_let_go(struct session *session, int actor, uint32_t index)
{
    struct order *order = &session->orders.all[actor][index];
    struct kit_event event = proof_event(session, EVENT_RELEASED, actor, order->line_index);
    assert(order->state == ORDER_HELD && session->shared.gates[actor][index]);
    memcpy(event.name, session->scenario->lines[order->line_index].step, KIT_NAME);
    recorder_add(&session->recorder, &event);
    order->state = ORDER_RELEASED;
    session->acted = true;
    os_event_set(session->shared.gates[actor][index]);
}

/*
 * Whom a line strikes at another's step may not be there yet, and the thread stands still until
 * it is; or it may be gone, or never come. Of actors that are driven by count that is in order:
 * they end when they have made their requests. The line was not reached, and says so at the
 * end.
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
        !inject_now(session, line_index))
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

void inject_release(struct session *session, int actor)
{
    assert(actor >= 0);
    for (uint32_t i = 0; i < session->orders.counts[actor]; i++) {
        if (orders_is_held(&session->orders, actor, i))
            inject_let_go(session, actor, i);
    }
}

/* True while there is a process to be suspended. A turn is not proved: the first one was. */
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

/* As often as it was suspended. */
void inject_resume(struct session *session, int line_index)
{
    int actor = session->scenario->lines[line_index].actor;
    struct run_process *process = process_of(&session->processes, actor);
    uint32_t suspensions = session->actors[actor].suspensions;
    struct kit_event event = proof_event(session, EVENT_RESUMED, actor, line_index);
    struct kit_error why = {.status = KIT_OK};
    /* Written first: what it does now comes after it. */
    recorder_add(&session->recorder, &event);
    actor_resumed(&session->actors[actor]);
    duty_end(&session->duties[actor]);
    for (uint32_t i = 0; process && i < suspensions && why.status == KIT_OK; i++) {
        if (os_process_resume_all(process->handle, &why) != KIT_OK)
            recorder_trouble(&session->recorder, actor, "%s cannot be resumed: %.150s",
                             session->scenario->actors[actor].name, why.text);
    }
}
