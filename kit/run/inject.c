#include "kit/run/inject.h"
#include "kit/os/event.h"
#include "kit/os/process.h"
#include "kit/run/processes.h"
#include "kit/run/pipe_disconnect.h"
#include "kit/run/inject_own.h"

#include <string.h>

/* Processor time that proves a thread at work: two of the ticks in which systems count it. */
#define SPIN_SEEN_MS 20

struct kit_event inject_event(const struct session *session, enum kit_event_kind kind,
                              int actor, int line)
{
    const struct scenario_line *from = &session->scenario->lines[line];
    struct kit_event event = session_event(session, kind, actor);
    event.line = from->line;
    if (from->peer >= 0)
        memcpy(event.peer, session->scenario->actors[from->peer].name, KIT_NAME);
    return event;
}

void inject_record(struct session *session, int line, int target, int64_t at_ns)
{
    const struct scenario_line *from = &session->scenario->lines[line];
    struct kit_event event = inject_event(session, EVENT_STRUCK, target, line);
    name_copy(event.name, fault_words[from->fault], strlen(fault_words[from->fault]));
    memcpy(event.by, from->step, KIT_NAME);
    event.occurrence = from->occurrence;
    event.at_ns = at_ns;
    recorder_add(&session->recorder, event);
}

void inject_await_proof(struct session *session, int line, int target, uint32_t tid)
{
    const struct fault *fault = &faults[session->scenario->lines[line].fault];
    if (fault->stuck)
        session->stuck[target] = fault->stuck;
    if (session->strike_count < SCENARIO_LINES)
        session->strikes[session->strike_count++] = (struct injection){
            .pending = true, .line = line, .target = target, .tid = tid, .used_ms = -1};
}

void inject_obeyed(struct session *session, int line, uint32_t tid)
{
    inject_await_proof(session, line, session->scenario->lines[line].target, tid);
}

static void confirm(struct session *session, struct injection *strike)
{
    enum kit_fault fault = session->scenario->lines[strike->line].fault;
    struct kit_event event =
        inject_event(session, EVENT_CONFIRMED, strike->target, strike->line);
    name_copy(event.name, fault_words[fault], strlen(fault_words[fault]));
    recorder_add(&session->recorder, event);
    strike->pending = false;
}

void inject_done(struct session *session, int line)
{
    for (uint32_t i = 0; i < session->strike_count; i++) {
        if (session->strikes[i].pending && session->strikes[i].line == line)
            confirm(session, &session->strikes[i]);
    }
}

/* Another code proves nothing: something else may have ended it first, or caught the crash. */
void inject_confirm_end(struct session *session, int actor, uint32_t code)
{
    for (uint32_t i = 0; i < session->strike_count; i++) {
        struct injection *strike = &session->strikes[i];
        const struct scenario_line *line = &session->scenario->lines[strike->line];
        if (!strike->pending || strike->target != actor)
            continue;
        if (faults[line->fault].proof == PROOF_OVER &&
            !session->limit_passed) /* else the runner ended it */
            session_trouble(session, actor, "line %u: %s ended before its %s was over",
                            line->line, session->scenario->actors[actor].name,
                            fault_words[line->fault]);
        if (faults[line->fault].proof != PROOF_END)
            continue;
        if (fault_ends_with(line->fault, line->code, code))
            confirm(session, strike);
        else
            session_trouble(session, actor,
                            "line %u: %s %s, but its process ended with code "
                            "0x%08X and not 0x%08X: something else ended it",
                            line->line, session->scenario->actors[actor].name,
                            faults[line->fault].past, (unsigned)code,
                            (unsigned)fault_end_code(line->fault, line->code));
    }
}

/* Whether the struck thread has said nothing since it said that it was struck. */
static bool is_silent_since(const struct session *session, const struct injection *strike)
{
    const struct recorder *recorder = &session->recorder;
    for (size_t i = recorder->count; i > 0; i--) {
        const struct kit_event *event = &recorder->events[i - 1];
        if (event->tid != strike->tid)
            continue;
        if (event->kind == EVENT_STRUCK)
            return true;
        if (event->kind == EVENT_STEP || event->kind == EVENT_REPORT)
            return false;
    }
    return false;
}

/* It works, and nothing comes of it. */
static bool is_spinning(struct session *session, struct injection *strike)
{
    const struct run_process *process = process_of(session, strike->target);
    int64_t used_ms = process ? os_thread_used_ms(process->handle, strike->tid) : -1;
    if (strike->used_ms < 0)
        strike->used_ms = used_ms;
    return used_ms >= 0 && used_ms - strike->used_ms >= SPIN_SEEN_MS &&
           is_silent_since(session, strike);
}

