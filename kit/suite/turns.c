#include "kit/suite/turns.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum kit_status turns_begin(struct turns *turns, size_t count, uint32_t repeat,
                            const struct turn_rules *rules, void *context,
                            struct kit_error *err)
{
    assert(rules && rules->is_once);
    *turns = (struct turns){.count = count,
                            .repeat = repeat,
                            .rules = rules,
                            .context = context,
                            .repetition = 1,
                            .begun = calloc(count + 1, sizeof *turns->begun)};
    return turns->begun ? KIT_OK
                        : kit_fail(err, KIT_FULL, "no memory for the scenarios' turns");
}

void turns_end(struct turns *turns)
{
    free(turns->begun);
    turns->begun = NULL;
}

static bool is_due(const struct turns *turns, size_t index)
{
    return !turns->begun[index] &&
           (turns->repetition == 1 || !turns->rules->is_once(turns->context, index));
}

/* Moves to the first script that is still due, in the next repetition if necessary. */
static void move_on(struct turns *turns)
{
    while (turns->repetition <= turns->repeat) {
        while (turns->first < turns->count && !is_due(turns, turns->first))
            turns->first++;
        if (turns->first < turns->count)
            return;
        turns->repetition++;
        turns->first = 0;
        memset(turns->begun, 0, turns->count * sizeof *turns->begun);
    }
}

bool turns_are_over(struct turns *turns)
{
    move_on(turns);
    return turns->repetition > turns->repeat;
}

static bool is_kept_apart(const struct turns *turns, size_t index)
{
    for (size_t i = 0; i < turns->running_count && turns->rules->apart; i++) {
        if (turns->rules->apart(turns->context, turns->running[i], index))
            return true;
    }
    return false;
}

bool turns_take(struct turns *turns, struct turn *out)
{
    if (turns_are_over(turns) || turns->running_count == TURNS_AT_ONCE)
        return false;
    for (size_t i = turns->first; i < turns->count; i++) {
        if (!is_due(turns, i) || is_kept_apart(turns, i))
            continue;
        turns->begun[i] = true;
        turns->running[turns->running_count++] = i;
        *out = (struct turn){.index = i, .repetition = turns->repetition};
        return true;
    }
    return false;
}

void turns_give_back(struct turns *turns, size_t index)
{
    size_t at = 0;
    while (at < turns->running_count && turns->running[at] != index)
        at++;
    assert(at < turns->running_count);
    turns->running[at] = turns->running[--turns->running_count];
}
