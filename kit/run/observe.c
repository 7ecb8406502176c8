#include "kit/run/observe.h"
#include "kit/base/calls.h"
#include "kit/run/proof.h"
#include "kit/run/voices.h"

#include <assert.h>
#include <string.h>

struct kit_event observe_event(const struct session *session, enum kit_event_kind kind,
                               const struct signal *signal)
{
    struct kit_event event = recorder_event(&session->recorder, kind, signal->actor);
    event.at_ns = signal->at_ns;
    memcpy(event.name, signal->name, KIT_NAME);
    memcpy(event.peer, signal->peer, KIT_NAME);
    memcpy(event.by, signal->by, KIT_NAME);
    event.occurrence = signal->occurrence;
    event.tid = signal->tid;
    event.deadline_ms = signal->deadline_ms;
    event.code = signal->code;
    event.sequence = signal->sequence;
    event.size = signal->size;
    event.checksum = signal->checksum;
    return event;
}

static void record_signal(struct session *session, enum kit_event_kind kind,
                          const struct signal *signal)
{
    struct kit_event event = observe_event(session, kind, signal);
    recorder_add(&session->recorder, &event);
}

/*
 * The parent reports that a child could not be started: the run does not wait for that child.
 */
static void take_unstarted(struct session *session, const struct signal *signal)
{
    int child = scenario_actor(session->scenario, signal->peer);
    if (child >= 0 && words_equal(signal->name, step_words[PROTOCOL_CHILD_UNSTARTED]))
        session->actors[child].unstarted = true;
}

static void note_moment(struct session *session, const struct signal *signal)
{
    const struct moments *moments = session->settings->moments;
    for (uint32_t i = 0; moments && i < moments->count; i++) {
        const struct moment *moment = &moments->all[i];
        if (moment_is(moment, signal->actor, signal->name, signal->peer, signal->occurrence))
            session->moment_came[moment->line_index] = true;
    }
}

static void record_step(struct session *session, const struct signal *signal)
{
    bool is_report = signal->kind == SIGNAL_REPORT;
    record_signal(session, is_report ? EVENT_REPORT : EVENT_STEP, signal);
    note_moment(session, signal);
    evidence_spoke(&session->evidence, signal->actor, signal->tid);
    orders_take(&session->orders, signal);
    if (is_report)
        take_unstarted(session, signal);
}

/* The order that caused the signal. Only for orders of a scenario line, not for that of
 * --break. */
static struct order *order_of(struct session *session, const struct signal *signal)
{
    assert(signal->order < session->orders.counts[signal->actor]);
    return &session->orders.all[signal->actor][signal->order];
}

static void take_struck(struct session *session, const struct signal *signal)
{
    int line_index = order_of(session, signal)->line_index;
    const struct scenario_line *from = &session->scenario->lines[line_index];
    const char *fault = fault_words[from->fault];
    struct kit_event event = observe_event(session, EVENT_STRUCK, signal);
    event.line_number = from->line_number;
    memcpy(event.by, event.name, KIT_NAME);
    name_copy(event.name, fault, strlen(fault));
    recorder_add(&session->recorder, &event);
    proof_await(session, line_index, from->target, signal->tid);
}

static void take_held(struct session *session, const struct signal *signal)
{
    struct order *order = order_of(session, signal);
    struct kit_event event = observe_event(session, EVENT_HELD, signal);
    event.line_number = session->scenario->lines[order->line_index].line_number;
    recorder_add(&session->recorder, &event);
    if (order->state == ORDER_ARMED)
        order->state = ORDER_HELD;
}

/* The sentence begins with its line; an order of --break has none. */
static void tell_in_loader(struct session *session, const struct signal *signal)
{
    const struct order *order = order_of(session, signal);
    const char *name = session->scenario->actors[signal->actor].name;
    char where[40];
    struct text text = text_over(where, sizeof where);
    if (order->line_index != ORDER_PAUSE)
        text_add(&text, "line %u: ", session->scenario->lines[order->line_index].line_number);
    if (order->action == RUN_CRASH)
        recorder_trouble(&session->recorder, signal->actor,
                         "%s%s did not crash at %s #%u: a DLL is being loaded or unloaded "
                         "there, and the system's loader catches a crash; write kill or exit, "
                         "or choose another call",
                         where, name, signal->name, (unsigned)signal->occurrence);
    else
        recorder_trouble(
            &session->recorder, signal->actor,
            "%s%s did not stand still at %s #%u: a DLL is being loaded or unloaded "
            "there, so no thread of %s could start or end meanwhile; choose "
            "another call",
            where, name, signal->name, (unsigned)signal->occurrence, name);
}

/* What the program's own functions do is refused where it has none. Anything else is refused in
 * the loader alone; the order says which, as a broken program may write any word into its ring.
 */
