#include "kit/judge/last_calls.h"
#include "kit/judge/calls.h"
#include "kit/judge/line.h"
#include "kit/protocol/call_steps.h"

#include <string.h>

/* Whether the failure is about what the actor did not do, or about its end: not about its
 * words, its exit code or its handles. */
static bool is_about_acts(const struct finding *finding, const struct fact *left)
{
    bool is_rule = finding->source == SOURCE_RULE && finding->rule != RULE_NO_CRASH &&
                   finding->rule != RULE_DATA_TRUE && finding->rule != RULE_CHILD_STAYS;
    bool is_of_handles =
        finding->rule == RULE_NOTHING_LEFT && instant_of(left) != finding->at_ns;
    return finding->verdict == VERDICT_FAIL &&
           ((is_rule && !is_of_handles) || finding->source == SOURCE_LINE);
}

/* What the runner itself keeps from going on waits for nothing. */
static bool is_kept_still(const struct verdict_builder *builder, int actor, int64_t at_ns)
{
    return builder->facts->pauses.now[actor] > 0 ||
           marked_at(builder->facts, actor, MARK_HUNG) <= at_ns ||
           marked_at(builder->facts, actor, MARK_KILLED) <= at_ns;
}

static void add_waiting_call(struct text *to, const struct fact *call, uint32_t more)
{
    text_add(to, " has waited in ");
    add_call(to, call);
    text_add(to, " since ");
    add_call_instant(to, call->at_ns);
    if (more > 0)
        text_add(to, ", and %u more of its threads in other calls", (unsigned)more);
}

/* The call that was seen last, which is over or pending. */
static void add_last_call(struct text *to, const struct last_calls *last)
{
    bool was_pending = words_equal(last->step->name, call_step_words[CALL_STEP_PIPE_PENDING]);
    text_add(to, "'s last call was ");
    add_call(to, last->began ? last->began : last->step);
    text_add(to, " at ");
    add_call_instant(to, last->step->at_ns);
    if (was_pending && last->began)
        text_add(to, ", which was pending when it returned");
}

/* "app has waited in pipe.read #5 of pipe:job since 2.100 s" */
static void tell_last_calls(struct text *to, const char *name, const struct last_calls *last)
{
    if (!last->step)
        return;
    text_add(to, "%s", name);
    if (last->inside == last->step) {
        add_waiting_call(to, last->inside, last->more);
        return;
    }
    add_last_call(to, last);
    if (!last->inside)
        return;
    text_add(to, "; another thread");
    add_waiting_call(to, last->inside, last->more);
}

/* The process of the finding, if it carries the injected probe; or -1. */
static int injected_of(const struct verdict_builder *builder, const struct finding *finding)
{
    int declared = finding->actor[0] ? scenario_actor(builder->scenario, finding->actor) : -1;
    if (declared < 0 || !actor_is_injected(builder->scenario, declared))
        return -1;
    return process_at(builder, declared, finding->at_ns);
}

static void tell_of_finding(const struct verdict_builder *builder,
                            const struct finding *finding, int actor, struct text *to)
{
    const struct fact *exit = marked(builder->facts, actor, MARK_EXITED);
    if (exit && exit->at_ns <= finding->at_ns) {
        add_process_end(to, builder, actor, finding->actor);
    } else if (calls_are_seen(builder, actor) &&
               !is_kept_still(builder, actor, finding->at_ns)) {
        struct last_calls last = last_calls_at(builder, actor, finding->at_ns);
        tell_last_calls(to, finding->actor, &last);
    }
}

/* What does not fit is left out: the cause that is there counts more. */
static void add_calls_to_cause(struct finding *finding, const struct text *told)
{
    char cause[KIT_FINDING_TEXT];
    struct text whole = text_over(cause, sizeof cause);
    if (finding->likely[0])
        text_add(&whole, "%s; ", finding->likely);
    text_add(&whole, "%s", told->at);
    if (told->length > 0 && !told->cut && !whole.cut)
        add_cause(finding, "%s", cause);
}

void last_calls_add(struct verdict_builder *builder)
{
    struct judgement *judgement = &builder->out->judgement;
    for (uint32_t i = 0; i < judgement->count; i++) {
        struct finding *finding = &judgement->findings[i];
        int actor = injected_of(builder, finding);
        char told[KIT_FINDING_TEXT];
        struct text text = text_over(told, sizeof told);
        if (actor < 0 || !is_about_acts(finding, marked(builder->facts, actor, MARK_ENDED)))
            continue;
        tell_of_finding(builder, finding, actor, &text);
        add_calls_to_cause(finding, &text);
    }
}
