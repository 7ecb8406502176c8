#include "kit/sweep/places.h"
#include "kit/base/calls.h"
#include "kit/protocol/call_steps.h"

bool sweep_is_word(const struct kit_event *event)
{
    return (event->kind == EVENT_STEP || event->kind == EVENT_REPORT) && event->occurrence > 0;
}

uint32_t sweep_step_flags(const char *step)
{
    int index = word_index(step_words, step);
    return index < 0 ? 0 : step_flags[index];
}

uint32_t sweep_flags_of(const struct scenario *scenario, int actor, const char *step)
{
    return actor_is_injected(scenario, actor) ? call_step_flags(step) : sweep_step_flags(step);
}

bool sweep_obeys(enum kit_fault fault, uint32_t flags)
{
    if (!fault_strikes(fault, STRIKES_STEP))
        return false;
    switch (faults[fault].needs) {
    case NEED_NOTHING:
        return true;
    case NEED_PIPE:
        return flags & STEP_CAN_DROP;
    case NEED_MESSAGE:
        return flags & STEP_CAN_SPOIL;
    }
    return false;
}

int sweep_peer(const struct scenario *scenario, int actor, const char *peer)
{
    int index = peer[0] ? scenario_actor(scenario, peer) : -1;
    return scenario->actors[actor].is_child ? -1 : index;
}

int sweep_compare(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

int sweep_step_rank(const char *step)
{
    int index = word_index(step_words, step), call = word_index(call_words, step);
    if (index >= 0)
        return index;
    if (call >= 0)
        return PROTOCOL_STEP_COUNT + call;
    return PROTOCOL_STEP_COUNT + CALL_COUNT + 1 + word_index(call_step_words, step);
}

bool sweep_are_twins(const struct scenario *scenario, int left, int right)
{
    const struct scenario_actor *a = &scenario->actors[left], *b = &scenario->actors[right];
    if (a->parent != b->parent || a->argument_count != b->argument_count ||
        !words_equal(a->program, b->program))
        return false;
    for (uint32_t i = 0; i < a->argument_count; i++) {
        if (!words_equal(a->arguments[i], b->arguments[i]))
            return false;
    }
    return true;
}

uint32_t sweep_twins_before(const struct scenario *scenario, int actor)
{
    uint32_t count = 0;
    for (int i = 0; i < actor; i++)
        count += sweep_are_twins(scenario, i, actor);
    return count;
}

bool sweep_tells_of_harm(const struct kit_event *event)
{
    if (event->kind != EVENT_REPORT)
        return false;
    int step = word_index(step_words, event->name);
    if (step == PROTOCOL_CHILD_ENDING || step == PROTOCOL_PARENT_ENDING)
        return !words_equal(event->by, "quit") && !words_equal(event->by, "stop");
    return step == PROTOCOL_CHILD_LOST || step == PROTOCOL_CHILD_UNSTARTED ||
           step == PROTOCOL_PEER_SILENT || step == PROTOCOL_VIOLATION;
}
