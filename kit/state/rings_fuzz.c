/*
 * What a broken actor may leave in its block: anything. Two actors' blocks are fed pokes of
 * fuzz bytes, between which the rings are read as the runner does. Held: a round ends; a signal
 * is of an actor of ours and of this run, its names are terminated, and its order is one that
 * there is; nonsense is told once for each actor.
 */
#include "kit/state/rings.h"
#include "kit/base/event.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define ACTORS 2
#define RATE   1000000u

/* Fuzz bytes taken one value after another; zeros when they are used up. */
struct bytes {
    const uint8_t *at;
    size_t left;
};

static uint64_t number(struct bytes *from, size_t width)
{
    uint64_t value = 0;
    size_t count = width < from->left ? width : from->left;
    memcpy(&value, from->at, count);
    from->at += count;
    from->left -= count;
    return value;
}

static uint64_t clock_ticks;

static uint64_t ticks(void)
{
    return clock_ticks++;
}

/* A record as a probe would put it, but for what the bytes say. */
static void put(struct bytes *from, struct actor_block *actor)
{
    struct ring_slot slot = {.kind = (uint8_t)number(from, 1),
                             .order = (uint8_t)number(from, 1),
                             .name = (uint16_t)number(from, 2),
                             .peer = (uint16_t)number(from, 1),
                             .by = (uint16_t)number(from, 1),
                             .tid = (uint32_t)number(from, 1),
                             .ticks = clock_ticks - number(from, 1)};
    for (uint64_t i = number(from, 1) % 4 ? 1 : number(from, 2); i > 0; i--)
        ring_put(actor, &slot);
}

static void poke_anywhere(struct bytes *from, struct actor_block *actor)
{
    size_t at = (size_t)number(from, 3) % sizeof *actor;
    size_t count = (size_t)number(from, 1);
    for (; count > 0 && at < sizeof *actor; count--, at++)
        ((uint8_t *)actor)[at] = (uint8_t)number(from, 1);
}

static void poke(struct bytes *from, struct actor_block *actor)
{
    switch (number(from, 1) % 6) {
    case 0:
        atomic_store(&actor->claimed, number(from, 8));
        break;
    case 1:
        poke_anywhere(from, actor);
        break;
    case 2:
        memset(actor->slots, (int)number(from, 1), sizeof actor->slots);
        break;
    default:
        put(from, actor);
        break;
    }
}

static void check(const struct rings *rings, const struct signal *signal, bool nonsense[ACTORS])
{
    assert(signal->actor >= 0 && signal->actor < ACTORS);
    assert(signal->kind > SIGNAL_EMPTY && signal->kind < SIGNAL_KIND_COUNT);
    assert(signal->at_ns >= 0);
    assert(memchr(signal->name, 0, KIT_NAME) && memchr(signal->peer, 0, KIT_NAME) &&
           memchr(signal->by, 0, KIT_NAME));
    if (signal->kind == SIGNAL_STRUCK || signal->kind == SIGNAL_HELD ||
        signal->kind == SIGNAL_DONE || signal->kind == SIGNAL_BROKE)
        assert(signal->order < rings->orders->counts[signal->actor]);
    if (signal->kind == SIGNAL_NONSENSE) {
        assert(!nonsense[signal->actor] && signal->what);
        nonsense[signal->actor] = true;
    }
}

static void read_round(struct rings *rings, bool nonsense[ACTORS])
{
    struct signal signal;
    /* A record and the gap before it, for each slot of each ring; and that its names are full.
     */
    uint32_t most = ACTORS * (2 * (RUN_SLOTS + RING_HOLES) + 2), taken = 0;
    while (rings_next(rings, &signal)) {
        check(rings, &signal, nonsense);
        taken++;
        assert(taken <= most);
    }
}

static void set_scenario(struct scenario *scenario)
{
    static const enum statement_kind kinds[] = {SAY_AT, SAY_HOLD, SAY_INSIDE};
    scenario->actor_count = ACTORS;
    for (uint32_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct scenario_line *line = &scenario->lines[scenario->line_count++];
        *line = (struct scenario_line){.kind = kinds[i], .peer = -1, .occurrence = 1};
        name_copy(line->step, "reply.wait", strlen("reply.wait"));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct scenario scenario;
    static struct orders orders;
    static struct rings rings;
    static struct actor_block memory[ACTORS], *blocks[ACTORS];
    struct run_clock clock;
    struct bytes from = {data, size};
    bool nonsense[ACTORS] = {false};
    if (!blocks[0])
        set_scenario(&scenario);
    for (int i = 0; i < ACTORS; i++)
        blocks[i] = &memory[i];
    memset(memory, 0, sizeof memory);
    clock_ticks = RATE;
    run_clock_start(&clock, NS_PER_MS * 1000 - (int64_t)number(&from, 2));
    orders_arm(&orders, &scenario, blocks, NULL);
    rings_begin(&rings, &orders, &clock, ticks, RATE);
    while (from.left > 0) {
        poke(&from, blocks[number(&from, 1) % ACTORS]);
        read_round(&rings, nonsense);
    }
    return 0;
}
