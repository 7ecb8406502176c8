#pragma once
/*
 * Field logs that no process wrote, for the tests of kit/field: in memory, filled by the same
 * functions that the probe calls.
 */
#include "kit/probe/field_log.h"

#include <stdlib.h>
#include <string.h>

#define SAMPLE_RATE 10000000u /* ticks a second */
#define SAMPLE_MS   (SAMPLE_RATE / 1000)
#define SAMPLE_WALL UINT64_C(134090000000000000) /* in 2025, in 100 ns since 1601 */

/* The machine was started at 0 ticks; the process began so many ms later. */
static inline struct field_log *field_sample(const char *actor, const char *image, uint32_t pid,
                                             uint32_t parent_pid, uint64_t began_ms)
{
    struct field_log *log = calloc(1, sizeof *log);
    if (!log)
        abort();
    struct field_facts *facts = &log->facts;
    memcpy(facts->magic, FIELD_MAGIC, sizeof FIELD_MAGIC);
    facts->version = FIELD_VERSION;
    facts->actor_size = sizeof(struct actor_block);
    facts->pid = pid;
    facts->parent_pid = parent_pid;
    facts->ticks_per_s = SAMPLE_RATE;
    facts->began_ticks = began_ms * SAMPLE_MS;
    facts->began_wall = SAMPLE_WALL + began_ms * 10000;
    strcpy(facts->actor, actor);
    strcpy(facts->image, image);
    strcpy(facts->system, "windows 10.0.19045");
    return log;
}

static inline void field_say(struct field_log *log, enum ring_kind kind, uint64_t at_ms,
                             const char *name, const char *peer)
{
    uint32_t for_all, step = actor_name_id(&log->block, name),
                      other = actor_name_id(&log->block, peer);
    struct ring_slot slot = {.ticks = at_ms * SAMPLE_MS,
                             .name = (uint16_t)step,
                             .peer = (uint16_t)other,
                             .kind = (uint8_t)kind,
                             .tid = 7};
    actor_count(&log->block, step, other, &slot.occurrence, &for_all);
    ring_put(&log->block, &slot);
}

static inline void field_say_end(struct field_log *log, uint64_t at_ms)
{
    atomic_store(&log->facts.end_ticks, at_ms * SAMPLE_MS);
}
