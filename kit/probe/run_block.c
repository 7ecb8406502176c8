#include "kit/probe/run_block.h"

#include <string.h>

void run_object_name(char to[RUN_OBJECT_NAME], const char *run, enum run_object object,
                     uint32_t slot, uint32_t order)
{
    static const char *const words[] = {
#define X(object, word, meaning) word,
        RUN_OBJECTS(X)
#undef X
    };
    assert(object < RUN_OBJECT_COUNT);
    struct text name = text_over(to, RUN_OBJECT_NAME);
    text_add(&name, "%s.%s.%u.%u", run, words[object], (unsigned)slot, (unsigned)order);
}

void run_name_prefix(char to[RUN_PREFIX], const char *run)
{
    const size_t most = RUN_PREFIX - 2;
    size_t length = strlen(run), skip = length > most ? length - most : 0;
    memcpy(to, run + skip, length - skip);
    memcpy(to + (length - skip), ".", 2);
}

void run_block_make(struct run_block *run, const char *name)
{
    run->version = RUN_VERSION;
    run->actor_size = (uint32_t)sizeof(struct actor_block);
    struct text to = text_over(run->name, sizeof run->name);
    text_add(&to, "%s", name);
    run->magic = RUN_MAGIC;
}

bool run_block_valid(const struct run_block *run, uint64_t bytes)
{
    return bytes >= sizeof *run && run->magic == RUN_MAGIC && run->version == RUN_VERSION &&
           run->actor_size == sizeof(struct actor_block);
}

/*
 * True if the entry has this name. Two threads can bring the same new name at once. One thread
 * wins the free entry and writes the name. The other thread sees TAKEN and waits the few
 * instructions until READY, since the name may be its own; if it did not wait, one name would
 * get two numbers. Only the end of the process can stop the winner in between.
 */
static bool entry_is(struct run_name *entry, const char *name)
{
    while (atomic_load_explicit(&entry->state, memory_order_acquire) == RUN_NAME_TAKEN)
        ;
    return strncmp(entry->text, name, KIT_NAME - 1) == 0;
}

static bool entry_take(struct run_name *entry, const char *name)
{
    uint32_t free_state = RUN_NAME_FREE;
    if (!atomic_compare_exchange_strong(&entry->state, &free_state, RUN_NAME_TAKEN))
        return false;
    strncpy(entry->text, name, KIT_NAME - 1);
    atomic_store_explicit(&entry->state, RUN_NAME_READY, memory_order_release);
    return true;
}

uint32_t actor_name_id(struct actor_block *actor, const char *name)
{
    if (!name || !name[0])
        return 0;
    for (uint32_t i = 1; i < RUN_NAMES; i++) {
        struct run_name *entry = &actor->names[i];
        if (atomic_load_explicit(&entry->state, memory_order_acquire) == RUN_NAME_FREE &&
            entry_take(entry, name))
            return i;
        if (entry_is(entry, name))
            return i;
    }
    atomic_fetch_add(&actor->unnamed, 1);
    return 0;
}

uint32_t actor_name_find(const struct actor_block *actor, const char *name)
{
    for (uint32_t i = 1; name && name[0] && i < RUN_NAMES; i++) {
        if (strncmp(actor->names[i].text, name, KIT_NAME - 1) == 0)
            return i;
    }
    return 0;
}

void actor_name_text(const struct actor_block *actor, uint32_t id, char to[KIT_NAME])
{
    to[0] = 0;
    if (id == 0 || id >= RUN_NAMES)
        return;
    memcpy(to, actor->names[id].text, KIT_NAME - 1);
    to[KIT_NAME - 1] = 0;
}

/* Also checks that the table is full: an actor that overwrites its block can write any number
 * into `unnamed`. */
bool actor_names_spilled(const struct actor_block *actor, char last[KIT_NAME])
{
    uint32_t state = atomic_load(&actor->names[RUN_NAMES - 1].state);
    actor_name_text(actor, RUN_NAMES - 1, last);
    return atomic_load(&actor->unnamed) > 0 &&
           (state == RUN_NAME_TAKEN || state == RUN_NAME_READY);
}

struct run_order *actor_order_due(struct actor_block *actor, uint32_t *at, uint32_t step,
                                  uint32_t peer, uint32_t for_peer, uint32_t for_all)
{
    uint32_t count = actor->order_count < RUN_ORDERS ? actor->order_count : RUN_ORDERS;
    while (*at < count) {
        struct run_order *order = &actor->orders[(*at)++];
        if (order->step != step || (order->peer && order->peer != peer))
            continue;
        if (order->occurrence != (order->peer ? for_peer : for_all))
            continue;
        uint32_t armed = RUN_ORDER_ARMED;
        if (atomic_compare_exchange_strong(&order->fired, &armed, RUN_ORDER_FIRED))
            return order;
    }
    return NULL;
}

/*
 * Enters the slot of a record. The race: a writer can be suspended while the ring goes round a
 * whole lap, so that two writers meet at one slot.
 * - The late writer was suspended before it entered: the slot has a newer record. The late
 *   writer stays out, so that an old record never replaces a newer one.
 * - The late writer was suspended inside the slot: the newer writer stays out. Otherwise the
 *   bytes that the late writer still writes would become part of the newer record.
 *
 * So at most one writer is inside a slot, and `commit` never goes backwards. No writer waits: a
 * writer that may not enter goes on without its record.
 *
 *     whole n, or hollow n   enter(m > n): comes in     BUSY m         leave(m): whole m
 *     BUSY n, hollow or not  enter(m > n): stays out    BUSY hollow m  leave(n): hollow m
 *
 * The reader knows that all numbers below the one in `commit` were read or are lost. If
 * `commit` is hollow, its own number is lost, too. So each record that was left out is counted,
 * at once or with the slot's next record. A thread that is ended inside leaves its slot BUSY
 * for ever.
 */
