#include "kit/run/rings.h"
#include "kit/base/calls.h"
#include "kit/os/census.h"
#include "kit/os/clock.h"
#include "kit/os/event.h"
#include "kit/run/pause.h"
#include "kit/run/processes.h"
#include "kit/run/inject.h"

#include <string.h>

static void attached(struct session *session, int actor, int64_t at_ns)
{
    uint32_t pid = atomic_load(&run_actor(session->shared.block, (uint32_t)actor)->pid);
    struct run_process *process = processes_open(session, pid);
    if (process)
        processes_tell_start(session, process, actor, at_ns);
    else
        session_trouble(session, actor,
                        "process %lu says that it is %s, but it is no process of this run",
                        (unsigned long)pid, session->scenario->actors[actor].name);
    struct kit_event event = session_event(session, EVENT_ATTACHED, actor);
    event.at_ns = at_ns;
    event.pid = pid;
    recorder_add(&session->recorder, event);
    os_event_set(session->shared.admits[actor]);
}

static struct kit_event ring_event(struct session *session, int actor, enum kit_event_kind kind,
                                   const struct ring_slot *slot)
{
    const struct actor_block *block = run_actor(session->shared.block, (uint32_t)actor);
    struct kit_event event = session_event(session, kind, actor);
    event.at_ns = recorder_ns(&session->recorder, os_ns(slot->ticks));
    actor_name_text(block, slot->name, event.name);
    actor_name_text(block, slot->peer, event.peer);
    actor_name_text(block, slot->by, event.by);
    event.occurrence = slot->occurrence;
    event.tid = slot->tid;
    event.deadline_ms = slot->deadline_ms;
    event.code = slot->code;
    event.sequence = slot->sequence;
    event.size = slot->size;
    event.checksum = slot->checksum;
    return event;
}

/* Once for an actor: one that writes over its ring writes over all of it. */
static void tell_nonsense(struct session *session, int actor, const char *what, uint32_t number)
{
    if (!session->nonsense[actor])
        session_trouble(session, actor,
                        "the ring of %s holds nonsense: %s %u; it writes where it should not",
                        session->scenario->actors[actor].name, what, number);
    session->nonsense[actor] = true;
}

/* Once, whatever a ring says: nobody shall have to go on a hundred times. */
static void take_break(struct session *session, int actor, const struct ring_slot *slot)
{
    struct kit_event event = ring_event(session, actor, EVENT_BREAK, slot);
    if (!session->has_stood)
        pause_run(session, actor, slot->order, &event);
}

/* What is about an order has the order's line; what names no order of ours is nonsense. */
static void take_order(struct session *session, int actor, const struct ring_slot *slot)
{
    if (slot->order >= session->shared.order_counts[actor]) {
        tell_nonsense(session, actor, "order", slot->order);
        return;
    }
    int line = session->shared.orders[actor][slot->order].line;
    if ((line == ORDER_PAUSE) != (slot->kind == RING_BROKE)) {
        tell_nonsense(session, actor, "order", slot->order);
        return;
    }
    if (line == ORDER_PAUSE) {
        take_break(session, actor, slot);
        return;
    }
    const struct scenario_line *from = &session->scenario->lines[line];
    enum kit_event_kind kind = slot->kind == RING_HELD ? EVENT_HELD : EVENT_STRUCK;
    struct kit_event event = ring_event(session, actor, kind, slot);
    event.line = from->line;
    bool needs_pipe = faults[from->fault].needs == NEED_PIPE;
    switch ((enum ring_kind)slot->kind) {
    case RING_STRUCK:
        memcpy(event.by, event.name, KIT_NAME);
        name_copy(event.name, fault_words[from->fault], strlen(fault_words[from->fault]));
        recorder_add(&session->recorder, event);
        inject_obeyed(session, line, slot->tid);
        break;
    case RING_HELD:
        recorder_add(&session->recorder, event);
        inject_held(session, actor, slot->order);
        break;
    case RING_DONE:
        inject_done(session, line);
        break;
    case RING_REFUSED:
        session_trouble(session, actor,
                        "line %u: %s cannot %s: it has not told the probe how; call "
                        "lifeline_%s_with",
                        from->line, session->scenario->actors[actor].name,
                        needs_pipe ? "drop its pipe" : "spoil a message",
                        needs_pipe ? "drop" : "spoil");
        break;
    case RING_BROKE:
    case RING_EMPTY:
    case RING_ATTACHED:
    case RING_STEP:
    case RING_REPORT:
    case RING_REST:
    case RING_KIND_COUNT:
        break;
    }
}

static void tell_census(struct session *session, struct kit_event event,
                        const struct os_census *census)
{
    for (uint32_t i = 0; i < census->row_count; i++) {
        name_copy(event.name, census->rows[i].type, strlen(census->rows[i].type));
        event.size = census->rows[i].count;
        recorder_add(&session->recorder, event);
    }
}

/*
 * The actor's thread stands still, and it is the only one: its handles are what it holds when
 * it holds nothing for any child. One that has ended meanwhile has no rest to be judged.
 */
static void count_handles(struct session *session, int actor, const struct ring_slot *slot)
{
    struct run_process *process = process_of(session, actor);
    struct kit_event event = ring_event(session, actor, EVENT_HANDLES, slot);
    struct os_census census;
    struct kit_error why;
    if (!process || !session->shared.counted[actor])
        return;
    enum kit_status status = os_census(process->handle, &census, &why);
    if (status == KIT_OK)
        tell_census(session, event, &census);
    else if (status != KIT_GONE)
        session_trouble(session, actor, "the handles of %s cannot be counted: %.130s",
                        session->scenario->actors[actor].name, why.text);
    os_event_set(session->shared.counted[actor]);
}

