/*
 * What a broken actor may leave in its block: anything. The runner's side of it is fed pokes of
 * fuzz bytes, between which it reads as the runner does. Held: reading ends, a name is
 * terminated, an order is given once, and a block that is taken for valid has room for all its
 * actors.
 */
#include "kit/probe/run_block.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

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

/* The counts that matter are near each other, near 0 and near the end; any other is as good. */
static uint64_t a_count(struct bytes *from, uint64_t near)
{
    uint64_t offset = number(from, 2);
    switch (number(from, 1) % 4) {
    case 0:
        return near + offset;
    case 1:
        return near - offset;
    case 2:
        return UINT64_MAX - offset;
    default:
        return number(from, 8);
    }
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
    uint64_t claimed = atomic_load(&actor->claimed);
    struct ring_slot slot = {.name = 1};
    switch (number(from, 1) % 5) {
    case 0:
        atomic_store(&actor->claimed, a_count(from, claimed));
        break;
    case 1:
        atomic_store(&actor->slots[number(from, 2) % RUN_SLOTS].commit, a_count(from, claimed));
        break;
    case 2:
        poke_anywhere(from, actor);
        break;
    case 3:
        memset(actor->slots, (int)number(from, 1), sizeof actor->slots);
        break;
    default:
        for (uint64_t i = number(from, 2) % (RUN_SLOTS + 8); i > 0; i--)
            ring_put(actor, &slot);
        break;
    }
}

static void look_at(const struct actor_block *actor, const struct ring_slot *slot)
{
    char text[KIT_NAME];
    const uint32_t ids[] = {slot->name, slot->peer, slot->by};
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        actor_name_text(actor, ids[i], text);
        assert(memchr(text, 0, sizeof text));
    }
}

static void read_ring(struct actor_block *actor, struct ring_reader *reader)
{
    struct ring_slot slot;
    uint32_t taken = 0;
    while (ring_take(actor, reader, &slot)) {
        look_at(actor, &slot);
        taken++;
        assert(taken <= RUN_SLOTS + RING_HOLES);
    }
    assert(reader->next == atomic_load(&actor->claimed) && reader->hole_count <= RING_HOLES);
}

static void ask_orders(struct bytes *from, struct actor_block *actor)
{
    uint32_t at = 0, given = 0, step = (uint32_t)number(from, 1);
    while (actor_order_due(actor, &at, step, 0, 1, 1)) {
        given++;
        assert(given <= RUN_ORDERS);
    }
}

static void hold_block(struct bytes *from)
{
    struct run_block run;
    uint64_t bytes = number(from, 4);
    run_block_make(&run, "fuzz");
    for (uint64_t i = number(from, 1) % 4; i > 0; i--)
        ((uint8_t *)&run)[number(from, 1) % 16] = (uint8_t)number(from, 1);
    if (run_block_valid(&run, bytes))
        assert(sizeof run <= bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct actor_block actor;
    struct ring_reader reader = {0};
    struct bytes from = {data, size};
    memset(&actor, 0, sizeof actor);
    hold_block(&from);
    while (from.left > 0) {
        poke(&from, &actor);
        read_ring(&actor, &reader);
        ask_orders(&from, &actor);
    }
    return 0;
}