bool ring_enter(struct actor_block *actor, uint64_t number)
{
    struct ring_slot *slot = &actor->slots[number % RUN_SLOTS];
    uint64_t seen = atomic_load_explicit(&slot->commit, memory_order_relaxed), mine;
    do {
        if ((seen & RING_NUMBER) > number)
            return false;
        mine = RING_BUSY | (seen & RING_BUSY ? RING_HOLLOW : 0) | (number + 1);
    } while (!atomic_compare_exchange_weak_explicit(
        &slot->commit, &seen, mine, memory_order_acquire, memory_order_relaxed));
    /* The mark in `commit` must be visible before the record changes: a reader that is copying
     * the old record looks at `commit` again afterwards. */
    atomic_thread_fence(memory_order_release);
    return !(seen & RING_BUSY);
}

void ring_leave(struct actor_block *actor, uint64_t number)
{
    struct ring_slot *slot = &actor->slots[number % RUN_SLOTS];
    uint64_t seen = RING_BUSY | (number + 1);
    while (!atomic_compare_exchange_weak_explicit(&slot->commit, &seen, seen & ~RING_BUSY,
                                                  memory_order_release, memory_order_relaxed))
        ;
}

void ring_put(struct actor_block *actor, const struct ring_slot *what)
{
    uint64_t number = atomic_fetch_add(&actor->claimed, 1);
    struct ring_slot *slot = &actor->slots[number % RUN_SLOTS];
    if (!ring_enter(actor, number))
        return;
    memcpy((char *)slot + sizeof slot->commit, (const char *)what + sizeof what->commit,
           sizeof *slot - sizeof slot->commit);
    ring_leave(actor, number);
}

enum taken { TAKEN_WHOLE, TAKEN_NOT_YET, TAKEN_LOST };

static enum taken take_number(struct actor_block *actor, uint64_t number, struct ring_slot *out)
{
    struct ring_slot *slot = &actor->slots[number % RUN_SLOTS];
    uint64_t commit = atomic_load_explicit(&slot->commit, memory_order_acquire);
    uint64_t last = commit & RING_NUMBER;
    if (last > number + 1 || (last == number + 1 && (commit & RING_HOLLOW)))
        return TAKEN_LOST;
    if (commit != number + 1)
        return TAKEN_NOT_YET;
    memcpy((char *)out + sizeof out->commit, (char *)slot + sizeof slot->commit,
           sizeof *slot - sizeof slot->commit);
    atomic_thread_fence(memory_order_acquire);
    /* A writer may have entered during the copy; then the copy may be half old and half new. */
    return atomic_load_explicit(&slot->commit, memory_order_relaxed) == number + 1 ? TAKEN_WHOLE
                                                                                   : TAKEN_LOST;
}

static void hole_close(struct ring_reader *reader, uint32_t i)
{
    reader->hole_count--;
    memmove(&reader->holes[i], &reader->holes[i + 1],
            (reader->hole_count - i) * sizeof reader->holes[0]);
}

static void hole_open(struct ring_reader *reader, uint64_t number)
{
    if (reader->hole_count == RING_HOLES) {
        hole_close(reader, 0);
        reader->lost++;
    }
    reader->holes[reader->hole_count++] = number;
}

static bool take_from_holes(struct actor_block *actor, struct ring_reader *reader,
                            struct ring_slot *out)
{
    for (uint32_t i = 0; i < reader->hole_count;) {
        enum taken taken = take_number(actor, reader->holes[i], out);
        if (taken == TAKEN_NOT_YET) {
            i++;
            continue;
        }
        hole_close(reader, i);
        if (taken == TAKEN_WHOLE)
            return true;
        reader->lost++;
    }
    return false;
}

/*
 * Follows the writers' count. A count that runs backwards or leaps comes from a broken actor.
 * Both are a gap: what was lost is unknown, and the reader goes on from the present count.
 */
static void reader_follow(struct ring_reader *reader, uint64_t claimed)
{
    if (claimed < reader->next) {
        reader->lost++;
        reader->next = claimed;
        reader->hole_count = 0;
    } else if (claimed - reader->next > RUN_SLOTS) {
        reader->lost += claimed - RUN_SLOTS - reader->next;
        reader->next = claimed - RUN_SLOTS;
    }
}

bool ring_take(struct actor_block *actor, struct ring_reader *reader, struct ring_slot *out)
{
    if (take_from_holes(actor, reader, out))
        return true;
    uint64_t claimed = atomic_load_explicit(&actor->claimed, memory_order_acquire);
    reader_follow(reader, claimed);
    while (reader->next < claimed) {
        uint64_t number = reader->next++;
        switch (take_number(actor, number, out)) {
        case TAKEN_WHOLE:
            return true;
        case TAKEN_NOT_YET:
            hole_open(reader, number);
            break;
        case TAKEN_LOST:
            reader->lost++;
            break;
        }
    }
    return false;
}