static void take_slot(struct session *session, int actor, const struct ring_slot *slot)
{
    int64_t at_ns = recorder_ns(&session->recorder, os_ns(slot->ticks));
    switch (slot->kind) {
    case RING_ATTACHED:
        attached(session, actor, at_ns);
        break;
    case RING_STEP:
        recorder_add(&session->recorder, ring_event(session, actor, EVENT_STEP, slot));
        break;
    case RING_REPORT:
        recorder_add(&session->recorder, ring_event(session, actor, EVENT_REPORT, slot));
        break;
    case RING_REST:
        count_handles(session, actor, slot);
        break;
    case RING_STRUCK:
    case RING_HELD:
    case RING_DONE:
    case RING_REFUSED:
    case RING_BROKE:
        take_order(session, actor, slot);
        break;
    default:
        tell_nonsense(session, actor, "a record of kind", slot->kind);
        break;
    }
}

/*
 * Written ahead of the first record that survived, with its time: what was lost lies between
 * that one and the one before.
 */
static void tell_gap(struct session *session, int actor, struct ring_reader *reader,
                     int64_t at_ns)
{
    struct kit_event event = session_event(session, EVENT_GAP, actor);
    if (reader->lost == 0)
        return;
    event.at_ns = at_ns;
    event.size = reader->lost;
    reader->lost = 0;
    recorder_add(&session->recorder, event);
}

/* All processes have one clock, so a record's time lies between the run's start and now. */
static bool is_of_this_run(struct session *session, int actor, const struct ring_slot *slot)
{
    int64_t at_ns = recorder_ns(&session->recorder, os_ns(slot->ticks));
    if (at_ns >= 0 && at_ns <= recorder_now_ns(&session->recorder) + NS_PER_MS)
        return true;
    tell_nonsense(session, actor, "a time that is not of this run, in a record of kind",
                  slot->kind);
    return false;
}

static void read_ring(struct session *session, int actor)
{
    struct ring_reader *reader = &session->shared.readers[actor];
    struct ring_slot slot;
    /* Bounded: an actor that writes as fast as this reads must not keep the runner here. */
    for (int i = 0; i < RUN_SLOTS; i++) {
        if (!ring_take(run_actor(session->shared.block, (uint32_t)actor), reader, &slot))
            break;
        if (!is_of_this_run(session, actor, &slot))
            continue;
        tell_gap(session, actor, reader, recorder_ns(&session->recorder, os_ns(slot.ticks)));
        take_slot(session, actor, &slot);
    }
    tell_gap(session, actor, reader, 0);
}

/* A name that is written wrongly here or there would read as an actor without a probe. */
static void meet_stranger(struct session *session)
{
    struct kit_event event = session_event(session, EVENT_ATTACHED, -1);
    if (run_stranger_take(session->shared.block, &event.pid, event.name))
        recorder_add(&session->recorder, event);
}

void rings_read(struct session *session)
{
    meet_stranger(session);
    for (uint32_t i = 0; i < session->scenario->actor_count; i++)
        read_ring(session, (int)i);
}

/* In the actor's own block, and so as trustworthy as it is; bounded by the tables' size. */
static uint32_t calls_of(const struct actor_block *block, const char *call, const char *peer)
{
    uint32_t ids[2] = {0, 0};
    const char *const names[2] = {call, peer};
    for (uint32_t k = 0; k < 2; k++) {
        for (uint32_t i = 1; names[k][0] && ids[k] == 0 && i < RUN_NAMES; i++) {
            if (strncmp(block->names[i].text, names[k], KIT_NAME - 1) == 0)
                ids[k] = i;
        }
        if (names[k][0] && ids[k] == 0)
            return 0;
    }
    return atomic_load(&block->counts[ids[0]][ids[1]]);
}

/* In all, and for each child of its own. */
static void tell_all_calls(struct session *session, int actor)
{
    const struct scenario *scenario = session->scenario;
    const struct actor_block *block = run_actor(session->shared.block, (uint32_t)actor);
    for (int call = 0; call < CALL_COUNT; call++) {
        for (int peer = -1; peer < (int)scenario->actor_count; peer++) {
            if (peer >= 0 && scenario->actors[peer].parent != actor)
                continue;
            struct kit_event event = session_event(session, EVENT_CALLED, actor);
            name_copy(event.name, call_words[call], strlen(call_words[call]));
            if (peer >= 0)
                memcpy(event.peer, scenario->actors[peer].name, KIT_NAME);
            event.size = calls_of(block, event.name, event.peer);
            if (event.size > 0)
                recorder_add(&session->recorder, event);
        }
    }
}

void rings_tell_calls(struct session *session)
{
    const struct scenario *scenario = session->scenario;
    for (uint32_t i = 0; i < scenario->actor_count && session->settings->tells_calls; i++)
        tell_all_calls(session, (int)i);
    for (uint32_t i = 0; i < scenario->line_count; i++) {
        const struct scenario_line *line = &scenario->lines[i];
        if (line->kind != SAY_FAIL)
            continue;
        const struct actor_block *block =
            run_actor(session->shared.block, (uint32_t)line->actor);
        struct kit_event event = session_event(session, EVENT_CALLED, line->actor);
        memcpy(event.name, line->step, KIT_NAME);
        if (line->peer >= 0)
            memcpy(event.peer, scenario->actors[line->peer].name, KIT_NAME);
        event.line = line->line;
        event.size = calls_of(block, event.name, event.peer);
        recorder_add(&session->recorder, event);
    }
}
