#include "kit/judge/run_end.h"
#include "kit/judge/line.h"

/* The lines only observe, and at least one of them shows that such a run is wanted. */
static bool is_asked_for(const struct scenario *scenario)
{
    for (uint32_t i = 0; i < scenario->line_count; i++) {
        if (!line_expects(&scenario->lines[i]))
            return false;
    }
    return scenario->ending.line_number > 0 || scenario->sweep_count > 0;
}

static int64_t earlier_ns(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t later_ns(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* When the last of the actors that the runner starts ended, or FACTS_NEVER. */
static int64_t ended_by_itself_at(const struct verdict_builder *builder)
{
    int64_t last_ns = 0;
    for (int i = 0; i < (int)builder->scenario->actor_count; i++) {
        if (!builder->scenario->actors[i].is_child)
            last_ns = later_ns(last_ns, marked_at(builder->facts, i, MARK_EXITED));
    }
    return last_ns;
}

/*
 * When a child that is not told how many requests to make had made them, sent Quit, or ended.
 */
static int64_t done_at(const struct verdict_builder *builder, int child)
{
    struct pattern request = {.actor = child,
                              .name = step_words[PROTOCOL_REQUEST_SENT],
                              .occurrence = builder->scenario->requests,
                              .by_all = true};
    int newest = process_at(builder, child, FACTS_LATEST);
    int64_t done_ns = earlier_ns(marked_at(builder->facts, newest, MARK_EXITED),
                                 marked_at(builder->facts, newest, MARK_QUIT));
    if (request.occurrence == 0)
        return done_ns;
    return earlier_ns(done_ns,
                      instant_of(facts_find(builder->facts, &request, 0, FACTS_LATEST, NULL)));
}

/*
 * When the last of these children was done, plus a delay in which its last steps and its
 * parent's reports of it come. FACTS_NEVER if there are none, or not all are done.
 */
static int64_t all_done_at(const struct verdict_builder *builder)
{
    int64_t last_ns = 0;
    bool any = false;
    for (int i = 0; i < builder->processes->declared; i++) {
        if (!builder->scenario->actors[i].is_child || scenario_is_told(builder->scenario, i))
            continue;
        last_ns = later_ns(last_ns, done_at(builder, i));
        any = true;
    }
    if (!any || last_ns == FACTS_NEVER)
        return FACTS_NEVER;
    return window_open(builder->facts, last_ns, builder->scenario->settle_ms).deadline_ns;
}

/* From when the time of the run counts: the start of the last actor, or the instant at which
 * the injected probe came into it, before which it runs no code of its own. */
static int64_t begun_at(const struct verdict_builder *builder)
{
    struct pattern request = {.name = step_words[PROTOCOL_REQUEST_SENT], .by_all = true};
    int64_t last_ns = 0;
    for (int i = 0; i < builder->processes->declared; i++) {
        int64_t started_ns = marked_at(builder->facts, i, MARK_STARTED);
        int64_t injected_ns = marked_at(builder->facts, i, MARK_INJECTED);
        const struct fact_list *asked =
            facts_named_by_all(builder->facts->store, i, request.name);
        if (started_ns < FACTS_NEVER)
            last_ns = later_ns(last_ns, started_ns);
        if (injected_ns < FACTS_NEVER)
            last_ns = later_ns(last_ns, injected_ns);
        if (builder->scenario->requests > 0 && asked->count > 0)
            last_ns = later_ns(last_ns, asked->at[asked->count - 1]->at_ns);
    }
    return last_ns;
}

static bool all_have_started(const struct verdict_builder *builder)
{
    for (int i = 0; i < builder->processes->declared; i++) {
        if (marked_at(builder->facts, i, MARK_STARTED) == FACTS_NEVER)
            return false;
    }
    return true;
}

/*
 * On a busy machine a parent can need longer than a short `run for` to start its child. A run
 * that was over before would show nothing of the two. A child that never starts is waited for
 * no longer than usual.
 */
static int64_t time_over_at(const struct verdict_builder *builder)
{
    uint32_t ms = builder->scenario->ending.window_ms;
    if (builder->scenario->ending.kind == SAY_RUN_UNTIL &&
        builder->scenario->ending.line_number > 0)
        return FACTS_NEVER;
    if (ms == 0 || (ms < RUN_USUAL_MS && !all_have_started(builder)))
        ms = RUN_USUAL_MS;
    return window_open(builder->facts, begun_at(builder), ms).deadline_ns;
}

static int64_t step_at(const struct verdict_builder *builder)
{
    const struct scenario_line *ending = &builder->scenario->ending;
    struct pattern pattern;
    if (ending->line_number == 0 || ending->kind != SAY_RUN_UNTIL)
        return FACTS_NEVER;
    pattern = line_pattern(builder, ending);
    return instant_of(facts_find(builder->facts, &pattern, 0, FACTS_LATEST, NULL));
}

/* The event that came first, up to an instant. */
static enum kit_run_end end_by(const struct verdict_builder *builder, int64_t until_ns)
{
    const struct scenario *scenario = builder->scenario;
    bool usual = scenario->ending.line_number == 0;
    if (step_at(builder) <= until_ns)
        return RUN_ENDS_STEP;
    if (ended_by_itself_at(builder) <= until_ns)
        return RUN_ENDS_ITSELF;
    if (usual && scenario_is_counted(scenario))
        return builder->out->unfinished ? RUN_ENDS_NONE : RUN_ENDS_REQUESTS;
    if (usual && all_done_at(builder) <= until_ns)
        return RUN_ENDS_REQUESTS;
    return time_over_at(builder) <= until_ns ? RUN_ENDS_TIME : RUN_ENDS_NONE;
}

/* The step of `run until`, which never came. */
static void report_never_reached(struct verdict_builder *builder, int64_t at_ns)
{
    const struct scenario_line *ending = &builder->scenario->ending;
    struct finding_header header = {.source = SOURCE_LINE,
                                    .verdict = VERDICT_FAIL,
                                    .actor = ending->actor,
                                    .line_number = ending->line_number,
                                    .at_ns = at_ns};
    if (!builder->troubled)
        add_finding(builder, &header, "%s never reached %s #%u, the step of `run until`; %s",
                    name_of(builder, ending->actor), ending->step, (unsigned)ending->occurrence,
                    last_step_text(builder, ending->actor, at_ns).text);
}

void run_end_judge(struct verdict_builder *builder)
{
    const struct facts *facts = builder->facts;
    int64_t limit_ns = marked_at(facts, THE_RUN, MARK_LIMIT);
    int64_t until_ns = earlier_ns(marked_at(facts, THE_RUN, MARK_CLOSING), facts->horizon_ns);
    if (!is_asked_for(builder->scenario))
        return;
    builder->in_play++;
    enum kit_run_end end = end_by(builder, earlier_ns(until_ns, limit_ns));
    bool awaits_step = builder->scenario->ending.line_number > 0 &&
                       builder->scenario->ending.kind == SAY_RUN_UNTIL;
    if (awaits_step &&
        (end == RUN_ENDS_ITSELF || (end == RUN_ENDS_NONE && limit_ns <= until_ns)))
        report_never_reached(builder, earlier_ns(until_ns, limit_ns));
    if (end == RUN_ENDS_NONE && limit_ns <= until_ns)
        end = RUN_ENDS_TIME;
    builder->out->ended_by = end;
    if (end == RUN_ENDS_NONE && marked_at(facts, THE_RUN, MARK_CLOSING) == FACTS_NEVER)
        builder->out->unfinished = true;
}
