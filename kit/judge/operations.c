#include "kit/judge/operations.h"
#include "kit/base/duration.h"
#include "kit/protocol/steps.h"

#include <assert.h>
#include <string.h>

static_assert(KIT_DURATION_MAX_MS <= OPERATION_LONGEST_MS, "no actor's deadline is longer");

/* INFINITE as a count of milliseconds: no deadline at all. */
#define FOREVER_MS UINT32_MAX

static bool fact_is_wait(const struct fact *fact)
{
    return fact->step >= 0 && (step_flags[fact->step] & STEP_IS_WAIT) != 0;
}

bool operation_is_idle(const struct operation *operation)
{
    return fact_is_step(operation->begun, PROTOCOL_IDLE_WAIT);
}

uint32_t operation_bound_ms(const struct scenario *scenario, const struct operation *operation)
{
    uint32_t declared_ms = operation->begun->deadline_ms;
    uint32_t cap_ms = scenario->actors[operation->actor].deadline_ms;
    if (declared_ms == 0 || declared_ms == FOREVER_MS)
        return OPERATION_CAP_MS;
    if (cap_ms < OPERATION_CAP_MS)
        cap_ms = OPERATION_CAP_MS;
    if (operation_is_idle(operation))
        cap_ms = OPERATION_LONGEST_MS;
    return declared_ms < cap_ms ? declared_ms : cap_ms;
}

/* The index of the thread, or the index at which it belongs. */
static uint16_t *find_thread_slot(struct operations *of, int actor, uint32_t tid)
{
    const uint32_t slots = sizeof of->slots / sizeof of->slots[0];
    uint32_t slot = (tid * 2654435761u ^ (uint32_t)actor * 40503u) % slots;
    for (; of->slots[slot] != 0; slot = (slot + 1) % slots) {
        const struct operation_thread *thread = &of->threads[of->slots[slot] - 1];
        if (thread->tid == tid && thread->now.actor == actor)
            break;
    }
    return &of->slots[slot];
}

/* Threads come and go. A thread that is in no operation has no obligation. */
static void forget_idle(struct operations *of)
{
    uint32_t kept = 0;
    memset(of->slots, 0, sizeof of->slots);
    for (uint32_t i = 0; i < of->thread_count; i++) {
        const struct operation_thread *thread = &of->threads[i];
        if (!thread->now.begun)
            continue;
        of->threads[kept] = *thread;
        *find_thread_slot(of, thread->now.actor, thread->tid) = (uint16_t)(kept + 1);
        kept++;
    }
    of->thread_count = kept;
}

static struct operation_thread *thread_of(struct operations *of, int actor, uint32_t tid)
{
    uint16_t *slot = find_thread_slot(of, actor, tid);
    if (*slot == 0 && of->thread_count == OPERATION_THREADS) {
        forget_idle(of);
        slot = find_thread_slot(of, actor, tid);
    }
    if (*slot == 0 && of->thread_count == OPERATION_THREADS) {
        of->spilled = true;
        return NULL;
    }
    if (*slot == 0) {
        of->threads[of->thread_count] =
            (struct operation_thread){.tid = tid, .now = {.actor = actor}};
        *slot = (uint16_t)++of->thread_count;
    }
    return &of->threads[*slot - 1];
}

static void keep_late(struct operations *of, const struct operation *late)
{
    of->spilled |= of->late_count == OPERATIONS_LATE;
    if (of->late_count < OPERATIONS_LATE)
        of->late[of->late_count++] = *late;
}

/*
 * True if it was an operation in which something was owed, and it took no longer than allowed.
 */
static bool end_operation(struct operations *of, const struct scenario *scenario,
                          struct operation_thread *thread, const struct fact *event)
{
    struct operation done = thread->now;
    if (!done.begun)
        return false;
    done.over = event;
    thread->now.begun = NULL;
    if (!operation_is_idle(&done))
        thread->now.settled_ns = event->at_ns;
    int64_t most_ms =
        (int64_t)operation_bound_ms(scenario, &done) + scenario->window_ms[RULE_BOUNDED];
    bool is_late = event->at_ns - done.begun->at_ns > most_ms * NS_PER_MS;
    if (is_late && !scenario_waives(scenario, RULE_BOUNDED, done.actor))
        keep_late(of, &done);
    return !is_late && !operation_is_idle(&done);
}

void operations_said(struct operations *of, const struct scenario *scenario, int actor,
                     const struct fact *event)
{
    struct operation_thread *thread = thread_of(of, actor, event->tid);
    /* The watchdog's look is part of the wait: it does not show when the wait ends. */
    if (!thread || fact_is_step(event, PROTOCOL_WATCHDOG_LOOKS))
        return;
    of->kept |= end_operation(of, scenario, thread, event);
    if (event->kind == EVENT_STEP && (event->deadline_ms > 0 || fact_is_wait(event)))
        thread->now.begun = event;
}

void operations_ended(struct operations *of, const struct scenario *scenario, int actor,
                      const struct fact *exit)
{
    for (uint32_t i = 0; i < of->thread_count; i++) {
        struct operation_thread *thread = &of->threads[i];
        if (thread->now.actor == actor)
            end_operation(of, scenario, thread, exit);
    }
}

void operations_copy(struct operations *to, const struct operations *from)
{
    to->spilled = from->spilled;
    to->kept = from->kept;
    to->late_count = from->late_count;
    to->thread_count = from->thread_count;
    memcpy(to->late, from->late, from->late_count * sizeof from->late[0]);
    memcpy(to->slots, from->slots, sizeof from->slots);
    memcpy(to->threads, from->threads, from->thread_count * sizeof from->threads[0]);
}
