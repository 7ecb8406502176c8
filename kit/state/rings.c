#include "kit/state/rings.h"
#include "kit/base/event.h"
#include "kit/base/ticks.h"

#include <assert.h>
#include <string.h>

/* How far a record may be ahead of the runner's look at the clock. */
#define AHEAD_NS NS_PER_MS

void rings_begin(struct rings *rings, const struct orders *orders,
                 const struct run_clock *clock, uint64_t (*ticks)(void), uint64_t ticks_per_s)
{
    assert(orders->scenario && orders->blocks && ticks_per_s > 0);
    *rings = (struct rings){
        .orders = orders, .clock = clock, .ticks = ticks, .ticks_per_s = ticks_per_s};
}

static struct actor_block *block_of(const struct rings *rings, uint32_t actor)
{
    return rings->orders->blocks[actor];
}

static struct signal signal_at(const struct rings *rings, enum signal_kind kind, int64_t at_ns)
{
    return (struct signal){.kind = kind, .actor = (int)rings->actor, .at_ns = at_ns};
}

/* False if nonsense of this actor was reported before. */
static bool tell_nonsense(struct rings *rings, const char *what, uint32_t number,
                          struct signal *out)
{
    if (rings->nonsense[rings->actor])
        return false;
    rings->nonsense[rings->actor] = true;
    *out = signal_at(rings, SIGNAL_NONSENSE, 0);
    out->what = what;
    out->number = number;
    return true;
}

/* Reported because records from here on may have no name, and then mean something else to the
 * judge. */
static bool tell_unnamed(struct rings *rings, struct signal *out)
{
    char last[KIT_NAME];
    if (rings->unnamed[rings->actor] ||
        !actor_names_spilled(block_of(rings, rings->actor), last))
        return false;
    rings->unnamed[rings->actor] = true;
    *out = signal_at(rings, SIGNAL_UNNAMED, 0);
    memcpy(out->name, last, KIT_NAME);
    return true;
}

/* Reports the gap before the first surviving record, with that record's time: the lost records
 * lie between this record and the previous one. */
static bool tell_gap(struct rings *rings, int64_t at_ns, struct signal *out)
{
    struct ring_reader *reader = &rings->readers[rings->actor];
    if (reader->lost == 0)
        return false;
    *out = signal_at(rings, SIGNAL_GAP, at_ns);
    out->size = reader->lost;
    reader->lost = 0;
    return true;
}

static void take_facts(const struct rings *rings, const struct ring_slot *slot,
                       struct signal *out)
{
    const struct actor_block *block = block_of(rings, rings->actor);
    actor_name_text(block, slot->name, out->name);
    actor_name_text(block, slot->peer, out->peer);
    actor_name_text(block, slot->by, out->by);
    out->order = slot->order;
    out->tid = slot->tid;
    out->occurrence = slot->occurrence;
    out->deadline_ms = slot->deadline_ms;
    out->code = slot->code;
    out->sequence = slot->sequence;
    out->size = slot->size;
    out->checksum = slot->checksum;
}

/* True if a probe that obeys this order can make a record of this kind. */
static bool order_makes(const struct order *order, enum ring_kind kind)
{
    switch (order->action) {
    case RUN_HOLD:
        return kind == RING_HELD || kind == RING_REFUSED;
    case RUN_BREAK:
        return kind == RING_BROKE || kind == RING_REFUSED;
    case RUN_NONE:
        return false;
    default: /* a fault that the probe carries out */
        return kind == RING_STRUCK || kind == RING_DONE || kind == RING_REFUSED;
    }
}

static bool is_of_an_order(const struct rings *rings, const struct ring_slot *slot)
{
    uint32_t count = rings->orders->counts[rings->actor];
    return slot->order < count && order_makes(&rings->orders->all[rings->actor][slot->order],
                                              (enum ring_kind)slot->kind);
}

/* False if the record gives no signal. */
static bool take_record(struct rings *rings, const struct ring_slot *slot, int64_t at_ns,
                        struct signal *out)
{
    switch (slot->kind) {
    case RING_STRUCK:
    case RING_DONE:
    case RING_HELD:
    case RING_BROKE:
    case RING_REFUSED:
        if (!is_of_an_order(rings, slot))
            return tell_nonsense(rings, "order", slot->order, out);
        break;
    case RING_STEP:
    case RING_REPORT:
    case RING_QUIESCENT:
        break;
    default:
        return tell_nonsense(rings, "a record of kind", slot->kind, out);
    }
    *out = signal_at(rings, (enum signal_kind)slot->kind, at_ns);
    take_facts(rings, slot, out);
    return true;
}

static bool take_slot(struct rings *rings)
{
    if (rings->has_slot)
        return true;
    if (rings->taken == RUN_SLOTS)
        return false;
    rings->has_slot =
        ring_take(block_of(rings, rings->actor), &rings->readers[rings->actor], &rings->slot);
    rings->taken += rings->has_slot;
    return rings->has_slot;
}

static int64_t instant_of_ticks(const struct rings *rings, uint64_t ticks)
{
    return run_clock_at(rings->clock, (int64_t)ticks_to_ns(ticks, rings->ticks_per_s));
}

/* All processes share one clock, so a valid record lies between the run's start and now. "Now"
 * is read after the record: read before, it could be older than a valid record. */
static bool is_of_run(const struct rings *rings, int64_t at_ns)
{
    return at_ns >= 0 && at_ns <= instant_of_ticks(rings, rings->ticks()) + AHEAD_NS;
}

/* False if the record gives no signal, since the actor's nonsense was reported before. */
static bool take_of(struct rings *rings, int64_t at_ns, bool is_true, struct signal *out)
{
    if (is_true && tell_gap(rings, at_ns, out))
        return true; /* the record itself follows in the next call */
    rings->has_slot = false;
    return is_true ? take_record(rings, &rings->slot, at_ns, out)
                   : tell_nonsense(rings, "a time that is not of this run, in a record of kind",
                                   rings->slot.kind, out);
}

static bool next_of_actor(struct rings *rings, struct signal *out)
{
    while (take_slot(rings)) {
        int64_t at_ns = instant_of_ticks(rings, rings->slot.ticks);
        if (take_of(rings, at_ns, is_of_run(rings, at_ns), out))
            return true;
    }
    return tell_gap(rings, 0, out) || tell_unnamed(rings, out);
}

bool rings_next(struct rings *rings, struct signal *out)
{
    for (; rings->actor < rings->orders->scenario->actor_count; rings->actor++) {
        if (next_of_actor(rings, out)) {
            assert(out->actor == (int)rings->actor);
            return true;
        }
        rings->taken = 0;
    }
    rings->actor = 0;
    return false;
}

uint32_t rings_calls(const struct rings *rings, int actor, const char *call, const char *peer)
{
    assert(actor >= 0 && (uint32_t)actor < rings->orders->scenario->actor_count);
    const struct actor_block *block = block_of(rings, (uint32_t)actor);
    uint32_t call_id = actor_name_find(block, call);
    uint32_t peer_id = actor_name_find(block, peer);
    if (call_id == 0 || (peer[0] && peer_id == 0))
        return 0;
    return atomic_load(&block->counts[call_id][peer_id]);
}