#define THREADS_LOOKED_AT 16

/* Any of its threads proves a suspended process; but the one that it was heard of last may have
 * ended by then, such as that which served a child until it said Quit. */
static bool is_suspended(struct session *session, const struct injection *strike)
{
    const struct recorder *recorder = &session->recorder;
    const struct run_process *process = process_of(session, strike->target);
    uint32_t tids[THREADS_LOOKED_AT] = {strike->tid}, count = 1;
    if (!process)
        return false;
    if (os_thread_suspended(process->handle, strike->tid))
        return true;
    for (size_t i = recorder->count; i > 0 && count < THREADS_LOOKED_AT; i--) {
        const struct kit_event *event = &recorder->events[i - 1];
        bool known = !event->tid ||
                     !words_equal(event->actor, session->scenario->actors[strike->target].name);
        for (uint32_t k = 0; k < count && !known; k++)
            known = tids[k] == event->tid;
        if (known)
            continue;
        if (os_thread_suspended(process->handle, event->tid))
            return true;
        tids[count++] = event->tid;
    }
    return false;
}

/* What is suspended or spins makes no sound: its thread has to be looked at. */
static bool is_proven(struct session *session, struct injection *strike)
{
    switch (faults[session->scenario->lines[strike->line].fault].proof) {
    case PROOF_SUSPENDED:
        return is_suspended(session, strike);
    case PROOF_BUSY:
        return is_spinning(session, strike);
    case PROOF_END:
    case PROOF_OWN_WORD:
    case PROOF_OVER:
        break;
    }
    return false;
}

void inject_confirm(struct session *session)
{
    for (uint32_t i = 0; i < session->strike_count; i++) {
        if (session->strikes[i].pending && is_proven(session, &session->strikes[i]))
            confirm(session, &session->strikes[i]);
    }
}

bool inject_awaits_proof(const struct session *session)
{
    for (uint32_t i = 0; i < session->strike_count; i++) {
        enum kit_fault fault = session->scenario->lines[session->strikes[i].line].fault;
        enum fault_proof proof = faults[fault].proof;
        if (session->strikes[i].pending && (proof == PROOF_SUSPENDED || proof == PROOF_BUSY))
            return true;
    }
    return false;
}

uint32_t inject_last_tid(const struct session *session, int actor)
{
    const struct recorder *recorder = &session->recorder;
    for (size_t i = recorder->count; i > 0; i--) {
        const struct kit_event *event = &recorder->events[i - 1];
        if (event->tid && words_equal(event->actor, session->scenario->actors[actor].name))
            return event->tid;
    }
    return 0;
}

/* By the handles of both, whatever program they are. To find the pipe takes a while, in which
 * both stand still: they are struck when they run again. */
