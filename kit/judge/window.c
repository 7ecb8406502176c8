#include "kit/judge/window.h"

static int64_t later(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

struct window window_open(const struct facts *facts, int64_t from_ns, uint32_t length_ms)
{
    int64_t length_ns = length_ms * NS_PER_MS;
    int64_t most_ns = later(length_ns * WINDOW_STRETCH, WINDOW_STRETCH_NS);
    struct window window = {.from_ns = from_ns, .length_ms = length_ms};
    window.deadline_ns = from_ns + length_ns;
    for (uint32_t i = 0; i < facts->stall_count; i++) {
        const struct stall *stall = &facts->stalls[i];
        if (stall->from_ns > window.deadline_ns)
            break;
        if (stall->until_ns <= from_ns)
            continue;
        window.stalled_ns += stall->until_ns - later(stall->from_ns, from_ns);
        window.beyond = window.stalled_ns > most_ns;
        if (window.beyond)
            window.stalled_ns = most_ns;
        window.deadline_ns = from_ns + length_ns + window.stalled_ns;
    }
    return window;
}

struct window window_for(const struct facts *facts, int actor, int64_t from_ns,
                         uint32_t length_ms)
{
    struct window window = window_open(facts, from_ns, length_ms);
    int64_t held_ns = marked_at(facts, actor, MARK_HELD);
    int64_t freed_ns = facts->freed_ns[actor];
    if (held_ns >= window.deadline_ns || freed_ns <= from_ns)
        return window;
    if (freed_ns < FACTS_NEVER)
        return window_open(facts, freed_ns, length_ms);
    window.deadline_ns = FACTS_NEVER;
    return window;
}

enum due window_due(const struct facts *facts, const struct window *window, int64_t seen_ns,
                    const struct kit_event **dissolver)
{
    const struct kit_event *limit = facts->marks[THE_RUN][MARK_LIMIT];
    const struct kit_event *end = facts->marks[THE_RUN][MARK_END];
    if (seen_ns <= window->deadline_ns && seen_ns <= instant_of(limit) && seen_ns < FACTS_NEVER)
        return DUE_KEPT;
    *dissolver = earlier(*dissolver, earlier(limit, end));
    if (instant_of(*dissolver) < window->deadline_ns)
        return DUE_DISSOLVED;
    return facts->horizon_ns >= window->deadline_ns ? DUE_BROKEN : DUE_OPEN;
}
