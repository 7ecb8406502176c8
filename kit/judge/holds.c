#include "kit/judge/holds.h"

void holds_add(struct holds *holds, int actor, int64_t from_ns, int64_t until_ns)
{
    if (holds->count == HOLDS) {
        holds->spilled = true;
        return;
    }
    uint32_t at = holds->count++;
    for (; at > 0 && holds->of[at - 1].from_ns > from_ns; at--)
        holds->of[at] = holds->of[at - 1];
    holds->of[at] = (struct hold){.actor = actor, .from_ns = from_ns, .until_ns = until_ns};
}

void holds_begin(struct holds *holds, int actor, int64_t at_ns)
{
    if (holds->now[actor]++ == 0)
        holds_add(holds, actor, at_ns, FACTS_NEVER);
}

void holds_end(struct holds *holds, int actor, int64_t at_ns)
{
    if (holds->now[actor] == 0 || --holds->now[actor] > 0)
        return;
    for (uint32_t i = 0; i < holds->count; i++) {
        struct hold *hold = &holds->of[i];
        if (hold->actor == actor && hold->until_ns == FACTS_NEVER)
            hold->until_ns = at_ns;
    }
}
