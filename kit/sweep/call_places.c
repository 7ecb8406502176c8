#include "kit/sweep/call_places.h"
#include "kit/protocol/call_steps.h"
#include "kit/sweep/places.h"

#include <string.h>

/* A wait that time ends is struck inside only if it lasts: the strike must come before its end,
 * on a busy machine, too. */
#define WAIT_LEAST_NS (100 * NS_PER_MS)

/* Returns the index of the kind of this call. A new kind has the index kinds->count. */
static uint32_t kind_of_call(const struct call_kinds *kinds, int actor,
                             const struct kit_event *event)
{
    uint32_t i = 0;
    while (i < kinds->count &&
           (kinds->all[i].actor != actor || !words_equal(kinds->all[i].step, event->name) ||
            !words_equal(kinds->all[i].object, event->peer)))
        i++;
    return i;
}

uint32_t call_times_of(const struct call_kinds *kinds, int actor, const struct kit_event *event)
{
    uint32_t i = kind_of_call(kinds, actor, event);
    return i < kinds->count ? kinds->all[i].times : 0;
}

uint32_t call_times(struct call_kinds *kinds, int actor, const struct kit_event *event)
{
    uint32_t i = kind_of_call(kinds, actor, event);
    if (i < kinds->count)
        return ++kinds->all[i].times;
    if (i == CALL_KINDS)
        return event->occurrence;
    kinds->count++;
    kinds->all[i] = (struct call_kind){.actor = actor, .times = 1};
    name_copy(kinds->all[i].step, event->name, strlen(event->name));
    name_copy(kinds->all[i].object, event->peer, strlen(event->peer));
    return 1;
}

/*
 * Right after a process was created, its first thread stands still, and its creator has not yet
 * let it run. Each program that is killed there leaves such a process behind. So that says
 * nothing about this program.
 */
bool call_is_struck(const char *step)
{
    return !words_equal(step, call_step_words[CALL_STEP_PROCESS_CREATED]);
}

/* What a DLL does while it is loaded or unloaded is no part of the exchange, and neither a
 * crash nor standing still is possible there. */
bool call_is_place(const struct kit_event *event)
{
    return call_is_struck(event->name) && !words_equal(event->by, CALL_BY_LOADER);
}

static bool is_related(const struct scenario *scenario, int a, int b)
{
    return scenario->actors[a].parent == b || scenario->actors[b].parent == a;
}

int call_partner(const struct scenario *scenario, const struct kit_event *events, size_t count,
                 const struct kit_event *event)
{
    int actor = scenario_actor(scenario, event->actor), partner = -1;
    for (size_t i = 0; i < count && actor >= 0 && event->peer[0]; i++) {
        int other = sweep_is_word(&events[i]) && words_equal(events[i].peer, event->peer)
                        ? scenario_actor(scenario, events[i].actor)
                        : -1;
        if (other < 0 || other == partner || !is_related(scenario, actor, other))
            continue;
        if (partner >= 0)
            return -1;
        partner = other;
    }
    return partner;
}

/* The next step of the thread that waits, with which its wait was over; NULL: it never was. */
static const struct kit_event *end_of_wait(const struct kit_event *events, size_t count,
                                           const struct kit_event *wait)
{
    for (const struct kit_event *at = wait + 1; at < events + count; at++) {
        if (at->kind == EVENT_CLOSING)
            return NULL;
        if (sweep_is_word(at) && at->tid == wait->tid && words_equal(at->actor, wait->actor))
            return at;
    }
    return NULL;
}

/*
 * The last step of the partner, during the wait, that ends such a wait; or NULL. Pipes without
 * a name are one object, so that an earlier one may be about another of them.
 */
static const struct kit_event *cause_of_end(const struct scenario *scenario,
                                            const struct kit_event *wait,
                                            const struct kit_event *end, int partner)
{
    const struct kit_event *cause = NULL;
    for (const struct kit_event *at = wait + 1; at < end && partner >= 0; at++) {
        if (sweep_is_word(at) && at->at_ns > wait->at_ns && words_equal(at->peer, wait->peer) &&
            words_equal(at->actor, scenario->actors[partner].name) &&
            call_step_ends(wait->name, at->name))
            cause = at;
    }
    return cause;
}

bool call_waits(const struct scenario *scenario, const struct kit_event *events, size_t count,
                const struct kit_event *wait, int partner, struct sweep_hold *hold)
{
    const struct kit_event *end = end_of_wait(events, count, wait);
    *hold = (struct sweep_hold){.actor = partner, .peer = -1};
    if (!end)
        return true;
    if (words_equal(end->name, call_step_words[CALL_STEP_PIPE_PENDING]))
        return false;
    const struct kit_event *cause = cause_of_end(scenario, wait, end, partner);
    if (!cause)
        return end->at_ns - wait->at_ns >= WAIT_LEAST_NS;
    hold->occurrence = cause->occurrence;
    name_copy(hold->step, cause->name, strlen(cause->name));
    return true;
}
