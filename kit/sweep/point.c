#include "kit/sweep/point.h"

#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

/* Separates the two lines of a pair; no word of a line. */
#define THEN " then "

static uint32_t larger_of(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

uint32_t sweep_delay_ms(const struct scenario *scenario, uint32_t own_ms)
{
    uint32_t longest = own_ms;
    for (uint32_t i = 0; i < scenario->actor_count; i++) {
        const struct scenario_actor *actor = &scenario->actors[i];
        if (own_ms > 0 && actor_is_users_own(actor))
            continue;
        longest = larger_of(longest, actor->watchdog_ms);
        longest = larger_of(longest, actor->deadline_ms);
    }
    if (longest > SWEEP_DELAY_MOST_MS - SWEEP_DELAY_MORE_MS)
        return SWEEP_DELAY_MOST_MS;
    return larger_of(longest + SWEEP_DELAY_MORE_MS, SWEEP_DELAY_LEAST_MS);
}

static void add_strike(const struct scenario *scenario, const struct sweep_point *point,
                       struct text *to)
{
    text_add(to, "%s %s %s", point->kind == SAY_INSIDE ? "inside" : "at",
             scenario->actors[point->actor].name, point->step);
    if (point->peer >= 0)
        text_add(to, " for %s", scenario->actors[point->peer].name);
    text_add(to, " #%u %s %s", (unsigned)point->occurrence, fault_words[point->fault],
             scenario->actors[point->target].name);
    enum fault_argument takes = faults[point->fault].takes;
    if (takes == ARGUMENT_ERROR || (takes == ARGUMENT_CODE && point->code != KIT_EXIT_CODE))
        text_add(to, " with %u", (unsigned)point->code);
    if (takes == ARGUMENT_DURATION)
        text_add(
            to, " by %ums",
            (unsigned)(point->delay_ms > 0 ? point->delay_ms : sweep_delay_ms(scenario, 0)));
    if (point->drop != DROP_USUAL)
        text_add(to, " by %s", drop_words[point->drop - 1]);
}

void sweep_line(const struct scenario *scenario, const struct sweep_point *point,
                struct text *to)
{
    if (point->first) {
        add_strike(scenario, point->first, to);
        text_add(to, THEN);
    }
    add_strike(scenario, point, to);
}

bool sweep_line_is_pair(const char *line, size_t size)
{
    for (size_t i = 0; i + strlen(THEN) <= size; i++) {
        if (memcmp(line + i, THEN, strlen(THEN)) == 0)
            return true;
    }
    return false;
}

/* Whether a point has no use for the line. */
static bool is_of_sweep(const struct scenario *scenario, uint32_t line_number)
{
    if (scenario->ending.line_number == line_number)
        return true;
    for (uint32_t i = 0; i < scenario->sweep_count; i++) {
        if (scenario->sweeps[i].line_number == line_number)
            return true;
    }
    return false;
}

void sweep_strike(const struct scenario *scenario, const struct sweep_point *point,
                  struct text *to)
{
    const struct sweep_hold *hold = &point->hold;
    /* Without a step there may be no actor. */
    const char *held = hold->step[0] ? scenario->actors[hold->actor].name : "";
    if (hold->step[0]) {
        text_add(to, "hold %s at %s", held, hold->step);
        if (hold->peer >= 0)
            text_add(to, " for %s", scenario->actors[hold->peer].name);
        text_add(to, " #%u\n", (unsigned)hold->occurrence);
    }
    add_strike(scenario, point, to);
    text_add(to, "\n");
    if (hold->step[0])
        text_add(to, "release %s\n", held);
}

/*
 * Facts from the run without faults. A program that ends when its work is done has not given
 * up. A child that goes on asking must be served further.
 */
static void add_policies(const struct scenario *scenario, const struct sweep_point *point,
                         struct text *to)
{
    for (uint32_t i = 0; i < scenario->actor_count; i++) {
        if (point->by_itself[i / 64] >> i % 64 & 1u)
            text_add(to, "%s ends with its children\n", scenario->actors[i].name);
        if (point->asks_on[i / 64] >> i % 64 & 1u)
            text_add(to, "%s goes on asking\n", scenario->actors[i].name);
    }
}

void sweep_text(const struct scenario *scenario, const char *text, size_t size,
                const struct sweep_point *point, struct text *to)
{
    uint32_t line_number = 1;
    bool begins = true;
    for (size_t i = 0; i < size; i++) {
        if (begins && is_of_sweep(scenario, line_number))
            text_add(to, "# ");
        text_add_bytes(to, text + i, 1);
        begins = text[i] == '\n';
        line_number += begins;
    }
    text_add(to, "%s", begins ? "" : "\n");
    add_policies(scenario, point->first ? point->first : point, to);
    if (point->first)
        sweep_strike(scenario, point->first, to);
    sweep_strike(scenario, point, to);
}

bool sweep_is_of_shard(const struct scenario *scenario, const struct sweep_point *point,
                       uint32_t shard, uint32_t shards)
{
    char key[SWEEP_LINE];
    struct text text = text_over(key, sizeof key);
    const struct sweep_point *first = point->first ? point->first : point;
    if (first->owed)
        text_add(&text, "%s %d %s", scenario->actors[first->actor].name, (int)first->owed,
                 first->peer >= 0 ? scenario->actors[first->peer].name : "");
    else
        sweep_line(scenario, point, &text);
    /* The same on all machines and in all versions. */
    return XXH64(key, text.length, 0) % shards == shard - 1;
}
