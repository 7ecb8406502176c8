#include "kit/sweep/free_run.h"
#include "kit/sweep/places.h"

#define TENTH_MS 100u

static bool is_own(const struct scenario *scenario, int actor)
{
    const struct scenario_actor *of = &scenario->actors[actor];
    return actor_is_users_own(of) || (of->is_child && scenario->actors[of->parent].quoted);
}

enum kit_run_end free_run_end(const struct kit_event *events, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        int end =
            events[i].kind == EVENT_CLOSING ? word_index(run_end_words, events[i].by) : -1;
        if (end >= 0)
            return (enum kit_run_end)end;
    }
    return RUN_ENDS_NONE;
}

uint32_t free_run_times(const struct scenario *scenario, const struct kit_event *events,
                        size_t count)
{
    switch (free_run_end(events, count)) {
    case RUN_ENDS_STEP:
        return scenario->ending.occurrence;
    case RUN_ENDS_REQUESTS:
        return scenario_is_counted(scenario) ? 0 : scenario->requests;
    case RUN_ENDS_TIME:
        return scenario->requests > 0 ? scenario->requests : SWEEP_TIMES;
    case RUN_ENDS_NONE:
    case RUN_ENDS_ITSELF:
    case RUN_ENDS_COUNT:
        break;
    }
    return 0;
}

static bool has_told(const struct scenario *scenario, const struct kit_event *events,
                     size_t count, int actor, const char *function)
{
    for (size_t i = 0; i < count; i++) {
        if (events[i].kind == EVENT_CALLED && events[i].size > 0 &&
            words_equal(events[i].name, function) &&
            words_equal(events[i].actor, scenario->actors[actor].name))
            return true;
    }
    return false;
}

bool free_run_obeys(const struct scenario *scenario, const struct kit_event *events,
                    size_t count, int actor, enum kit_fault fault)
{
    if (!is_own(scenario, actor))
        return true;
    switch (faults[fault].needs) {
    case NEED_PIPE:
        return has_told(scenario, events, count, actor, probe_way_words[PROBE_WAY_DROP]);
    case NEED_MESSAGE:
        return has_told(scenario, events, count, actor, probe_way_words[PROBE_WAY_SPOIL]);
    case NEED_NOTHING:
        break;
    }
    return true;
}

uint32_t free_run_deadline_ms(const struct scenario *scenario, const struct kit_event *events,
                              size_t count)
{
    uint32_t longest_ms = 0;
    for (size_t i = 0; i < count; i++) {
        int actor = sweep_is_word(&events[i]) ? scenario_actor(scenario, events[i].actor) : -1;
        uint32_t ms = events[i].deadline_ms;
        if (actor >= 0 && is_own(scenario, actor) && ms < UINT32_MAX - TENTH_MS &&
            ms > longest_ms)
            longest_ms = ms;
    }
    return (longest_ms + TENTH_MS - 1) / TENTH_MS * TENTH_MS;
}

bool free_run_ends_itself(const struct scenario *scenario, const struct kit_event *events,
                          size_t count, int actor)
{
    if (scenario->actors[actor].is_child || scenario->actors[actor].is_bystander)
        return false;
    for (size_t i = 0; i < count && events[i].kind != EVENT_CLOSING; i++) {
        if (events[i].kind == EVENT_EXITED && events[i].code == 0 &&
            words_equal(events[i].actor, scenario->actors[actor].name))
            return true;
    }
    return false;
}

static bool is_request(const struct scenario *scenario, const char *word)
{
    return words_equal(word, step_words[PROTOCOL_REQUEST_SENT]) ||
           scenario_meaning(scenario, word) == PROTOCOL_REQUEST_SENT;
}

static bool are_of_one_program(const struct scenario *scenario, int a, int b)
{
    const struct scenario_actor *of = &scenario->actors[a], *other = &scenario->actors[b];
    return of->is_child && other->is_child && of->parent == other->parent &&
           words_equal(of->program, other->program);
}

bool free_run_asks_on(const struct scenario *scenario, const struct kit_event *events,
                      size_t count, int actor)
{
    const struct scenario_actor *of = &scenario->actors[actor];
    uint32_t made[SCENARIO_ACTORS] = {0};
    if (!of->is_child || of->asks_on || !is_own(scenario, actor) || scenario->requests == 0)
        return false;
    for (size_t i = 0; i < count && events[i].kind != EVENT_CLOSING; i++) {
        bool asks = events[i].kind == EVENT_STEP && is_request(scenario, events[i].name);
        int by = asks ? scenario_actor(scenario, events[i].actor) : -1;
        if (by >= 0 && are_of_one_program(scenario, by, actor) &&
            ++made[by] > scenario->requests)
            return true;
    }
    return false;
}

/* How the run ended, with the numbers. */
static void add_end(const struct scenario *scenario, enum kit_run_end end, struct text *to)
{
    const struct scenario_line *ending = &scenario->ending;
    if (end == RUN_ENDS_STEP)
        text_add(to, "%s came to %s #%u", scenario->actors[ending->actor].name, ending->step,
                 (unsigned)ending->occurrence);
    else if (end == RUN_ENDS_REQUESTS && scenario->requests > 0)
        text_add(to, "each child had made %u requests, or had ended",
                 (unsigned)scenario->requests);
    else
        text_add(to, "%s", run_end_meanings[end]);
}

void free_run_text(const struct scenario *scenario, const struct kit_event *events,
                   size_t count, struct text *to)
{
    enum kit_run_end end = free_run_end(events, count);
    uint32_t times = free_run_times(scenario, events, count);
    if (end == RUN_ENDS_NONE || (end == RUN_ENDS_REQUESTS && scenario_is_counted(scenario)))
        return;
    text_add(to, "the run without faults was over when ");
    add_end(scenario, end, to);
    if (times > 0)
        text_add(to, "; each step is struck at up to #%u", (unsigned)times);
    text_add(to, "\n");
    for (int i = 0; i < (int)scenario->actor_count; i++) {
        if (free_run_ends_itself(scenario, events, count, i))
            text_add(to, "%s ends by itself, and so it may in every run\n",
                     scenario->actors[i].name);
    }
}
