#include "kit/sweep/call_pairs.h"
#include "kit/protocol/call_steps.h"
#include "kit/sweep/call_places.h"
#include "kit/sweep/places.h"

static bool is_call_of(const struct scenario *scenario, const struct kit_event *event,
                       int actor)
{
    return sweep_is_word(event) && scenario_actor(scenario, event->actor) == actor;
}

static bool same_kind(const struct kit_event *a, const struct kit_event *b)
{
    return words_equal(a->name, b->name) && words_equal(a->peer, b->peer);
}

struct call_reach call_reach(const struct scenario *scenario, const struct kit_event *events,
                             size_t count, int actor)
{
    bool was_started[SCENARIO_ACTORS] = {false};
    struct call_reach reach = {.to = 0};
    for (; reach.to < count && events[reach.to].kind != EVENT_CLOSING; reach.to++) {
        const struct kit_event *event = &events[reach.to];
        int child = event->kind == EVENT_STARTED ? scenario_actor(scenario, event->actor) : -1;
        if (child < 0 || scenario->actors[child].parent != actor || was_started[child])
            continue;
        was_started[child] = true;
        reach.from = reach.to + 1;
    }
    return reach;
}

/* How many calls of the kind of the one at `at` the actor made from `from` on, before `to`. */
static uint32_t times_between(const struct scenario *scenario, const struct kit_event *events,
                              size_t at, int actor, size_t from, size_t to)
{
    uint32_t times = 0;
    for (size_t i = from; i < to; i++)
        times += is_call_of(scenario, &events[i], actor) && same_kind(&events[i], &events[at]);
    return times;
}

bool call_is_first(const struct scenario *scenario, const struct kit_event *events,
                   size_t count, int actor, const struct call_reach *reach, size_t at)
{
    if (!is_call_of(scenario, &events[at], actor) || !call_is_struck(events[at].name) ||
        call_partner(scenario, events, count, &events[at]) < 0)
        return false;
    uint32_t before = times_between(scenario, events, at, actor, reach->from, at);
    return before == 1 ||
           (before == 0 && times_between(scenario, events, at, actor, at + 1, reach->to) == 0);
}

bool call_is_recovery(const struct scenario *scenario, const struct kit_event *events,
                      int actor, size_t struck, size_t at)
{
    size_t from = call_reach(scenario, events, struck, actor).from;
    return call_is_struck(events[at].name) &&
           times_between(scenario, events, at, actor, from, at) == 0;
}

bool call_tells_of_loss(const struct kit_event *event)
{
    return words_equal(event->name, call_step_words[CALL_STEP_PROCESS_GONE]) ||
           words_equal(event->name, call_step_words[CALL_STEP_PIPE_FAILED]);
}
