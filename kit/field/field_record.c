#include "kit/field/field_record.h"
#include "kit/base/ticks.h"

#include <stdlib.h>
#include <string.h>

/* No record is longer: a time beyond it is nonsense. */
#define RECORD_MOST_NS (INT64_C(100) * 365 * 24 * 3600 * 1000 * NS_PER_MS)

/* Started, attached, a gap, unfinished records, names, nonsense, the end. */
#define EXTRA_EVENTS   8u

/* What is being read. */
struct record_reading {
    struct field_record *record;
    struct ring_reader reader;
    uint64_t nonsense; /* records that cannot be */
};

/* A text of the file, which need not end there. */
static void copy_words(char *to, const char *from, size_t size)
{
    const char *end = memchr(from, 0, size);
    size_t length = end ? (size_t)(end - from) : size - 1;
    memcpy(to, from, length);
    to[length] = 0;
}

static struct kit_event *add_event(struct field_record *record, enum kit_event_kind kind,
                                   int64_t at_ns)
{
    assert(record->count < RUN_SLOTS + EXTRA_EVENTS);
    struct kit_event *event = &record->events[record->count++];
    memset(event, 0, sizeof *event);
    event->kind = kind;
    event->at_ns = at_ns;
    event->pid = record->log->facts.pid;
    return event;
}

/* Nanoseconds since the record began; -1 for a time that cannot be. */
static int64_t record_ns(const struct field_record *record, uint64_t ticks)
{
    const struct field_facts *facts = &record->log->facts;
    if (ticks < facts->began_ticks)
        return -1;
    uint64_t since = ticks - facts->began_ticks;
    if (since / facts->ticks_per_s >= (uint64_t)(RECORD_MOST_NS / (int64_t)NS_PER_SECOND))
        return -1;
    return (int64_t)ticks_to_ns(since, facts->ticks_per_s);
}

static void add_gap(struct record_reading *r, int64_t at_ns)
{
    if (r->reader.lost == 0)
        return;
    add_event(r->record, EVENT_GAP, at_ns)->size = r->reader.lost;
    r->reader.lost = 0;
}

/* Outside of a run there are no orders, so no record is of another kind. */
static void add_ring_slot(struct record_reading *r, const struct ring_slot *slot)
{
    struct field_record *record = r->record;
    const struct actor_block *block = &record->log->block;
    int64_t at_ns = record_ns(record, slot->ticks);
    bool is_step = slot->kind == RING_STEP;
    if (at_ns < 0 || (!is_step && slot->kind != RING_REPORT)) {
        r->nonsense++;
        return;
    }
    struct kit_event *event = add_event(record, is_step ? EVENT_STEP : EVENT_REPORT, at_ns);
    actor_name_text(block, slot->name, event->name);
    actor_name_text(block, slot->peer, event->peer);
    actor_name_text(block, slot->by, event->by);
    event->occurrence = slot->occurrence;
    event->tid = slot->tid;
    event->deadline_ms = slot->deadline_ms;
    event->code = slot->code;
    event->sequence = slot->sequence;
    event->size = slot->size;
    event->checksum = slot->checksum;
    if (at_ns > record->length_ns)
        record->length_ns = at_ns;
}

/* The records that were overwritten came before the first one that is there. */
static void add_ring_slots(struct record_reading *r)
{
    struct ring_slot slot;
    struct field_record *record = r->record;
    for (uint32_t i = 0; i < RUN_SLOTS; i++) {
        if (!ring_take(&record->log->block, &r->reader, &slot))
            break;
        int64_t at_ns = record_ns(record, slot.ticks);
        add_gap(r, at_ns < 0 ? record->length_ns : at_ns);
        add_ring_slot(r, &slot);
    }
}

/* What the process could not say, at the end of what it said. */
static void add_trouble(struct record_reading *r)
{
    struct field_record *record = r->record;
    char last[KIT_NAME];
    /* A thread was in the middle of each of these when the process ended. */
    r->reader.lost += r->reader.hole_count;
    add_gap(r, record->length_ns);
    if (actor_names_spilled(&record->log->block, last)) {
        struct kit_event *event = add_event(record, EVENT_TROUBLE, record->length_ns);
        struct text text = text_over(event->text, sizeof event->text);
        text_add(&text,
                 "the process used more than %d names of steps, peers and ways; the last name "
                 "with a place is '%s', and what came later may have no name",
                 RUN_NAMES - 1, last);
    }
    if (r->nonsense > 0) {
        struct kit_event *event = add_event(record, EVENT_TROUBLE, record->length_ns);
        struct text text = text_over(event->text, sizeof event->text);
        text_add(&text, "%llu facts of its record cannot be, and were left out",
                 (unsigned long long)r->nonsense);
    }
}

static void add_record_end(struct field_record *record)
{
    uint64_t ticks = atomic_load(&record->log->facts.end_ticks);
    int64_t at_ns = ticks > 0 ? record_ns(record, ticks) : -1;
    if (at_ns > record->length_ns)
        record->length_ns = at_ns;
    struct kit_event *event = add_event(record, EVENT_RECORD_END, record->length_ns);
    if (at_ns >= 0)
        memcpy(event->by, RECORD_ENDED_ITSELF, sizeof RECORD_ENDED_ITSELF);
}

enum kit_status field_record_read(const char *path, struct field_log *log,
                                  struct field_record *out, struct kit_error *err)
{
    struct record_reading r = {.record = out};
    *out = (struct field_record){.path = path, .log = log};
    out->events = malloc((RUN_SLOTS + EXTRA_EVENTS) * sizeof *out->events);
    if (!out->events)
        return kit_fail(err, KIT_FULL, "no memory to read '%.200s'", path);
    copy_words(out->actor, log->facts.actor, sizeof out->actor);
    copy_words(out->image, log->facts.image, sizeof out->image);
    copy_words(out->system, log->facts.system, sizeof out->system);
    struct kit_event *started = add_event(out, EVENT_STARTED, 0);
    copy_words(started->name, out->image, sizeof started->name);
    add_event(out, EVENT_ATTACHED, 0);
    add_ring_slots(&r);
    add_trouble(&r);
    add_record_end(out);
    struct kit_event *fitting = realloc(out->events, out->count * sizeof *fitting);
    out->events = fitting ? fitting : out->events;
    return KIT_OK;
}

void field_record_free(struct field_record *record)
{
    free(record->events);
    *record = (struct field_record){.count = 0};
}

uint32_t field_record_times(const struct field_record *record, const char *step,
                            const char *peer)
{
    const struct actor_block *block = &record->log->block;
    uint32_t step_id = actor_name_find(block, step), peer_id = actor_name_find(block, peer);
    if (step_id == 0 || (peer[0] && peer_id == 0))
        return 0;
    return atomic_load(&block->counts[step_id][peer_id]);
}

bool field_record_names(const struct field_record *record, const char *peer)
{
    const struct actor_block *block = &record->log->block;
    uint32_t peer_id = actor_name_find(block, peer);
    for (uint32_t step = 1; peer_id > 0 && step < RUN_NAMES; step++) {
        if (atomic_load(&block->counts[step][peer_id]) > 0)
            return true;
    }
    return false;
}
