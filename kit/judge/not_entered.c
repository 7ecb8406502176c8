#include "kit/judge/not_entered.h"
#include "kit/base/line_number.h"
#include "kit/judge/calls.h"
#include "kit/judge/rule.h"

/* The probe comes before the program's first line. A process that was there for so long has
 * come to that line. */
#define RAN_MS 1000

/* On Windows the calls are those of Windows without a shim. */
static bool needs_the_probe(const struct verdict_builder *builder)
{
    const struct scenario *scenario = builder->scenario;
    return scenario->private_line > 0 ||
           (scenario->shims != 0 && builder->platform->system != SYSTEM_WINDOWS);
}

/* An actor can end another process before that has run a line. */
static bool ended_itself(const struct verdict_builder *builder, int actor,
                         const struct fact *exit)
{
    bool is_after_parent =
        instant_at(builder, parent_of(builder, actor), MARK_EXITED) <= exit->at_ns;
    return !is_after_parent && !first_of(builder, actor, MARK_KILLED, MARK_ENDED) &&
           process_end_of(builder, actor).by != ENDER_ACTOR;
}

static bool has_run(const struct verdict_builder *builder, int actor,
                    const struct fact *started)
{
    const struct fact *exit = event_of(builder, actor, MARK_EXITED);
    struct window birth = window_open(builder->facts, started->at_ns, RAN_MS);
    if (was_never_born(builder, actor) || (exit && exit->code == STATUS_DLL_NOT_FOUND))
        return false;
    return !exit || exit->at_ns > birth.deadline_ns || ended_itself(builder, actor, exit);
}

int not_entered_process(const struct verdict_builder *builder, int declared)
{
    if (!needs_the_probe(builder) || !event_of(builder, THE_RUN, MARK_END) ||
        !actor_of(builder, declared)->is_child ||
        !actor_is_injected(builder->scenario, declared))
        return -1;
    for (int i = 0; i < (int)builder->scenario->actor_count; i++) {
        const struct fact *started = event_of(builder, i, MARK_STARTED);
        if (builder->processes->of[i] == declared && started &&
            !event_of(builder, i, MARK_INJECTED) && has_run(builder, i, started))
            return i;
    }
    return -1;
}

struct short_text not_entered_line(const struct verdict_builder *builder)
{
    const struct scenario *scenario = builder->scenario;
    bool is_names = scenario->private_line > 0;
    struct short_text out;
    struct text text = text_over(out.text, sizeof out.text);
    text_add(&text, "'%s' (%s)", is_names ? "private names" : "shim",
             line_words(is_names ? scenario->private_line : scenario->shim_line).text);
    return out;
}