static void take_refused(struct session *session, const struct signal *signal)
{
    const struct order *order = order_of(session, signal);
    if (order->action == RUN_HOLD || order->action == RUN_BREAK || order->action == RUN_CRASH) {
        tell_in_loader(session, signal);
        return;
    }
    const struct scenario_line *line = &session->scenario->lines[order->line_index];
    bool needs_pipe = faults[line->fault].needs == NEED_PIPE;
    recorder_trouble(&session->recorder, signal->actor,
                     "line %u: %s cannot %s: the program did not tell the probe how; call "
                     "lifeline_%s_with in it",
                     line->line_number, session->scenario->actors[signal->actor].name,
                     needs_pipe ? "drop its pipe" : "spoil a message",
                     needs_pipe ? "drop" : "spoil");
}

/* Pauses at most once in a run. A ring that reports the break a hundred times must not make a
 * person confirm a hundred times. */
static void take_broke(struct session *session, const struct signal *signal)
{
    if (session->has_stood || session->to_pause)
        return;
    session->to_pause = true;
    session->pause_at = *signal;
    order_of(session, signal)->state = ORDER_HELD;
}

static void take_gap(struct session *session, const struct signal *signal)
{
    struct kit_event event = recorder_event(&session->recorder, EVENT_GAP, signal->actor);
    event.at_ns = signal->at_ns;
    event.size = signal->size;
    recorder_add(&session->recorder, &event);
}

static void take_nonsense(struct session *session, const struct signal *signal)
{
    recorder_trouble(
        &session->recorder, signal->actor,
        "the ring of %s is damaged: %s %u; the program writes into memory that is not its own",
        session->scenario->actors[signal->actor].name, signal->what, (unsigned)signal->number);
}

static void take_unnamed(struct session *session, const struct signal *signal)
{
    recorder_trouble(&session->recorder, signal->actor,
                     "%s uses more than %d names (the last is '%s'), so words with new names "
                     "are lost; use the same names each time, and put numbers into .sequence",
                     session->scenario->actors[signal->actor].name, RUN_NAMES - 1,
                     signal->name);
}

static void take_signal(struct session *session, const struct signal *signal)
{
    struct asked *asked = &session->asked[signal->actor];
    actor_heard(&session->actors[signal->actor], signal->tid);
    voices_hear(session, signal);
    switch (signal->kind) {
    case SIGNAL_STEP:
    case SIGNAL_REPORT:
        record_step(session, signal);
        break;
    case SIGNAL_STRUCK:
        take_struck(session, signal);
        break;
    case SIGNAL_DONE:
        proof_by_word(session, order_of(session, signal)->line_index);
        break;
    case SIGNAL_HELD:
        take_held(session, signal);
        break;
    case SIGNAL_BROKE:
        take_broke(session, signal);
        break;
    case SIGNAL_QUIESCENT:
        asked->to_count = true;
        asked->count = *signal;
        break;
    case SIGNAL_REFUSED:
        take_refused(session, signal);
        break;
    case SIGNAL_GAP:
        take_gap(session, signal);
        break;
    case SIGNAL_NONSENSE:
        take_nonsense(session, signal);
        break;
    case SIGNAL_UNNAMED:
        take_unnamed(session, signal);
        break;
    case SIGNAL_EMPTY:
    case SIGNAL_KIND_COUNT:
        break;
    }
}

void observe_rings(struct session *session)
{
    struct signal signal;
    assert(session->shared.blocks[0]);
    while (rings_next(&session->rings, &signal)) {
        take_signal(session, &signal);
        session->heard++;
    }
}

static void tell_calls(struct session *session, int actor, const char *call, int peer,
                       uint32_t line_number)
{
    const struct scenario *scenario = session->scenario;
    struct kit_event event = recorder_event(&session->recorder, EVENT_CALLED, actor);
    name_copy(event.name, call, strlen(call));
    if (peer >= 0)
        memcpy(event.peer, scenario->actors[peer].name, KIT_NAME);
    event.line_number = line_number;
    event.size = rings_calls(&session->rings, actor, event.name, event.peer);
    if (line_number > 0 || event.size > 0)
        recorder_add(&session->recorder, &event);
}

/* Writes the number of calls in total and for each child. */
static void tell_all_calls(struct session *session, int actor)
{
    for (int call = 0; call < CALL_COUNT; call++) {
        for (int peer = -1; peer < (int)session->scenario->actor_count; peer++) {
            if (peer < 0 || session->scenario->actors[peer].parent == actor)
                tell_calls(session, actor, call_words[call], peer, 0);
        }
    }
    for (int way = 0; way < PROBE_WAY_COUNT; way++)
        tell_calls(session, actor, probe_way_words[way], -1, 0);
}

void observe_calls(struct session *session)
{
    const struct scenario *scenario = session->scenario;
    for (uint32_t i = 0; i < scenario->actor_count && session->settings->tells_calls; i++)
        tell_all_calls(session, (int)i);
    for (uint32_t i = 0; i < scenario->line_count; i++) {
        const struct scenario_line *line = &scenario->lines[i];
        if (line->kind == SAY_FAIL)
            tell_calls(session, line->actor, line->step, line->peer, line->line_number);
    }
}