static bool part_from_parent(struct session *session, const struct run_process *process,
                             int64_t *struck_ns, struct kit_error *err)
{
    int parent = session->scenario->actors[process->actor].parent;
    const struct run_process *other = parent >= 0 ? process_of(session, parent) : NULL;
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

/* How the runner carries out the faults that strike from outside. */
static bool (*const from_outside[FAULT_COUNT])(struct session *session,
                                               const struct run_process *process,
                                               int64_t *struck_ns, struct kit_error *err) = {
    [FAULT_KILL] = kill_process,
    [FAULT_HANG] = suspend_process,
    [FAULT_DROP] = part_from_parent,
};

/* *struck_ns is an instant before which nobody can have felt it. */
static bool harm(struct session *session, const struct run_process *process,
                 enum kit_fault fault, int64_t *struck_ns, struct kit_error *err)
{
    *struck_ns = recorder_now_ns(&session->recorder);
    if (from_outside[fault])
        return from_outside[fault](session, process, struck_ns, err);
    kit_fail(err, KIT_BAD_INPUT, "it is carried out by the actor itself, at a step");
    return false;
}

/* Returns the instant of the blow, or -1 if there was nobody to strike or it failed. */
int64_t inject_from_outside(struct session *session, int line)
{
    const struct scenario_line *from = &session->scenario->lines[line];
    struct run_process *process = process_of(session, from->target);
    const char *fault = fault_words[from->fault];
    const char *name = session->scenario->actors[from->target].name;
    int64_t struck_ns = -1;
    struct kit_error why;
    if (!process) {
        session_trouble(session, from->target, "line %u: there is no process of %s to %s",
                        from->line, name, fault);
        return -1;
    }
    if (harm(session, process, from->fault, &struck_ns, &why))
        return struck_ns;
    session_trouble(session, from->target, "line %u: %s %s: %s", from->line, fault, name,
                    why.text);
    return -1;
}

void inject_now(struct session *session, int line)
{
    int target = session->scenario->lines[line].target;
    uint32_t tid = inject_last_tid(session, target);
    int64_t at_ns = inject_from_outside(session, line);
    if (at_ns < 0)
        return;
    inject_record(session, line, target, at_ns);
    inject_await_proof(session, line, target, tid);
    /* An actor without a probe has no thread we know of; that the call went well must do. So it
     * must for a pipe: who looked again would hold it open. */
    enum kit_fault fault = session->scenario->lines[line].fault;
    enum fault_proof proof = faults[fault].proof;
    if ((tid == 0 && proof == PROOF_SUSPENDED) || proof == PROOF_OWN_WORD)
        inject_done(session, line);
}

static void let_go(struct session *session, int actor, uint32_t order)
{
    struct placed_order *held = &session->shared.orders[actor][order];
    struct kit_event event = inject_event(session, EVENT_RELEASED, actor, held->line);
    memcpy(event.name, session->scenario->lines[held->line].step, KIT_NAME);
    recorder_add(&session->recorder, event);
    session->released[held->line] = true;
    os_event_set(held->gate);
}

/*
 * Whom a line strikes at another's step may not be there yet, and the thread stands still until
 * it is; or it may be gone, or never come. Of actors that are driven by count that is in order:
 * they end when they have made their requests. The line was not reached, and says so at the
 * end.
 */
static void inject_for(struct session *session, int actor, uint32_t order)
{
    struct placed_order *held = &session->shared.orders[actor][order];
    int target = session->scenario->lines[held->line].target;
    bool counts = session->scenario->requests > 0, stands = process_of(session, actor) != NULL;
    if (counts && stands && !processes_had(session, target) &&
        !processes_never_have(session, target))
        return;
    held->awaits = false;
    if (!counts || (stands && process_of(session, target)))
        inject_now(session, held->line);
    let_go(session, actor, order);
}

void inject_awaited(struct session *session)
{
    for (int actor = 0; actor < (int)session->scenario->actor_count; actor++) {
        for (uint32_t i = 0; i < session->shared.order_counts[actor]; i++) {
            if (session->shared.orders[actor][i].awaits)
                inject_for(session, actor, i);
        }
    }
}

/* The actor stands still at the step; if that was for another's fault, strike and let it go. */
void inject_held(struct session *session, int actor, uint32_t order)
{
    struct placed_order *held = &session->shared.orders[actor][order];
    session->held[held->line] = true;
    if (session->scenario->lines[held->line].kind == SAY_HOLD)
        return;
    held->awaits = true;
    inject_for(session, actor, order);
}

void inject_release(struct session *session, int actor)
{
    for (uint32_t i = 0; i < session->shared.order_counts[actor]; i++) {
        int line = session->shared.orders[actor][i].line;
        if (line != ORDER_PAUSE && session->scenario->lines[line].kind == SAY_HOLD &&
            session->held[line] && !session->released[line])
            let_go(session, actor, i);
    }
}

/* So often as it was hung: suspensions are counted. */
static uint32_t hangs_of(const struct session *session, int actor)
{
    uint32_t count = 0;
    const char *name = session->scenario->actors[actor].name;
    for (size_t i = 0; i < session->recorder.count; i++) {
        const struct kit_event *event = &session->recorder.events[i];
        if (!words_equal(event->actor, name))
            continue;
        if (event->kind == EVENT_RESUMED)
            count = 0;
        else if (event->kind == EVENT_STRUCK &&
                 words_equal(event->name, fault_words[FAULT_HANG]))
            count++;
    }
    return count;
}

void inject_resume(struct session *session, int line)
{
    int actor = session->scenario->lines[line].actor;
    struct run_process *process = process_of(session, actor);
    uint32_t hangs = hangs_of(session, actor);
    struct kit_error why = {.status = KIT_OK};
    /* Written first: what it does now comes after it. */
    recorder_add(&session->recorder, inject_event(session, EVENT_RESUMED, actor, line));
    session->stuck[actor] = NULL;
    for (uint32_t i = 0; process && i < hangs && why.status == KIT_OK; i++) {
        if (os_process_resume_all(process->handle, &why) != KIT_OK)
            session_trouble(session, actor, "%s cannot be resumed: %.150s",
                            session->scenario->actors[actor].name, why.text);
    }
}
