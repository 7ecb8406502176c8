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

/* The event behind the start of the last of the actor's children. */
static size_t children_are_there(const struct scenario *scenario,
                                 const struct kit_event *events, size_t count, int actor)
{
    bool was_started[SCENARIO_ACTORS] = {false};
    size_t from = 0;
    for (size_t i = 0; i < count; i++) {
        int child =
            events[i].kind == EVENT_STARTED ? scenario_actor(scenario, events[i].actor) : -1;
        if (child < 0 || scenario->actors[child].parent != actor || was_started[child])
            continue;
        was_started[child] = true;
        from = i + 1;
    }
    return from;
}

static bool is_before_close(const struct kit_event *events, size_t at)
{
    for (size_t i = 0; i < at; i++) {
        if (events[i].kind == EVENT_CLOSING)
            return false;
    }
    return true;
}

/* How many calls of the kind of the one at `at` the actor made from `from` on, before `to`. */
static uint32_t times_between(const struct scenario *scenario, const struct kit_event *events,
                              size_t at, int actor, size_t from, size_t to)
{
    uint32_t times = 0;
    for (size_t i = from; i < to && events[i].kind != EVENT_CLOSING; i++)
        times += is_call_of(scenario, &events[i], actor) && same_kind(&events[i], &events[at]);
    return times;
}

bool call_is_first(const struct scenario *scenario, const struct kit_event *events,
                   size_t count, int actor, size_t at)
{
    size_t from = children_are_there(scenario, events, count, actor);
    if (at < from || !is_call_of(scenario, &events[at], actor) ||
        !is_before_close(events, at) || !call_is_struck(events[at].name) ||
        call_partner(scenario, events, count, &events[at]) < 0)
        return false;
    uint32_t before = times_between(scenario, events, at, actor, from, at);
    return before == 1 ||
           (before == 0 && times_between(scenario, events, at, actor, at + 1, count) == 0);
}

bool call_is_recovery(const struct scenario *scenario, const struct kit_event *events,
                      size_t count, int actor, size_t struck, size_t at)
{
    size_t from = children_are_there(scenario, events, struck, actor);
    return at > struck && at < count && is_call_of(scenario, &events[at], actor) &&
           is_before_close(events, at) && call_is_struck(events[at].name) &&
           times_between(scenario, events, at, actor, from, at) == 0;
}

bool call_tells_of_loss(const struct kit_event *event)
{
    return words_equal(event->name, call_step_words[CALL_STEP_PROCESS_GONE]) ||
           words_equal(event->name, call_step_words[CALL_STEP_PIPE_FAILED]);
}
