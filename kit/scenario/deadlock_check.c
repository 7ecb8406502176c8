#include "kit/scenario/deadlock_check.h"

/*
 * An exchange of the reference pair, step by step (kit/link). A thread that is held at a step
 * has done everything before this step. So the child's SetEvent is done at request.signalled,
 * and the parent's WriteFile at reply.sent. If one side is held there, the other can still make
 * its next steps.
 */
static const enum protocol_step exchange[] = {
    PROTOCOL_REQUEST_BEFORE, PROTOCOL_REQUEST_SENT, PROTOCOL_REQUEST_SIGNALLED,
    PROTOCOL_REPLY_WAIT,     PROTOCOL_REQUEST_PEEK, PROTOCOL_REQUEST_RECEIVED,
    PROTOCOL_MEMORY_WRITTEN, PROTOCOL_REPLY_SENT,   PROTOCOL_REPLY_RECEIVED,
    PROTOCOL_MEMORY_READ,
};

enum { EXCHANGE_STEPS = sizeof exchange / sizeof *exchange };

static int place_in_exchange(const char *step)
{
    for (int i = 0; i < EXCHANGE_STEPS; i++) {
        if (words_equal(step_words[exchange[i]], step))
            return i;
    }
    return -1;
}

static const struct scenario_actor *actor_by_index(const struct scenario *scenario, int actor)
{
    return &scenario->actors[actor];
}

/*
 * Other programs may have more threads, or another order; a broken program has it on purpose.
 */
static bool is_reference_actor(const struct scenario_actor *actor)
{
    return !actor->quoted &&
           words_equal(actor->program, actor->is_child ? "ref_child" : "ref_parent");
}

/*
 * The child of the conversation that the line's step belongs to; -1 if the line does not name
 * it.
 */
static int child_of_line(const struct scenario *scenario, const struct scenario_line *line)
{
    int only = -1;
    if (actor_by_index(scenario, line->actor)->is_child)
        return line->actor;
    if (line->peer >= 0)
        return line->peer;
    for (int i = 0; i < (int)scenario->actor_count; i++) {
        if (!actor_by_index(scenario, i)->is_child ||
            actor_by_index(scenario, i)->parent != line->actor)
            continue;
        if (only >= 0)
            return -1;
        only = i;
    }
    return only;
}

static bool of_one_conversation(const struct scenario *scenario, const struct scenario_line *a,
                                const struct scenario_line *b)
{
    int child = child_of_line(scenario, a);
    return child >= 0 && child == child_of_line(scenario, b) &&
           is_reference_actor(actor_by_index(scenario, child)) &&
           is_reference_actor(
               actor_by_index(scenario, actor_by_index(scenario, child)->parent));
}

/*
 * Whether `later`, at a place of the exchange, can come only after the step at `held` is over.
 */
static bool place_needs(int64_t later, int64_t held)
{
    int64_t round = held - held % EXCHANGE_STEPS;
    switch (exchange[held % EXCHANGE_STEPS]) {
    case PROTOCOL_REQUEST_SIGNALLED:
        return later == held + 1 || later >= round + place_in_exchange("reply.received");
    case PROTOCOL_REPLY_WAIT:
        return later >= round + place_in_exchange("reply.received");
    case PROTOCOL_REPLY_SENT:
        return later >= round + EXCHANGE_STEPS + place_in_exchange("request.peek");
    default:
        return later > held;
    }
}

/*
 * A wake-up can be left over from an earlier signal, so only the first is known to come from a
 * request.
 */
static bool is_of_unknown_round(const struct scenario_line *line)
{
    return words_equal(line->step, step_words[PROTOCOL_REQUEST_PEEK]) && line->occurrence > 1;
}

static bool line_needs_release(const struct scenario *scenario,
                               const struct scenario_line *line,
                               const struct scenario_line *hold)
{
    int later = place_in_exchange(line->step), held = place_in_exchange(hold->step);
    const struct scenario_actor *actor = actor_by_index(scenario, hold->actor);
    if (line->kind == SAY_HOLD && line->actor == hold->actor && actor->is_child &&
        is_reference_actor(actor))
        /* The child has one thread, and the earlier hold keeps it from the later. */
        return true;
    if (later < 0 || held < 0 || is_of_unknown_round(line) ||
        !of_one_conversation(scenario, line, hold))
        return false;
    return place_needs((int64_t)line->occurrence * EXCHANGE_STEPS + later,
                       (int64_t)hold->occurrence * EXCHANGE_STEPS + held);
}

/*
 * The first line that releases this hold; -1 if there is none. If an earlier line can release
 * it in time, *open is set.
 */
static int release_of(const struct scenario *scenario, uint32_t hold, bool *open)
{
    *open = false;
    for (uint32_t i = 0; i < scenario->line_count; i++) {
        const struct scenario_line *line = &scenario->lines[i];
        if (line->kind != SAY_RELEASE || line->actor != scenario->lines[hold].actor)
            continue;
        *open = i < hold;
        return (int)i;
    }
    return -1;
}

bool deadlock_find(const struct scenario *scenario, struct deadlock *out)
{
    for (uint32_t l = 0; l < scenario->line_count; l++) {
        const struct scenario_line *line = &scenario->lines[l];
        for (uint32_t h = 0; h < scenario->line_count; h++) {
            bool open;
            if (h == l || scenario->lines[h].kind != SAY_HOLD ||
                !statement_orders(line->kind) ||
                !line_needs_release(scenario, line, &scenario->lines[h]))
                continue;
            int release = release_of(scenario, h, &open);
            if (open || (release >= 0 && (uint32_t)release < l))
                continue;
            *out = (struct deadlock){.line_index = l, .hold_index = h, .release = release};
            return true;
        }
    }
    return false;
}
