#include "kit/sweep/call_pairs.h"
#include "kit/protocol/call_steps.h"
#include "kit/sweep/places.h"

static bool is_call_of(const struct scenario *scenario, const struct kit_event *event,
                       int actor)
{
    return sweep_is_word(event) && scenario_actor(scenario, event->actor) == actor;
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

static void count_calls(const struct scenario *scenario, const struct kit_event *events,
                        const struct call_reach *reach, int actor, struct call_kinds *kinds)
{
    for (size_t i = reach->from; i < reach->to; i++) {
        if (is_call_of(scenario, &events[i], actor))
            call_times(kinds, actor, &events[i]);
    }
}

void call_firsts_count(const struct scenario *scenario, const struct kit_event *events,
                       const struct call_reach *reach, int actor, struct call_firsts *out)
{
    out->all.count = out->so_far.count = 0;
    count_calls(scenario, events, reach, actor, &out->all);
}

/* The partner is looked for among all events, so that is asked last. */
bool call_is_first(const struct scenario *scenario, const struct kit_event *events,
                   size_t count, int actor, const struct kit_event *next,
                   struct call_firsts *firsts)
{
    if (!is_call_of(scenario, next, actor))
        return false;
    uint32_t times = call_times(&firsts->so_far, actor, next);
    uint32_t all = call_times_of(&firsts->all, actor, next);
    return times == (all > 1 ? 2 : all) && call_is_place(next) &&
           call_partner(scenario, events, count, next) >= 0;
}

void call_recovery_begin(const struct scenario *scenario, const struct kit_event *events,
                         size_t struck, struct call_kinds *out)
{
    out->count = 0;
    for (int actor = 0; actor < (int)scenario->actor_count; actor++) {
        if (!actor_is_injected(scenario, actor))
            continue;
        const struct call_reach reach = call_reach(scenario, events, struck, actor);
        count_calls(scenario, events, &reach, actor, out);
    }
}

bool call_is_recovery(struct call_kinds *kinds, int actor, const struct kit_event *next)
{
    return call_times(kinds, actor, next) == 1 && call_is_place(next);
}

bool call_tells_of_loss(const struct kit_event *event)
{
    return words_equal(event->name, call_step_words[CALL_STEP_PROCESS_GONE]) ||
           words_equal(event->name, call_step_words[CALL_STEP_PIPE_FAILED]);
}
