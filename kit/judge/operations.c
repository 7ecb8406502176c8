#include "kit/judge/operations.h"
#include "kit/base/duration.h"
#include "kit/protocol/steps.h"

#include <assert.h>

static_assert(KIT_DURATION_MAX_MS <= OPERATION_LONGEST_MS, "no actor's deadline is longer");

/* What INFINITE is as a count of milliseconds: no deadline at all. */
#define FOREVER_MS UINT32_MAX

static bool is_wait(const char *name)
{
    for (int step = 0; step < PROTOCOL_STEP_COUNT; step++) {
        if ((step_flags[step] & STEP_IS_WAIT) && words_equal(step_words[step], name))
            return true;
    }
    return false;
}

bool operation_is_idle(const struct operation *operation)
{
    return words_equal(operation->begun->name, step_words[PROTOCOL_IDLE_WAIT]);
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

static struct operation_thread *thread_of(struct operations *of, int actor, uint32_t tid)
{
    uint32_t slot = (tid * 2654435761u ^ (uint32_t)actor * 40503u) % OPERATION_THREADS;
    for (uint32_t tried = 0; tried < OPERATION_THREADS; tried++) {
        struct operation_thread *thread = &of->threads[slot];
        if (!thread->used) {
            *thread =
                (struct operation_thread){.used = true, .tid = tid, .now = {.actor = actor}};
            return thread;
        }
        if (thread->tid == tid && thread->now.actor == actor)
            return thread;
        slot = (slot + 1) % OPERATION_THREADS;
    }
    return NULL;
}

/* True if it was one in which something was owed, and took no longer than it may. */
static bool over(struct operations *of, const struct scenario *scenario,
                 struct operation_thread *thread, const struct kit_event *event)
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
    if (is_late && of->late_count < OPERATIONS_LATE)
        of->late[of->late_count++] = done;
    return !is_late && !operation_is_idle(&done);
}

void operations_said(struct operations *of, const struct scenario *scenario, int actor,
                     const struct kit_event *event)
{
    struct operation_thread *thread = thread_of(of, actor, event->tid);
    /* The look is part of the wait: it says nothing of when the wait ends. */
    if (!thread || words_equal(event->name, step_words[PROTOCOL_WATCHDOG_LOOKS]))
        return;
    of->kept |= over(of, scenario, thread, event);
    if (event->kind == EVENT_STEP && (event->deadline_ms > 0 || is_wait(event->name)))
        thread->now.begun = event;
}

void operations_ended(struct operations *of, const struct scenario *scenario, int actor,
                      const struct kit_event *exit)
{
    for (uint32_t i = 0; i < OPERATION_THREADS; i++) {
        struct operation_thread *thread = &of->threads[i];
        if (thread->used && thread->now.actor == actor)
            over(of, scenario, thread, exit);
    }
}
