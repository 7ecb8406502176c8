#include "kit/judge/preconditions.h"

static struct charge trouble_charge(const struct bench *bench, int actor, int64_t at_ns)
{
    uint32_t line = actor < 0 ? 0 : bench->scenario->actors[actor].line;
    return (struct charge){.source = SOURCE_RUN,
                           .verdict = VERDICT_ERROR,
                           .actor = actor,
                           .line = line,
                           .at_ns = at_ns};
}

static int64_t at(const struct bench *bench, int actor, enum mark mark)
{
    return marked_at(bench->facts, actor, mark);
}

/* Of a flood of them the first ones are told. */
static void tell_troubles(struct bench *bench)
{
    uint32_t told = 0;
    const struct fact_list *troubles = facts_of_kind(bench->facts->store, EVENT_TROUBLE);
    for (size_t i = 0; i < troubles->count; i++) {
        const struct fact *event = troubles->at[i];
        struct charge charge = trouble_charge(bench, event->actor, event->at_ns);
        charge.line = event->line > 0 ? event->line : charge.line;
        if (told++ < KIT_FINDINGS)
            bench_find(bench, &charge, "%s", event->text);
        bench->spilled |= told > KIT_FINDINGS;
        bench->troubled = true;
        bench->out->hopeless = true;
    }
}

/* What the codes of a failed start mean that people meet. */
static const char *start_error(uint32_t code)
{
    switch (code) {
    case 2:
    case 3:
        return ": there is no such file";
    case 5:
        return ": access was refused";
    case 193:
        return ": it is no program for this system";
    default:
        return "";
    }
}

/* A call of the parent's failed by order before it said so: for this child, or for nobody's. */
static bool was_failed_before(const struct bench *bench, int child, int64_t at_ns)
{
    int parent = bench->scenario->actors[child].parent;
    return at(bench, child, MARK_FAILED) <= at_ns || at(bench, parent, MARK_FAILED) <= at_ns;
}

static void tell_unstarted(struct bench *bench, int actor)
{
    const struct scenario_actor *child = &bench->scenario->actors[actor];
    const struct fact *report = marked(bench->facts, actor, MARK_UNSTARTED);
    if (!report || was_failed_before(bench, actor, report->at_ns))
        return;
    struct charge charge = trouble_charge(bench, actor, report->at_ns);
    bench_find(bench, &charge, "%s could not start %s ('%s'): Win32 error %u%s",
               report->actor_name, child->name, child->program, (unsigned)report->code,
               start_error(report->code));
    bench->troubled = true;
    bench->out->hopeless = true;
}

/* ---- ended by itself ---- */

static int family_of(const struct bench *bench, int actor)
{
    const struct scenario_actor *of = &bench->scenario->actors[actor];
    return of->is_child ? of->parent : actor;
}

/* Whether anything was done, by an instant, to an actor or to one that it hangs together with.
 */
static bool family_was_touched(const struct bench *bench, int actor, int64_t by_ns)
{
    static const enum mark acts[] = {MARK_KILLED,  MARK_HUNG,   MARK_DROPPED, MARK_DELAYED,
                                     MARK_SPOILED, MARK_FAILED, MARK_CUT,     MARK_HELD,
                                     MARK_STOPPED, MARK_ENDED};
    for (int i = 0; i < (int)bench->scenario->actor_count; i++) {
        if (family_of(bench, i) != family_of(bench, actor))
            continue;
        for (size_t m = 0; m < sizeof acts / sizeof *acts; m++) {
            if (at(bench, i, acts[m]) <= by_ns)
                return true;
        }
    }
    return at(bench, THE_RUN, MARK_CLOSING) <= by_ns;
}

static bool parent_went_first(const struct bench *bench, int actor, int64_t exited_ns)
{
    const struct scenario_actor *of = &bench->scenario->actors[actor];
    return of->is_child && at(bench, of->parent, MARK_EXITED) <= exited_ns;
}

static bool needs(const struct bench *bench, const struct scenario_line *line, int actor)
{
    if (line->actor == actor || line->target == actor || line->peer == actor)
        return true;
    bool of_child = line->actor >= 0 && bench->scenario->actors[line->actor].parent == actor;
    return of_child ||
           (line->target >= 0 && bench->scenario->actors[line->target].parent == actor);
}

/*
 * The first fault or hold that has not happened and that the end of `actor` explains, or -1. An
 * actor that said Quit has ended as planned, so that only lines that need it can be in its way.
 */
