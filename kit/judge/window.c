#include "kit/judge/window.h"

static int64_t later_instant(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* The first stall that is not over at an instant, with all stalls before it. */
static uint32_t first_stall(const struct facts *facts, int64_t at_ns)
{
    uint32_t low = 0, high = facts->stall_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (facts->stalled_until_ns[middle] <= at_ns)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/*
 * The window as one core saw it. Stalls are sorted by their begins. Two stalls of one core can
 * only overlap if the log names no core.
 */
static struct window window_on_core(const struct facts *facts, uint32_t core, int64_t from_ns,
                                    uint32_t length_ms)
{
    int64_t length_ns = length_ms * NS_PER_MS;
    int64_t most_ns = later_instant(length_ns * WINDOW_STRETCH, WINDOW_STRETCH_NS);
    int64_t counted_ns = from_ns;
    struct window window = {.from_ns = from_ns, .length_ms = length_ms};
    window.deadline_ns = from_ns + length_ns;
    for (uint32_t i = first_stall(facts, from_ns); i < facts->stall_count; i++) {
        const struct stall *stall = &facts->stalls[i];
        if (stall->from_ns > window.deadline_ns)
            break;
        if ((stall->core && stall->core != core) || stall->until_ns <= counted_ns)
            continue;
        window.stalled_ns += stall->until_ns - later_instant(stall->from_ns, counted_ns);
        counted_ns = stall->until_ns;
        window.beyond = window.stalled_ns > most_ns;
        if (window.beyond)
            window.stalled_ns = most_ns;
        window.deadline_ns = from_ns + length_ns + window.stalled_ns;
    }
    return window;
}

/*
 * The judged actor may have been on any core, so the worst core counts. The stalls of several
 * cores are not added up: on a busy machine, where the cores stall in turns, time would hardly
 * pass.
 */
struct window window_open(const struct facts *facts, int64_t from_ns, uint32_t length_ms)
{
    struct window worst = window_on_core(facts, 0, from_ns, length_ms);
    for (uint32_t core = 1; core <= facts->core_count; core++) {
        struct window window = window_on_core(facts, core, from_ns, length_ms);
        if (window.stalled_ns > worst.stalled_ns)
            worst = window;
    }
    return worst;
}

static int64_t stalled_on_core(const struct facts *facts, uint32_t core, int64_t from_ns,
                               int64_t until_ns)
{
    int64_t stalled_ns = 0;
    for (uint32_t i = first_stall(facts, from_ns); i < facts->stall_count; i++) {
        const struct stall *stall = &facts->stalls[i];
        int64_t begun_ns = later_instant(stall->from_ns, from_ns);
        int64_t over_ns = stall->until_ns < until_ns ? stall->until_ns : until_ns;
        if (stall->from_ns >= until_ns)
            break;
        if ((stall->core && stall->core != core) || over_ns <= begun_ns)
            continue;
        stalled_ns += over_ns - begun_ns;
        from_ns = over_ns;
    }
    return stalled_ns;
}

int64_t window_stalled_ns(const struct facts *facts, int64_t from_ns, int64_t until_ns)
{
    int64_t worst_ns = stalled_on_core(facts, 0, from_ns, until_ns);
    for (uint32_t core = 1; core <= facts->core_count; core++)
        worst_ns = later_instant(worst_ns, stalled_on_core(facts, core, from_ns, until_ns));
    return worst_ns;
}

struct window window_for(const struct facts *facts, int actor, int64_t from_ns,
                         uint32_t length_ms)
{
    struct window window = window_open(facts, from_ns, length_ms);
    for (uint32_t i = 0; i < facts->pauses.count; i++) {
        const struct pause *pause = &facts->pauses.of[i];
        /* A window that had passed by then is not reopened. */
        if (pause->actor != actor || pause->from_ns >= window.deadline_ns ||
            pause->until_ns <= window.from_ns)
            continue;
        if (pause->until_ns < FACTS_NEVER) {
            window = window_open(facts, pause->until_ns, length_ms);
        } else {
            window.deadline_ns = FACTS_NEVER;
            break;
        }
    }
    return window;
}

enum due window_due(const struct facts *facts, const struct window *window, int64_t seen_ns,
                    const struct fact **dissolver)
{
    const struct fact *limit = marked(facts, THE_RUN, MARK_LIMIT);
    const struct fact *end = marked(facts, THE_RUN, MARK_END);
    if (seen_ns <= window->deadline_ns && seen_ns <= instant_of(limit) && seen_ns < FACTS_NEVER)
        return DUE_KEPT;
    *dissolver = earlier(*dissolver, earlier(limit, end));
    if (instant_of(*dissolver) < window->deadline_ns)
        return DUE_DISSOLVED;
    return facts->horizon_ns >= window->deadline_ns ? DUE_BROKEN : DUE_OPEN;
}
