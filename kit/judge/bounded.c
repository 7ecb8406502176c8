/* bounded: no operation of an actor outlives its declared deadline, and neither does a stop. */
#include "kit/judge/rule.h"

/*
 * A kill, a hang or the runner's end of the actor. After this event no operation of the actor
 * can be timed.
 */
static const struct fact *undone_by(const struct verdict_builder *builder, int actor)
{
    return earlier(first_of(builder, actor, MARK_KILLED, MARK_HUNG),
                   event_of(builder, actor, MARK_ENDED));
}

static struct window window_of(const struct verdict_builder *builder,
                               const struct operation *operation)
{
    return window_for(builder->facts, operation->actor, operation->begun->at_ns,
                      operation_bound_ms(builder->scenario, operation) +
                          builder->scenario->window_ms[RULE_BOUNDED]);
}

/*
 * The run is kept open for one kind of operation only: something is owed in it, and its thread
 * has not returned from it since the last strike. All others are judged as far as the run goes.
 */
static bool operation_is_awaited(const struct verdict_builder *builder,
                                 const struct operation *operation)
{
    const struct fact *strike = builder->facts->last_strike;
    return strike && !operation_is_idle(operation) && operation->settled_ns <= strike->at_ns;
}

/* Where the first part of an operation's limit comes from. */
static const char *bound_text(uint32_t declared_ms, uint32_t bound_ms)
{
    if (declared_ms == bound_ms)
        return "declared deadline";
    return declared_ms == 0 || declared_ms == UINT32_MAX ? "no declared deadline:"
                                                         : "declared deadline, at most";
}

static void likely_outlives(struct finding *finding, const struct operation *operation,
                            bool declared)
{
    if (!declared)
        add_cause(finding, "the wait declares no deadline: docs/races.md#no-deadline");
    else if (operation->over)
        add_cause(finding, "the deadline starts anew at each turn of a loop, or covers only "
                           "one of several calls: docs/races.md#no-deadline");
    else
        add_cause(finding, "the wait declares a deadline and does not keep it; a synchronous "
                           "call, for example, accepts none: docs/races.md#no-deadline");
}

static void report_late_operation(struct verdict_builder *builder,
                                  const struct operation *operation,
                                  const struct window *window)
{
    int actor = operation->actor;
    const struct fact *begun = operation->begun;
    struct finding_header header = rule_header(
        RULE_BOUNDED, verdict_of_absence(builder, window, actor), actor, window->deadline_ns);
    uint32_t bound_ms = operation_bound_ms(builder->scenario, operation);
    bool declared = begun->deadline_ms == bound_ms;
    struct short_text of = {""};
    struct text text = text_over(of.text, sizeof of.text);
    if (begun->peer_name[0])
        text_add(&text, " for %s", begun->peer_name);
    int64_t until_ns = operation->over ? operation->over->at_ns : builder->facts->horizon_ns;
    struct finding *finding = add_finding(
        builder, &header,
        "%s %s in %s%s for %lld ms; at most %u ms are allowed (%s %u ms + window %u ms)",
        name_of(builder, actor), operation->over ? "was" : "has been", begun->name, of.text,
        ms_between(begun->at_ns, until_ns), (unsigned)window->length_ms,
        bound_text(begun->deadline_ms, bound_ms), (unsigned)bound_ms,
        (unsigned)(window->length_ms - bound_ms));
    add_excuse(builder, finding, window, actor);
    likely_outlives(finding, operation, declared);
    builder->in_play++;
}

static void judge_operation(struct verdict_builder *builder, const struct operation *operation)
{
    int actor = operation->actor;
    bool awaited = operation_is_awaited(builder, operation);
    if (has_failed_a_rule(builder, actor))
        return;
    struct window window = window_of(builder, operation);
    const struct fact *dissolver = undone_by(builder, actor);
    int64_t over_ns = instant_of(operation->over);
    switch (window_due(builder->facts, &window, over_ns, &dissolver)) {
    case DUE_KEPT:
        break;
    case DUE_BROKEN:
        report_late_operation(builder, operation, &window);
        break;
    case DUE_DISSOLVED:
        if (awaited && dissolver != event_of(builder, actor, MARK_KILLED) &&
            dissolver != event_of(builder, actor, MARK_HUNG) &&
            !builder->facts->pauses.now[actor])
            rule_unseen(builder, RULE_BOUNDED, actor, &window, operation->begun, dissolver,
                        "ends its wait");
        break;
    case DUE_OPEN:
        if (awaited)
            await(builder, actor, step_words[PROTOCOL_PEER_SILENT], window.deadline_ns);
        break;
    }
}

/*
 * The hung child that the runner ended just before the parent went, after the parent's time was
 * over; or -1. A parent that ends only then is likely to have waited for this child.
 */
static int freed_by(const struct verdict_builder *builder, int parent, int64_t deadline_ns,
                    const struct fact *exit)
{
    for (int i = 0; exit && i < (int)builder->scenario->actor_count; i++) {
        int64_t ended_ns = instant_at(builder, i, MARK_ENDED);
        if (actor_of(builder, i)->is_child && parent_of(builder, i) == parent &&
            event_of(builder, i, MARK_HUNG) && ended_ns >= deadline_ns &&
            ended_ns <= exit->at_ns)
            return i;
    }
    return -1;
}