static int line_awaited(const struct bench *bench, int actor)
{
    bool quit = at(bench, actor, MARK_QUIT) < FACTS_NEVER;
    /* Told how many requests to make, it made them: that a line still waits says that its step
     * does not come in such a run. Nothing stood in its way; it is vacuous. */
    if (quit && bench->scenario->requests > 0)
        return -1;
    for (uint32_t i = 0; i < bench->scenario->line_count; i++) {
        const struct scenario_line *line = &bench->scenario->lines[i];
        bool strikes = line_strikes(line);
        if ((line_arms(line) || strikes) && armed_at(bench->facts, i) == FACTS_NEVER &&
            ((!quit && !strikes) || needs(bench, line, actor)))
            return (int)i;
    }
    return -1;
}

/* The first report of this name by which `speaker` says something of itself and `actor`. */
static const struct fact *report_between(const struct bench *bench, int speaker, int actor,
                                         enum protocol_step step)
{
    const struct fact_list *said = facts_named(bench->facts->store, speaker, step_words[step]);
    for (size_t i = 0; i < said->count; i++) {
        const struct fact *fact = said->at[i];
        if (fact->kind == EVENT_REPORT && (speaker == actor || fact->peer == actor))
            return fact;
    }
    return NULL;
}

/* "; before that, host reported child.lost cs by watchdog": the first such word between the
 * actor and its family, as nothing was done to any of them. Empty if there was none. */
static struct phrase deeper_cause(const struct bench *bench, int actor, int64_t by_ns)
{
    static const enum protocol_step causes[] = {PROTOCOL_VIOLATION, PROTOCOL_CHILD_LOST};
    const struct fact *first = NULL;
    struct phrase phrase = {""};
    struct text text = text_over(phrase.text, sizeof phrase.text);
    for (int i = 0; i < (int)bench->scenario->actor_count; i++) {
        for (size_t c = 0; c < sizeof causes / sizeof *causes; c++)
            first = earlier(first, report_between(bench, i, actor, causes[c]));
    }
    if (first && first->at_ns <= by_ns)
        text_add(&text, "; before that, %s reported %s%s%s%s%s", first->actor_name, first->name,
                 first->peer_name[0] ? " " : "", first->peer_name, first->by[0] ? " by " : "",
                 first->by);
    return phrase;
}

static void tell_ended(struct bench *bench, int actor, int line)
{
    const struct fact *exit = marked(bench->facts, actor, MARK_EXITED);
    struct charge charge = trouble_charge(bench, actor, exit->at_ns);
    const char *name = name_of(bench, actor);
    struct phrase code = code_text(exit->code);
    struct phrase cause = deeper_cause(bench, actor, exit->at_ns);
    unsigned number = (unsigned)bench->scenario->lines[line].line;
    if (line_strikes(&bench->scenario->lines[line]))
        bench_find(bench, &charge,
                   "%s ended by itself (exit code %s) before line %u could strike%s", name,
                   code.text, number, cause.text);
    else if (!has_probe(bench, actor))
        bench_find(bench, &charge,
                   "%s ended by itself (exit code %s) before line %u could strike, "
                   "and it has no probe: its steps cannot be seen; link it with the probe "
                   "(docs/tutorial.md)",
                   name, code.text, number);
    else if (bench->scenario->actors[actor].is_child &&
             at(bench, actor, MARK_CONNECTED) > exit->at_ns)
        bench_find(bench, &charge,
                   "%s ended by itself (exit code %s) before it connected, and "
                   "before line %u could strike; %s%s",
                   name, code.text, number, last_step_text(bench, actor, exit->at_ns).text,
                   cause.text);
    else
        bench_find(bench, &charge,
                   "%s ended by itself (exit code %s) before line %u could strike; "
                   "%s%s",
                   name, code.text, number, last_step_text(bench, actor, exit->at_ns).text,
                   cause.text);
}

static void tell_ended_early(struct bench *bench, int actor)
{
    int64_t exited_ns = at(bench, actor, MARK_EXITED);
    if (exited_ns == FACTS_NEVER || family_was_touched(bench, actor, exited_ns) ||
        parent_went_first(bench, actor, exited_ns))
        return;
    int line = line_awaited(bench, actor);
    if (line < 0)
        return;
    tell_ended(bench, actor, line);
    bench->troubled = true;
    bench->out->hopeless = true;
}

/* ---- never came to where a line needs it ---- */

static bool is_met(const struct bench *bench, uint32_t index)
{
    const struct scenario_line *line = &bench->scenario->lines[index];
    struct pattern pattern = {.actor = line->actor, .name = line->step};
    if (line_arms(line))
        return armed_at(bench->facts, index) < FACTS_NEVER;
    return facts_occurrences(bench->facts, &pattern) > 0;
}

