#include "kit/judge/unread.h"
#include "kit/judge/rule.h"
#include "kit/judge/system_processes.h"

/* A later process may have the same PID, and an earlier one may have had it. */
static const struct fact *end_after(const struct verdict_builder *builder,
                                    const struct fact *started)
{
    const struct fact_list *list = facts_of_kind(builder->facts->store, EVENT_EXITED);
    for (size_t i = 0; i < list->count; i++) {
        if (list->at[i]->pid == started->pid && list->at[i]->at_ns >= started->at_ns)
            return list->at[i];
    }
    return NULL;
}

static bool is_of_nobody(const struct fact *started)
{
    return !started->actor_name[0] && !is_systems_own(started->name);
}

/* Such a process is no actor. Wine starts a debugger at each crash; a Wine without a debugger
 * leaves such a process. */
static bool never_ran(const struct fact *end)
{
    return end && end->code == STATUS_DLL_NOT_FOUND;
}

const struct fact *unread_process(const struct verdict_builder *builder)
{
    const struct fact_list *list = facts_of_kind(builder->facts->store, EVENT_STARTED);
    for (size_t i = 0; i < list->count; i++) {
        const struct fact *started = list->at[i];
        if (is_of_nobody(started) && !started->text[0] &&
            !never_ran(end_after(builder, started)))
            return started;
    }
    return NULL;
}

const struct fact *unread_last_end(const struct verdict_builder *builder, int64_t until_ns)
{
    const struct fact *last = NULL;
    const struct fact_list *list = facts_of_kind(builder->facts->store, EVENT_STARTED);
    for (size_t i = 0; i < list->count; i++) {
        const struct fact *started = list->at[i];
        if (!is_of_nobody(started))
            continue;
        const struct fact *end = end_after(builder, started);
        if (never_ran(end))
            continue;
        if (started->text[0] || !end || end->at_ns > until_ns)
            return NULL;
        last = !last || last->at_ns < end->at_ns ? end : last;
    }
    return last;
}