/* `child`: the one that freed_by names. */
static void likely_runs_on(const struct verdict_builder *builder, struct finding *finding,
                           int child)
{
    if (child < 0)
        add_cause(finding,
                  "%s waits for something that a stop does not end: docs/races.md#no-deadline",
                  finding->actor);
    else
        add_cause(finding,
                  "%s ended only when the runner had ended %s, which hung: it waits for %s "
                  "without a deadline: docs/races.md#no-deadline",
                  finding->actor, name_of(builder, child), name_of(builder, child));
}

static void runs_on(struct verdict_builder *builder, int actor, const struct window *window,
                    const struct fact *stop)
{
    uint32_t deadline_ms = actor_of(builder, actor)->deadline_ms;
    struct finding_header header = rule_header(
        RULE_BOUNDED, verdict_of_absence(builder, window, -1), actor, window->deadline_ns);
    const struct fact *exit = event_of(builder, actor, MARK_EXITED);
    if (instant_at(builder, actor, MARK_ENDED) <= instant_of(exit))
        exit = NULL; /* the runner ended it */
    struct finding *finding = add_finding(
        builder, &header,
        "%s %s %lld ms after %s; it must end within %u ms (deadline %u ms + window %u ms)",
        name_of(builder, actor), exit ? "ended too late," : "still runs",
        ms_between(stop->at_ns, ran_until(builder, actor)), describe_fact(stop).text,
        (unsigned)window->length_ms, (unsigned)deadline_ms,
        (unsigned)(window->length_ms - deadline_ms));
    add_excuse(builder, finding, window, -1);
    likely_runs_on(builder, finding, freed_by(builder, actor, window->deadline_ns, exit));
}

/* An actor that is asked to stop before the run's limit must end within its deadline plus
 * the window. */
static void must_stop(struct verdict_builder *builder, int actor)
{
    const struct fact *stop = event_of(builder, actor, MARK_STOPPED);
    const struct fact *dissolver = undone_by(builder, actor);
    bool can_stop =
        has_probe(builder, actor) || actor_of(builder, actor)->launch.ask != ASK_NONE;
    if (!stop || !can_stop || has_failed_a_rule(builder, actor) ||
        instant_of(dissolver) <= stop->at_ns ||
        instant_at(builder, THE_RUN, MARK_LIMIT) <= stop->at_ns)
        return;
    struct window window = window_for(builder->facts, actor, stop->at_ns,
                                      actor_of(builder, actor)->deadline_ms +
                                          builder->scenario->window_ms[RULE_BOUNDED]);
    switch (window_due(builder->facts, &window, instant_at(builder, actor, MARK_EXITED),
                       &dissolver)) {
    case DUE_KEPT:
        obligation_met(builder, RULE_BOUNDED);
        break;
    case DUE_BROKEN:
        runs_on(builder, actor, &window, stop);
        break;
    case DUE_DISSOLVED:
        /* nothing-left reports an actor that is left. */
        if (dissolver->kind != EVENT_LEFT || builder->scenario->waived[RULE_NOTHING_LEFT])
            rule_unseen(builder, RULE_BOUNDED, actor, &window, stop, dissolver, "ends");
        break;
    case DUE_OPEN:
        await(builder, actor, "", window.deadline_ns);
        break;
    }
}

static bool has_failed_one(const struct judgement *judgement)
{
    for (uint32_t i = 0; i < judgement->count; i++) {
        const struct finding *finding = &judgement->findings[i];
        if (finding->source == SOURCE_RULE && finding->rule == RULE_BOUNDED &&
            finding->verdict == VERDICT_FAIL)
            return true;
    }
    return false;
}

/* An operation that was not tracked may have broken the rule. */
static void tell_spilled(struct verdict_builder *builder)
{
    struct finding_header header = {.source = SOURCE_RULE,
                                    .verdict = VERDICT_ERROR,
                                    .rule = RULE_BOUNDED,
                                    .actor = -1,
                                    .at_ns = builder->facts->last_ns};
    if (!builder->facts->operations.spilled || has_failed_one(&builder->out->judgement))
        return;
    add_finding(builder, &header,
                "too many operations to judge: the judge has room for %u threads that are in "
                "an operation at once, and for %u slow operations; let the actors use fewer "
                "threads, or write: waive bounded",
                OPERATION_THREADS, OPERATIONS_LATE);
}

void rule_bounded(struct verdict_builder *builder)
{
    const struct operations *of = &builder->facts->operations;
    if (of->kept)
        obligation_met(builder, RULE_BOUNDED);
    for (uint32_t i = 0; i < of->late_count; i++)
        judge_operation(builder, &of->late[i]);
    for (uint32_t i = 0; i < of->thread_count; i++) {
        const struct operation_thread *thread = &of->threads[i];
        if (thread->now.begun)
            judge_operation(builder, &thread->now);
    }
    for (int actor = 0; actor < (int)builder->scenario->actor_count; actor++)
        must_stop(builder, actor);
    tell_spilled(builder);
}
