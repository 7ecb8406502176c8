#include "kit/run/proof.h"
#include "kit/base/line_number.h"
#include "kit/os/process.h"

#include <assert.h>
#include <string.h>

struct kit_event proof_event(const struct session *session, enum kit_event_kind kind, int actor,
                             int line_index)
{
    assert(line_index >= 0 && (uint32_t)line_index < session->scenario->line_count);
    const struct scenario_line *from = &session->scenario->lines[line_index];
    struct kit_event event = recorder_event(&session->recorder, kind, actor);
    event.line_number = from->line_number;
    if (from->peer >= 0)
        memcpy(event.peer, session->scenario->actors[from->peer].name, KIT_NAME);
    return event;
}

void proof_await(struct session *session, int line_index, int target, uint32_t tid)
{
    actor_struck(&session->actors[target], session->scenario->lines[line_index].fault);
    evidence_await(&session->evidence, line_index, target, session->actors[target].incarnation,
                   tid);
}

static void confirm_injection(struct session *session, struct injection *injection)
{
    const char *fault = fault_words[session->scenario->lines[injection->line_index].fault];
    struct kit_event event =
        proof_event(session, EVENT_CONFIRMED, injection->target, injection->line_index);
    name_copy(event.name, fault, strlen(fault));
    recorder_add(&session->recorder, &event);
    injection->pending = false;
}

void proof_by_word(struct session *session, int line_index)
{
    for (uint32_t i = 0; i < session->evidence.count; i++) {
        struct injection *injection = &session->evidence.injections[i];
        if (injection->pending && injection->line_index == line_index)
            confirm_injection(session, injection);
    }
}

/* The runner had to end it when everything else was over. */
static void tell_no_end(struct session *session, const struct injection *injection)
{
    const struct scenario_line *line = &session->scenario->lines[injection->line_index];
    recorder_trouble(&session->recorder, injection->target,
                     "%s: %s %s, but its process did not end, so its own handler keeps it",
                     line_words(line->line_number).text,
                     session->scenario->actors[injection->target].name,
                     faults[line->fault].past);
}

static void tell_other_end(struct session *session, const struct injection *injection,
                           uint32_t code)
{
    const struct scenario_line *line = &session->scenario->lines[injection->line_index];
    if (faults[line->fault].catchable && code == KIT_KILL_CODE) {
        tell_no_end(session, injection);
        return;
    }
    recorder_trouble(&session->recorder, injection->target,
                     "%s: %s %s, but its process ended with code 0x%08X instead of "
                     "0x%08X, so %ssomething else ended it",
                     line_words(line->line_number).text,
                     session->scenario->actors[injection->target].name,
                     faults[line->fault].past, (unsigned)code,
                     (unsigned)fault_end_code(line->fault, line->code),
                     faults[line->fault].catchable ? "its own handler or " : "");
}

/*
 * The process ended before its delay was over: its parent gave it up, or another of its threads
 * ended it. The delay struck, and it is over now. After the limit it was the runner that ended
 * the process, and the judge says that the delay still went on.
 */
static void end_cut_short(struct session *session, struct injection *injection)
{
    if (!session->limit_passed)
        confirm_injection(session, injection);
}

void proof_by_end(struct session *session, const struct run_process *process)
{
    const struct process_end end = {process->actor, process->incarnation, process->code};
    for (uint32_t i = 0; i < session->evidence.count; i++) {
        struct injection *injection = &session->evidence.injections[i];
        switch (evidence_end(&session->evidence, i, &end)) {
        case END_PROVES:
            confirm_injection(session, injection);
            break;
        case END_CONTRADICTS:
            tell_other_end(session, injection, process->code);
            break;
        case END_CUTS_SHORT:
            end_cut_short(session, injection);
            break;
        case END_SAYS_NOTHING:
            break;
        }
    }
}

/* True if one of the actor's known threads is suspended: a suspension always hits the whole
 * process. The thread that was heard of last is not enough, since it may have ended meanwhile,
 * such as a thread that served a child until its Quit. */
static bool is_suspended(struct session *session, const struct injection *injection)
{
    const struct run_process *process = process_of(&session->processes, injection->target);
    const struct actor_state *actor = &session->actors[injection->target];
    if (!process)
        return false;
    bool suspended = os_thread_suspended(process->handle, injection->tid);
    for (uint32_t i = 0; i < actor->thread_count && !suspended; i++)
        suspended = os_thread_suspended(process->handle, actor->threads[i]);
    return suspended;
}

/* True if the thread uses processor time but makes no step. */
static bool is_spinning(struct session *session, struct injection *injection)
{
    const struct run_process *process = process_of(&session->processes, injection->target);
    return evidence_spins(injection,
                          process ? os_thread_used_ms(process->handle, injection->tid) : -1);
}

static bool is_proven(struct session *session, struct injection *injection)
{
    switch (faults[session->scenario->lines[injection->line_index].fault].proof) {
    case PROOF_SUSPENDED:
        return is_suspended(session, injection);
    case PROOF_BUSY:
        return is_spinning(session, injection);
    case PROOF_END:
    case PROOF_OWN_WORD:
    case PROOF_OVER:
        break;
    }
    return false;
}

void proof_by_looks(struct session *session)
{
    for (uint32_t i = 0; i < session->evidence.count; i++) {
        struct injection *injection = &session->evidence.injections[i];
        if (injection->pending && is_proven(session, injection))
            confirm_injection(session, injection);
    }
}
