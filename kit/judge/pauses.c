#include "kit/judge/pauses.h"

void pauses_add(struct pauses *pauses, int actor, int64_t from_ns, int64_t until_ns)
{
    if (pauses->count == PAUSES) {
        pauses->spilled = true;
        return;
    }
    uint32_t at = pauses->count++;
    for (; at > 0 && pauses->of[at - 1].from_ns > from_ns; at--)
        pauses->of[at] = pauses->of[at - 1];
    pauses->of[at] = (struct pause){.actor = actor, .from_ns = from_ns, .until_ns = until_ns};
}

void pauses_begin(struct pauses *pauses, int actor, int64_t at_ns)
{
    if (pauses->now[actor]++ == 0)
        pauses_add(pauses, actor, at_ns, FACTS_NEVER);
}

void pauses_end(struct pauses *pauses, int actor, int64_t at_ns)
{
    if (pauses->now[actor] == 0 || --pauses->now[actor] > 0)
        return;
    for (uint32_t i = 0; i < pauses->count; i++) {
        struct pause *pause = &pauses->of[i];
        if (pause->actor == actor && pause->until_ns == FACTS_NEVER)
            pause->until_ns = at_ns;
    }
}
