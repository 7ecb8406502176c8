#include "kit/runner/rings.h"
#include "kit/base/calls.h"
#include "kit/os/census.h"
#include "kit/os/clock.h"
#include "kit/os/event.h"
#include "kit/runner/breaks.h"
#include "kit/runner/cast.h"
#include "kit/runner/strike.h"

#include <string.h>

static void attached(struct run *run, int actor, int64_t at_ns)
{
    uint32_t pid = atomic_load(&run_actor(run->stage.block, (uint32_t)actor)->pid);
    struct run_process *process = cast_open(run, pid);
    if (process)
        cast_tell_start(run, process, actor, at_ns);
    else
        watch_trouble(run, actor,
                      "process %lu says that it is %s, but it is no process of this run",
                      (unsigned long)pid, run->scenario->actors[actor].name);
    struct kit_event event = watch_event(run, EVENT_ATTACHED, actor);
    event.at_ns = at_ns;
    event.pid = pid;
    recorder_add(&run->recorder, event);
    os_event_set(run->stage.admits[actor]);
}

static struct kit_event ring_event(struct run *run, int actor, enum kit_event_kind kind,
                                   const struct ring_slot *slot)
{
    const struct actor_block *block = run_actor(run->stage.block, (uint32_t)actor);
    struct kit_event event = watch_event(run, kind, actor);
    event.at_ns = recorder_ns(&run->recorder, os_ns(slot->ticks));
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
static void tell_nonsense(struct run *run, int actor, const char *what, uint32_t number)
{
    if (!run->nonsense[actor])
        watch_trouble(run, actor,
                      "the ring of %s holds nonsense: %s %u; it writes where it should not",
                      run->scenario->actors[actor].name, what, number);
    run->nonsense[actor] = true;
}

/* Once, whatever a ring says: nobody shall have to go on a hundred times. */
static void take_break(struct run *run, int actor, const struct ring_slot *slot)
{
    struct kit_event event = ring_event(run, actor, EVENT_BREAK, slot);
    if (!run->has_stood)
        break_stand(run, actor, slot->order, &event);
}

/* What is about an order has the order's line; what names no order of ours is nonsense. */
static void take_order(struct run *run, int actor, const struct ring_slot *slot)
{
    if (slot->order >= run->stage.order_counts[actor]) {
        tell_nonsense(run, actor, "order", slot->order);
        return;
    }
    int line = run->stage.orders[actor][slot->order].line;
    if ((line == STAGE_BREAK) != (slot->kind == RING_BROKE)) {
        tell_nonsense(run, actor, "order", slot->order);
        return;
    }
    if (line == STAGE_BREAK) {
        take_break(run, actor, slot);
        return;
    }
    const struct scenario_line *from = &run->scenario->lines[line];
    enum kit_event_kind kind = slot->kind == RING_HELD ? EVENT_HELD : EVENT_STRUCK;
    struct kit_event event = ring_event(run, actor, kind, slot);
    event.line = from->line;
    switch ((enum ring_kind)slot->kind) {
    case RING_STRUCK:
        memcpy(event.by, event.name, KIT_NAME);
        name_copy(event.name, fault_words[from->fault], strlen(fault_words[from->fault]));
        recorder_add(&run->recorder, event);
        strike_obeyed(run, line, slot->tid);
        break;
    case RING_HELD:
        recorder_add(&run->recorder, event);
        strike_held(run, actor, slot->order);
        break;
    case RING_DONE:
        strike_done(run, line);
        break;
    case RING_REFUSED:
        watch_trouble(run, actor,
                      "line %u: %s cannot %s: it has not told the probe how; call "
                      "lifeline_%s_with",
                      from->line, run->scenario->actors[actor].name,
                      from->fault == FAULT_DROP ? "drop its pipe" : "spoil a message",
                      from->fault == FAULT_DROP ? "drop" : "spoil");
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

static void tell_census(struct run *run, struct kit_event event, const struct os_census *census)
{
    for (uint32_t i = 0; i < census->row_count; i++) {
        name_copy(event.name, census->rows[i].type, strlen(census->rows[i].type));
        event.size = census->rows[i].count;
        recorder_add(&run->recorder, event);
    }
}

/*
 * The actor's thread stands still, and it is the only one: its handles are what it holds when
 * it holds nothing for any child. One that has ended meanwhile has no rest to be judged.
 */
static void count_handles(struct run *run, int actor, const struct ring_slot *slot)
{
    struct run_process *process = cast_actor(run, actor);
    struct kit_event event = ring_event(run, actor, EVENT_HANDLES, slot);
    struct os_census census;
    struct kit_error why;
    if (!process || !run->stage.counted[actor])
        return;
    enum kit_status status = os_census(process->handle, &census, &why);
    if (status == KIT_OK)
        tell_census(run, event, &census);
    else if (status != KIT_GONE)
        watch_trouble(run, actor, "the handles of %s cannot be counted: %.130s",
                      run->scenario->actors[actor].name, why.text);
    os_event_set(run->stage.counted[actor]);
}

static void take_slot(struct run *run, int actor, const struct ring_slot *slot)
{
    int64_t at_ns = recorder_ns(&run->recorder, os_ns(slot->ticks));
    switch (slot->kind) {
    case RING_ATTACHED:
        attached(run, actor, at_ns);
        break;
    case RING_STEP:
        recorder_add(&run->recorder, ring_event(run, actor, EVENT_STEP, slot));
        break;
    case RING_REPORT:
        recorder_add(&run->recorder, ring_event(run, actor, EVENT_REPORT, slot));
        break;
    case RING_REST:
        count_handles(run, actor, slot);
        break;
    case RING_STRUCK:
    case RING_HELD:
    case RING_DONE:
    case RING_REFUSED:
    case RING_BROKE:
        take_order(run, actor, slot);
        break;
    default:
        tell_nonsense(run, actor, "a record of kind", slot->kind);
        break;
    }
}

/*
 * Written ahead of the first record that survived, with its time: what was lost lies between
 * that one and the one before.
 */
static void tell_gap(struct run *run, int actor, struct ring_reader *reader, int64_t at_ns)
{
    struct kit_event event = watch_event(run, EVENT_GAP, actor);
    if (reader->lost == 0)
        return;
    event.at_ns = at_ns;
    event.size = reader->lost;
    reader->lost = 0;
    recorder_add(&run->recorder, event);
}

/* All processes have one clock, so a record's time lies between the run's start and now. */
static bool is_of_this_run(struct run *run, int actor, const struct ring_slot *slot)
{
    int64_t at_ns = recorder_ns(&run->recorder, os_ns(slot->ticks));
    if (at_ns >= 0 && at_ns <= recorder_now_ns(&run->recorder) + NS_PER_MS)
        return true;
    tell_nonsense(run, actor, "a time that is not of this run, in a record of kind",
                  slot->kind);
    return false;
}

static void read_ring(struct run *run, int actor)
{
    struct ring_reader *reader = &run->stage.readers[actor];
    struct ring_slot slot;
    /* Bounded: an actor that writes as fast as this reads must not keep the runner here. */
    for (int i = 0; i < RUN_SLOTS; i++) {
        if (!ring_take(run_actor(run->stage.block, (uint32_t)actor), reader, &slot))
            break;
        if (!is_of_this_run(run, actor, &slot))
            continue;
        tell_gap(run, actor, reader, recorder_ns(&run->recorder, os_ns(slot.ticks)));
        take_slot(run, actor, &slot);
    }
    tell_gap(run, actor, reader, 0);
}

/* A name that is written wrongly here or there would read as an actor without a probe. */
static void meet_stranger(struct run *run)
{
    struct kit_event event = watch_event(run, EVENT_ATTACHED, -1);
    if (run_stranger_take(run->stage.block, &event.pid, event.name))
        recorder_add(&run->recorder, event);
}

void rings_read(struct run *run)
{
    meet_stranger(run);
    for (uint32_t i = 0; i < run->scenario->actor_count; i++)
        read_ring(run, (int)i);
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
static void tell_all_calls(struct run *run, int actor)
{
    const struct scenario *scenario = run->scenario;
    const struct actor_block *block = run_actor(run->stage.block, (uint32_t)actor);
    for (int call = 0; call < CALL_COUNT; call++) {
        for (int peer = -1; peer < (int)scenario->actor_count; peer++) {
            if (peer >= 0 && scenario->actors[peer].parent != actor)
                continue;
            struct kit_event event = watch_event(run, EVENT_CALLED, actor);
            name_copy(event.name, call_words[call], strlen(call_words[call]));
            if (peer >= 0)
                memcpy(event.peer, scenario->actors[peer].name, KIT_NAME);
            event.size = calls_of(block, event.name, event.peer);
            if (event.size > 0)
                recorder_add(&run->recorder, event);
        }
    }
}

void rings_tell_calls(struct run *run)
{
    const struct scenario *scenario = run->scenario;
    for (uint32_t i = 0; i < scenario->actor_count && run->settings->tells_calls; i++)
        tell_all_calls(run, (int)i);
    for (uint32_t i = 0; i < scenario->line_count; i++) {
        const struct scenario_line *line = &scenario->lines[i];
        if (line->kind != SAY_FAIL)
            continue;
        const struct actor_block *block = run_actor(run->stage.block, (uint32_t)line->actor);
        struct kit_event event = watch_event(run, EVENT_CALLED, line->actor);
        memcpy(event.name, line->step, KIT_NAME);
        if (line->peer >= 0)
            memcpy(event.peer, scenario->actors[line->peer].name, KIT_NAME);
        event.line = line->line;
        event.size = calls_of(block, event.name, event.peer);
        recorder_add(&run->recorder, event);
    }
}
