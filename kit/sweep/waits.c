#include "kit/sweep/waits.h"
#include "kit/sweep/places.h"

#include <assert.h>
#include <string.h>

/*
 * How the other side ends each wait: right before the step `by`, or at the step `at`, which is
 * the last that it makes. A child's idle wait is ended by time.
 */
static const struct {
    enum protocol_step wait;
    enum protocol_step by[2]; /* either of them; twice the same if there is only one */
    bool at;
} ends[] = {
    {PROTOCOL_CONNECT_WAIT, {PROTOCOL_CONNECTED, PROTOCOL_CONNECTED}, false},
    {PROTOCOL_IDLE_WAIT, {PROTOCOL_REQUEST_SENT, PROTOCOL_QUIT_SENT}, false},
    {PROTOCOL_REPLY_WAIT, {PROTOCOL_REPLY_SENT, PROTOCOL_REPLY_SENT}, false},
    {PROTOCOL_BLOCK_ASK_WAIT, {PROTOCOL_BLOCK_ASKED, PROTOCOL_BLOCK_ASKED}, false},
    {PROTOCOL_BLOCK_OFFER_WAIT, {PROTOCOL_BLOCK_OFFERED, PROTOCOL_BLOCK_OFFERED}, false},
    {PROTOCOL_BLOCK_ACK_WAIT,
     {PROTOCOL_BLOCK_ACKNOWLEDGED, PROTOCOL_BLOCK_ACKNOWLEDGED},
     false},
    {PROTOCOL_BLOCK_WHOLE_WAIT, {PROTOCOL_BLOCK_WHOLE, PROTOCOL_BLOCK_WHOLE}, false},
    {PROTOCOL_BLOCK_TAKEN_WAIT, {PROTOCOL_BLOCK_TAKEN, PROTOCOL_BLOCK_TAKEN}, false},
    {PROTOCOL_CLOSE_WAIT, {PROTOCOL_CHILD_ENDING, PROTOCOL_CHILD_ENDING}, true},
};

/* The two sides of one conversation. */
struct sides {
    const struct scenario *scenario;
    int waiting, other;
};

static bool is_by_other(const struct sides *sides, const struct kit_event *event)
{
    const struct scenario *scenario = sides->scenario;
    if (!sweep_is_word(event) || scenario_actor(scenario, event->actor) != sides->other)
        return false;
    /* A parent has other children, and steps that are for no child. */
    return scenario->actors[sides->other].is_child ||
           words_equal(event->peer, scenario->actors[sides->waiting].name);
}

static struct sweep_hold hold_at(const struct sides *sides, const struct kit_event *event)
{
    bool is_parent = !sides->scenario->actors[sides->other].is_child;
    struct sweep_hold hold = {.actor = sides->other,
                              .peer = is_parent ? sides->waiting : -1,
                              .occurrence = event->occurrence};
    name_copy(hold.step, event->name, strlen(event->name));
    return hold;
}

/* The step before the `nth` step that ends such a wait, or that step itself. */
static struct sweep_hold before_end(const struct sides *sides, const struct kit_event *events,
                                    size_t count, const char *const by[2], bool at,
                                    uint32_t nth)
{
    const struct kit_event *before = NULL;
    for (size_t i = 0; i < count; i++) {
        const struct kit_event *event = &events[i];
        if (!is_by_other(sides, event))
            continue;
        bool ends_it = words_equal(event->name, by[0]) || words_equal(event->name, by[1]);
        if (ends_it && --nth == 0) {
            before = at ? event : before;
            return before ? hold_at(sides, before) : (struct sweep_hold){0};
        }
        before = event;
    }
    return (struct sweep_hold){0};
}

struct sweep_hold sweep_hold_for(const struct scenario *scenario,
                                 const struct kit_event *events, size_t count,
                                 const struct kit_event *wait)
{
    struct sides sides = {.scenario = scenario, .other = -1};
    sides.waiting = scenario_actor(scenario, wait->actor);
    assert(sides.waiting >= 0);
    bool is_child = scenario->actors[sides.waiting].is_child;
    if (is_child)
        sides.other = scenario->actors[sides.waiting].parent;
    else if (wait->peer[0])
        sides.other = scenario_actor(scenario, wait->peer);
    bool by_time = words_equal(wait->name, step_words[PROTOCOL_IDLE_WAIT]) && is_child;
    for (size_t i = 0; i < sizeof ends / sizeof *ends && sides.other >= 0 && !by_time; i++) {
        const char *const by[2] = {step_words[ends[i].by[0]], step_words[ends[i].by[1]]};
        if (words_equal(wait->name, step_words[ends[i].wait]))
            return before_end(&sides, events, count, by, ends[i].at, wait->occurrence);
    }
    return (struct sweep_hold){0};
}