/* A line that waits for a step or a report of this actor in vain; -1 if none does. */
static int line_in_vain(const struct bench *bench, int actor, bool only_armed)
{
    for (uint32_t i = 0; i < bench->scenario->line_count; i++) {
        const struct scenario_line *line = &bench->scenario->lines[i];
        bool arms = line_arms(line);
        bool says = line->kind == SAY_EXPECT_REPORTS || line->kind == SAY_EXPECT_REACHES;
        bool its = line->actor == actor || (only_armed && line->peer == actor);
        if (its && (arms || (says && !only_armed)) && !is_met(bench, i))
            return (int)i;
    }
    return -1;
}

/* A process that entered the run under a name that no actor has; NULL if none did. */
static const struct fact *misnamed(const struct bench *bench)
{
    return bench->facts->misnamed;
}

static void tell_no_probe(struct bench *bench, int actor, int64_t over_ns)
{
    int line = line_in_vain(bench, actor, false);
    if (line < 0 || has_probe(bench, actor) || at(bench, actor, MARK_STARTED) == FACTS_NEVER)
        return;
    struct charge charge = trouble_charge(bench, actor, over_ns);
    const struct fact *other = misnamed(bench);
    unsigned number = (unsigned)bench->scenario->lines[line].line;
    if (other)
        bench_find(
            bench, &charge,
            "%s has no probe, and line %u needs its steps; but process %u called "
            "lifeline_attach(\"%s\"), and no actor here has that name: write the same one "
            "there and here",
            name_of(bench, actor), number, (unsigned)other->pid, other->name);
    else
        bench_find(bench, &charge,
                   "%s has no probe: its steps cannot be seen, and line %u needs them; "
                   "link it with the probe (docs/tutorial.md)",
                   name_of(bench, actor), number);
    bench->troubled = true;
}

/* Only of those who would say so if they did: a child of the user's own may not have the step.
 */
static void tell_never_connected(struct bench *bench, int actor, int64_t over_ns)
{
    int line = line_in_vain(bench, actor, true);
    if (line < 0 || at(bench, actor, MARK_BEGUN) == FACTS_NEVER ||
        at(bench, actor, MARK_CONNECTED) < FACTS_NEVER)
        return;
    struct charge charge = trouble_charge(bench, actor, over_ns);
    bench_find(bench, &charge, "%s never connected, and line %u needs it; %s",
               name_of(bench, actor), (unsigned)bench->scenario->lines[line].line,
               last_step_text(bench, actor, over_ns).text);
    bench->troubled = true;
}

/* A process of the run that is nobody's; NULL if each is an actor's. */
static const struct fact *stranger(const struct bench *bench)
{
    return bench->facts->stranger;
}

/* An actor that is known by its image alone and never came would satisfy every rule. */
static void tell_never_seen(struct bench *bench, int actor)
{
    const struct scenario_actor *of = &bench->scenario->actors[actor];
    const struct fact *other = stranger(bench);
    if (!of->by_image || at(bench, actor, MARK_STARTED) < FACTS_NEVER ||
        at(bench, THE_RUN, MARK_END) == FACTS_NEVER)
        return;
    struct charge charge = trouble_charge(bench, actor, at(bench, THE_RUN, MARK_END));
    if (other) {
        bench_find(
            bench, &charge,
            "no process of the image '%s' was seen, which %s is; the run saw '%s', which "
            "is nobody: correct the image in the scenario",
            of->program, of->name, other->name);
        bench->troubled = true;
        return;
    }
    charge.verdict = VERDICT_UNSEEN;
    bench_find(bench, &charge,
               "%s started no process of the image '%s', so nothing is known of %s",
               name_of(bench, of->parent), of->program, of->name);
}

static void tell_never_came(struct bench *bench, int actor)
{
    const struct facts *facts = bench->facts;
    int64_t over_ns = instant_of(
        earlier(marked(facts, THE_RUN, MARK_LIMIT), marked(facts, THE_RUN, MARK_END)));
    bool ended = at(bench, actor, MARK_EXITED) <= over_ns;
    if (over_ns == FACTS_NEVER || (ended && bench->troubled))
        return;
    tell_no_probe(bench, actor, over_ns);
    if (!family_was_touched(bench, actor, over_ns))
        tell_never_connected(bench, actor, over_ns);
}

void preconditions_judge(struct bench *bench)
{
    tell_troubles(bench);
    for (int i = 0; i < (int)bench->scenario->actor_count; i++)
        tell_unstarted(bench, i);
    for (int i = 0; i < (int)bench->scenario->actor_count; i++)
        tell_ended_early(bench, i);
    for (int i = 0; i < (int)bench->scenario->actor_count; i++)
        tell_never_seen(bench, i);
    for (int i = 0; i < (int)bench->scenario->actor_count; i++)
        tell_never_came(bench, i);
}
