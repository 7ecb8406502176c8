#include "kit/judge/preconditions.h"
#include "kit/base/image.h"
#include "kit/base/injected_needs.h"
#include "kit/base/line_number.h"
#include "kit/judge/given_up.h"
#include "kit/judge/line.h"
#include "kit/judge/not_entered.h"
#include "kit/judge/rule.h"
#include "kit/judge/unread.h"

static struct finding_header trouble_header(const struct verdict_builder *builder, int actor,
                                            int64_t at_ns)
{
    uint32_t line_number = actor < 0 ? 0 : builder->scenario->actors[actor].line_number;
    return (struct finding_header){.source = SOURCE_RUN,
                                   .verdict = VERDICT_ERROR,
                                   .actor = actor,
                                   .line_number = line_number,
                                   .at_ns = at_ns};
}

/* Reports at most the first KIT_FINDINGS troubles. */
static void tell_troubles(struct verdict_builder *builder)
{
    uint32_t told = 0;
    const struct fact_list *troubles = facts_of_kind(builder->facts->store, EVENT_TROUBLE);
    for (size_t i = 0; i < troubles->count; i++) {
        const struct fact *event = troubles->at[i];
        struct finding_header header = trouble_header(builder, event->actor, event->at_ns);
        header.line_number = event->line_number > 0 ? event->line_number : header.line_number;
        if (told++ < KIT_FINDINGS) {
            struct finding *finding = add_finding(builder, &header, "%s", event->text);
            finding->no_target = words_equal(event->by, TROUBLE_NO_TARGET);
        }
        builder->spilled |= told > KIT_FINDINGS;
        builder->troubled = true;
        builder->out->hopeless = true;
    }
}

/* The common error codes of a failed start, with an explanation. */
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

/*
 * A fault made a call of the parent fail before it reported this: a call for this child, or for
 * no child in particular.
 */
static bool was_failed_before(const struct verdict_builder *builder, int child, int64_t at_ns)
{
    int parent = builder->scenario->actors[child].parent;
    return instant_at(builder, child, MARK_FAILED) <= at_ns ||
           instant_at(builder, parent, MARK_FAILED) <= at_ns;
}

static void tell_unstarted(struct verdict_builder *builder, int actor)
{
    const struct scenario_actor *child = &builder->scenario->actors[actor];
    const struct fact *report = marked(builder->facts, actor, MARK_UNSTARTED);
    if (!report || was_failed_before(builder, actor, report->at_ns))
        return;
    struct finding_header header = trouble_header(builder, actor, report->at_ns);
    add_finding(builder, &header, "%s could not start %s ('%s'): Win32 error %u%s",
                report->actor_name, child->name, child->program, (unsigned)report->code,
                start_error(report->code));
    builder->troubled = true;
    builder->out->hopeless = true;
}

/* Without the line the run says nothing about the program, so nothing else is told. */
static bool tell_not_entered(struct verdict_builder *builder)
{
    bool any = false;
    for (int i = 0; i < builder->processes->declared; i++) {
        int process = not_entered_process(builder, i);
        if (process < 0)
            continue;
        struct finding_header header =
            trouble_header(builder, i, instant_at(builder, process, MARK_STARTED));
        add_finding(builder, &header,
                    "the injected probe never came into %s, so %s was not in force there; it "
                    "needs " INJECTED_NEEDS,
                    name_of(builder, i), not_entered_line(builder).text);
        builder->troubled = any = true;
    }
    return any;
}

/* ---- ended by itself ---- */

/* Whether a fault had struck an actor, or an actor that it depends on, by an instant. */
static bool family_was_touched(const struct verdict_builder *builder, int actor, int64_t by_ns)
{
    for (int i = 0; i < (int)builder->scenario->actor_count; i++) {
        if (scenario_parent_or_self(builder->scenario, i) !=
            scenario_parent_or_self(builder->scenario, actor))
            continue;
        if (instant_of(first_act_on(builder->facts, i)) <= by_ns)
            return true;
    }
    return instant_at(builder, THE_RUN, MARK_CLOSING) <= by_ns;
}

static bool parent_went_first(const struct verdict_builder *builder, int actor,
                              int64_t exited_ns)
{
    const struct scenario_actor *of = &builder->scenario->actors[actor];
    return of->is_child && instant_at(builder, of->parent, MARK_EXITED) <= exited_ns;
}

static bool line_needs_actor(const struct verdict_builder *builder,
                             const struct scenario_line *line, int actor)
{
    if (line->actor == actor || line->target == actor || line->peer == actor)
        return true;
    bool of_child = line->actor >= 0 && builder->scenario->actors[line->actor].parent == actor;
    return of_child ||
           (line->target >= 0 && builder->scenario->actors[line->target].parent == actor);
}

/* By its own event or, for a parent, by one to a child. */
static bool said_quit(const struct verdict_builder *builder, int actor)
{
    bool quit = instant_at(builder, actor, MARK_QUIT) < FACTS_NEVER;
    for (int i = 0; i < (int)builder->scenario->actor_count && !quit; i++)
        quit = builder->scenario->actors[i].parent == actor &&
               instant_at(builder, i, MARK_TOLD_QUIT) < FACTS_NEVER;
    return quit;
}

/* Whether the text at which the line strikes was printed: then it is no longer waited for. */
static bool was_printed(const struct verdict_builder *builder, const struct scenario_line *line)
{
    const struct pattern pattern = {.occurrence = line->occurrence,
                                    .line_number = line->line_number};
    return line->kind == SAY_AT_PRINTS &&
           facts_find(builder->facts, &pattern, 0, FACTS_NEVER, NULL);
}

/*
 * The first fault or hold that has not happened and that the end of `actor` explains, or -1. An
 * actor that sent Quit has ended as planned, so its end explains only lines that need this
 * actor.
 */
static int line_awaited(const struct verdict_builder *builder, int actor)
{
    bool quit = said_quit(builder, actor);
    /*
     * The child made all requests that it was told to make. So a line that still waits waits
     * for a step that does not come in such a run. This is no failed precondition; the line is
     * vacuous.
     */
    if (quit && builder->scenario->requests > 0)
        return -1;
    for (uint32_t i = 0; i < builder->scenario->line_count; i++) {
        const struct scenario_line *line = &builder->scenario->lines[i];
        bool strikes = line_strikes(line) || line->kind == SAY_AT_PRINTS;
        if ((line_arms(line) || strikes) && armed_at(builder->facts, i) == FACTS_NEVER &&
            !was_printed(builder, line) &&
            ((!quit && !strikes) || line_needs_actor(builder, line, actor)))
            return (int)i;
    }
    return -1;
}

/* The first report of this name in which `speaker` names itself and `actor`. */
static const struct fact *report_between(const struct verdict_builder *builder, int speaker,
                                         int actor, enum protocol_step step)
{
    const struct fact_list *said =
        facts_named(builder->facts->store, speaker, step_words[step]);
    for (size_t i = 0; i < said->count; i++) {
        const struct fact *fact = said->at[i];
        if (fact->kind == EVENT_REPORT && (speaker == actor || fact->peer == actor))
            return fact;
    }
    return NULL;
}

/*
 * "; before that, host reported child.lost cs by watchdog": the first such report between the
 * actor and its family, provided that no fault had struck any of them. Empty if there was none.
 */
static struct short_text deeper_cause(const struct verdict_builder *builder, int actor,
                                      int64_t by_ns)
{
    static const enum protocol_step causes[] = {PROTOCOL_VIOLATION, PROTOCOL_CHILD_LOST};
    const struct fact *first = NULL;
    struct short_text out = {""};
    struct text text = text_over(out.text, sizeof out.text);
    for (int i = 0; i < (int)builder->scenario->actor_count; i++) {
        for (size_t c = 0; c < sizeof causes / sizeof *causes; c++)
            first = earlier(first, report_between(builder, i, actor, causes[c]));
    }
    if (first && first->at_ns <= by_ns)
        text_add(&text, "; before that, %s reported %s%s%s%s%s", first->actor_name, first->name,
                 first->peer_name[0] ? " " : "", first->peer_name, first->by[0] ? " by " : "",
                 first->by);
    return out;
}

/*
 * Whether its parent had given up it, or another child that no line had touched: what a parent
 * does about that child can end its others, too. A child that starts slowly can be given up
 * before it is heard at all.
 */
static bool is_after_giving_up(const struct verdict_builder *builder, int actor,
                               int64_t exited_ns)
{
    for (int i = 0; i < (int)builder->scenario->actor_count; i++) {
        if (parent_of(builder, i) == parent_of(builder, actor) &&
            given_up_by_silence(builder, i, exited_ns).report)
            return true;
    }
    return false;
}

/* A search for the pipe of two processes suspends both, and needs 30 ms. */
#define SEARCH_LONG_NS (500 * NS_PER_MS)

/*
 * Whether the pair stood still for long while the runner looked for its pipe, so that a
 * deadline of its own may have passed meanwhile. Only a busy machine needs so long for a look.
 */
static bool was_searched_long(const struct verdict_builder *builder, int line_index,
                              int64_t exited_ns)
{
    const struct scenario_line *line = &builder->scenario->lines[line_index];
    const struct fact *begun = builder->facts->lines[line_index].begun;
    return line->fault == FAULT_DROP && !statement_orders(line->kind) && begun &&
           exited_ns - begun->at_ns > SEARCH_LONG_NS;
}

/* `actor` is its process that ended. */
static void tell_ended(struct verdict_builder *builder, int actor, int line_index)
{
    const struct fact *exit = marked(builder->facts, actor, MARK_EXITED);
    struct finding_header header = trouble_header(builder, actor, exit->at_ns);
    const char *name = name_of(builder, actor);
    struct short_text code = code_text(exit->code);
    struct short_text cause = deeper_cause(builder, actor, exit->at_ns);
    struct line_words line = line_words(builder->scenario->lines[line_index].line_number);
    struct finding *finding;
    if (!statement_orders(builder->scenario->lines[line_index].kind))
        finding = add_finding(builder, &header,
                              "%s ended by itself (exit code %s) before %s could strike%s",
                              name, code.text, line.text, cause.text);
    else if (!has_steps(builder, actor))
        finding = add_finding(
            builder, &header,
            "%s ended by itself (exit code %s) before %s could strike, and it made no "
            "step; if it has no probe, link it with the probe (docs/tutorial.md)",
            name, code.text, line.text);
    else if (builder->scenario->actors[actor].is_child && has_probe(builder, actor) &&
             instant_at(builder, actor, MARK_CONNECTED) > exit->at_ns)
        finding = add_finding(builder, &header,
                              "%s ended by itself (exit code %s) before it connected, and "
                              "before %s could strike; %s%s",
                              name, code.text, line.text,
                              last_step_text(builder, actor, exit->at_ns).text, cause.text);
    else
        finding = add_finding(builder, &header,
                              "%s ended by itself (exit code %s) before %s could strike; "
                              "%s%s",
                              name, code.text, line.text,
                              last_step_text(builder, actor, exit->at_ns).text, cause.text);
    const struct given_up given_up = given_up_by_silence(builder, actor, exit->at_ns);
    add_given_up(builder, finding, &given_up);
    finding->of_busy_machine |= is_after_giving_up(builder, actor, exit->at_ns) ||
                                was_searched_long(builder, line_index, exit->at_ns);
    finding->bad_end = exit->code != 0 && !given_up.report;
}

/*
 * A parent that is a user's own program may restart its child, and lines wait for the next
 * process. If the parent has not done so within the window, it counts as never.
 */
static bool may_come_again(struct verdict_builder *builder, int actor, int64_t exited_ns)
{
    const struct scenario_actor *of = &builder->scenario->actors[actor];
    if (!of->is_child || !builder->scenario->actors[of->parent].quoted ||
        instant_at(builder, of->parent, MARK_EXITED) < FACTS_NEVER)
        return false;
    struct window window = window_for(builder->facts, of->parent, exited_ns,
                                      builder->scenario->window_ms[RULE_PARENT_CONTINUES]);
    if (builder->facts->horizon_ns >= window.deadline_ns)
        return false;
    await(builder, actor, "", window.deadline_ns);
    return true;
}

static void tell_ended_early(struct verdict_builder *builder, int actor)
{
    int newest = process_at(builder, actor, FACTS_LATEST);
    int64_t exited_ns = instant_at(builder, newest, MARK_EXITED);
    if (exited_ns == FACTS_NEVER || family_was_touched(builder, actor, exited_ns) ||
        parent_went_first(builder, actor, exited_ns))
        return;
    int line_index = line_awaited(builder, actor);
    if (line_index < 0 || may_come_again(builder, actor, exited_ns))
        return;
    tell_ended(builder, newest, line_index);
    builder->troubled = true;
    builder->out->hopeless = true;
}

/* ---- an actor that never reached the step that a line needs ---- */

static bool precondition_is_met(const struct verdict_builder *builder, uint32_t index)
{
    const struct scenario_line *line = &builder->scenario->lines[index];
    struct pattern pattern = {.actor = line->actor, .name = line->step, .by_all = true};
    if (line_arms(line))
        return armed_at(builder->facts, index) < FACTS_NEVER;
    return facts_occurrences(builder->facts, &pattern) > 0;
}

/* The first line that counts steps of this actor, or awaits one; -1 if there is none. */
static int line_about_steps(const struct verdict_builder *builder, int actor)
{
    int declared = builder->processes->of[actor];
    for (uint32_t i = 0; i < builder->scenario->line_count; i++) {
        const struct scenario_line *line = &builder->scenario->lines[i];
        if (line->step[0] && line->actor == declared)
            return (int)i;
    }
    return -1;
}

/* A line that waits in vain for a step or a report of this actor; -1 if there is none. */
static int line_in_vain(const struct verdict_builder *builder, int actor, bool only_armed)
{
    for (uint32_t i = 0; i < builder->scenario->line_count; i++) {
        const struct scenario_line *line = &builder->scenario->lines[i];
        bool arms = statement_orders(line->kind);
        bool says = line->kind == SAY_EXPECT_REPORTS || line->kind == SAY_EXPECT_REACHES;
        bool its = line->actor == actor || (only_armed && line->peer == actor);
        if (its && (arms || (says && !only_armed)) && !precondition_is_met(builder, i))
            return (int)i;
    }
    return -1;
}

/* A process that entered the run under a name that no actor has; NULL if there is none. */
static const struct fact *misnamed_process(const struct verdict_builder *builder)
{
    return builder->facts->misnamed;
}

/* The steps of a blind actor are not all known, so no count of them is. */
static void tell_blind(struct verdict_builder *builder, int actor)
{
    const struct fact *blind = self_test_of(builder, actor, MARK_BLIND);
    int line_index = blind ? line_about_steps(builder, actor) : -1;
    if (line_index < 0)
        return;
    struct finding_header header = trouble_header(builder, actor, blind->at_ns);
    header.verdict = VERDICT_UNSEEN;
    add_finding(builder, &header,
                "the injected probe did not see all calls of %s, and %s counts them: %s",
                name_of(builder, actor),
                line_words(builder->scenario->lines[line_index].line_number).text, blind->text);
}

static void tell_no_probe(struct verdict_builder *builder, int actor, int64_t over_ns)
{
    int line_index = line_in_vain(builder, actor, false);
    if (line_index < 0 || has_steps(builder, actor) ||
        instant_at(builder, actor, MARK_STARTED) == FACTS_NEVER)
        return;
    struct finding_header header = trouble_header(builder, actor, over_ns);
    const struct fact *other = misnamed_process(builder);
    struct line_words line = line_words(builder->scenario->lines[line_index].line_number);
    if (actor_is_injected(builder->scenario, actor))
        add_finding(builder, &header,
                    "the injected probe never came into %s, and %s needs its steps; it "
                    "needs " INJECTED_NEEDS,
                    name_of(builder, actor), line.text);
    else if (other)
        add_finding(builder, &header,
                    "%s has no probe, and %s needs its steps; but process %u called "
                    "lifeline_attach(\"%s\"), and no actor has that name; write the same name "
                    "in the program and in the scenario",
                    name_of(builder, actor), line.text, (unsigned)other->pid, other->name);
    else
        add_finding(builder, &header,
                    "%s has no probe: its steps cannot be seen, and %s needs them; "
                    "link it with the probe (docs/tutorial.md)",
                    name_of(builder, actor), line.text);
    builder->troubled = true;
}

/* Only for actors that would log the step: a user's own child may not have it. */
static void tell_never_connected(struct verdict_builder *builder, int actor, int64_t over_ns)
{
    int line_index = line_in_vain(builder, actor, true);
    if (line_index < 0 || instant_at(builder, actor, MARK_BEGUN) == FACTS_NEVER ||
        instant_at(builder, actor, MARK_CONNECTED) < FACTS_NEVER)
        return;
    struct finding_header header = trouble_header(builder, actor, over_ns);
    add_finding(builder, &header, "%s never connected, and %s needs the connection; %s",
                name_of(builder, actor),
                line_words(builder->scenario->lines[line_index].line_number).text,
                last_step_text(builder, actor, over_ns).text);
    builder->troubled = true;
}

/* A process of the run that belongs to no actor; NULL if there is none. */
static const struct fact *process_of_nobody(const struct verdict_builder *builder)
{
    return builder->facts->stranger;
}

/* Whether a line states what the actor must never do. Then the actor need not come. */
static bool is_forbidden_something(const struct verdict_builder *builder, int actor)
{
    for (uint32_t i = 0; i < builder->scenario->line_count; i++) {
        const struct scenario_line *line = &builder->scenario->lines[i];
        if (line->actor == actor &&
            (line->kind == SAY_EXPECT_NEVER_REACHES || line->kind == SAY_EXPECT_NEVER_REPORTS ||
             line->kind == SAY_EXPECT_NEVER_STARTS || line->kind == SAY_EXPECT_STARTS_AT_MOST))
            return true;
    }
    return false;
}

/*
 * The parent was struck before it could start this child: it had started others of the same
 * image, or its last event was that it was about to start one. If a process of another image
 * was seen, the image in the scenario may be wrong.
 */
static bool was_cut_short(const struct verdict_builder *builder, int actor)
{
    const struct scenario_actor *of = &builder->scenario->actors[actor];
    const struct fact *strike = first_of(builder, of->parent, MARK_KILLED, MARK_HUNG);
    if (!strike)
        return false;
    const struct fact *last = facts_last_said(builder->facts, of->parent, strike->at_ns);
    if (last && fact_is_step(last, PROTOCOL_CHILD_PREPARED) && !process_of_nobody(builder))
        return true;
    for (int i = 0; i < builder->processes->declared; i++) {
        const struct scenario_actor *other = &builder->scenario->actors[i];
        if (i != actor && other->by_image && other->parent == of->parent &&
            words_equal(other->program, of->program) &&
            instant_at(builder, i, MARK_STARTED) < FACTS_NEVER)
            return true;
    }
    return false;
}

/*
 * The strike at a step or call of the parent, as early as a parent that has a probe may start
 * its children; or NULL.
 */
static const struct fact *early_strike(const struct verdict_builder *builder, int actor)
{
    int parent = parent_of(builder, actor);
    const struct fact *strike = earlier(first_of(builder, parent, MARK_KILLED, MARK_HUNG),
                                        event_of(builder, parent, MARK_FAILED));
    int64_t started_ns = instant_at(builder, parent, MARK_STARTED);
    if (!strike || strike->kind != EVENT_STRUCK || !strike->by[0] || started_ns == FACTS_NEVER)
        return NULL;
    struct window early = window_for(builder->facts, parent, started_ns,
                                     builder->scenario->window_ms[RULE_PARENT_CONTINUES]);
    return strike->at_ns <= early.deadline_ns ? strike : NULL;
}

/*
 * The early strike that kept the child from being started; or NULL. No process of the run
 * belongs to no actor: such a one could be the child, under words that the scenario has wrong.
 */
static const struct fact *kept_from_start(const struct verdict_builder *builder, int actor)
{
    return process_of_nobody(builder) ? NULL : early_strike(builder, actor);
}

/* A process outside the run's job that has this image. */
static const struct fact *escaped_as(const struct verdict_builder *builder, const char *program)
{
    const struct fact_list *list = facts_of_kind(builder->facts->store, EVENT_ESCAPED);
    for (size_t i = 0; i < list->count; i++) {
        if (image_is(list->at[i]->name, program))
            return list->at[i];
    }
    return NULL;
}

/* What to write so that the actor is known, whenever its process ends. */
static struct short_text unread_cure(const struct scenario_actor *of, const char *image)
{
    struct short_text out;
    struct text text = text_over(out.text, sizeof out.text);
    if (image[0])
        text_add(&text, "to know it by its image, write: child %s is image %s", of->name,
                 image);
    else
        text_add(&text, "run fewer scenarios at once (--jobs)");
    return out;
}

/*
 * The parent was killed early, and all processes that may have been this child ended in the
 * child's time, before the run closed. If one of them was the child, it ended as it must. If
 * none was, the child was never started. So there is nothing that it could have broken.
 */
static bool tell_ended_either_way(struct verdict_builder *builder, int actor)
{
    const struct fact *strike = early_strike(builder, actor);
    const struct fact *killed = event_of(builder, parent_of(builder, actor), MARK_KILLED);
    if (!strike || strike != killed || is_forbidden_something(builder, actor))
        return false;
    struct window window = window_for(builder->facts, actor, strike->at_ns,
                                      builder->scenario->window_ms[RULE_CHILD_ENDS]);
    int64_t closing_ns = instant_at(builder, THE_RUN, MARK_CLOSING);
    const struct fact *end = unread_last_end(
        builder, window.deadline_ns < closing_ns ? window.deadline_ns : closing_ns);
    if (!end)
        return false;
    rule_note(builder, RULE_CHILD_ENDS, actor, strike->at_ns,
              "process %u ended before its command line could be read; if it was %s, it ended "
              "in time, and if not, %s was never started, since %s before",
              (unsigned)end->pid, name_of(builder, actor), name_of(builder, actor),
              describe_fact(strike).text);
    return true;
}

/* False if the actor cannot be such a process. */
static bool tell_unread(struct verdict_builder *builder, int actor)
{
    const struct scenario_actor *of = &builder->scenario->actors[actor];
    const struct fact *unread = of->by_command ? unread_process(builder) : NULL;
    if (!unread)
        return false;
    if (tell_ended_either_way(builder, actor))
        return true;
    struct finding_header header =
        trouble_header(builder, actor, instant_at(builder, THE_RUN, MARK_END));
    add_finding(builder, &header,
                "process %u (%s) ended before its command line could be read, so Lifeline "
                "cannot tell whether it was %s; %s",
                (unsigned)unread->pid, unread->name[0] ? unread->name : "of unknown image",
                of->name, unread_cure(of, unread->name).text);
    builder->troubled = true;
    return true;
}

/* The first process that belongs to no actor and has this image; or NULL. */
static const struct fact *nobody_as(const struct verdict_builder *builder, const char *program)
{
    const struct fact_list *list = facts_of_kind(builder->facts->store, EVENT_STARTED);
    for (size_t i = 0; i < list->count; i++) {
        if (!list->at[i]->actor_name[0] && image_is(list->at[i]->name, program))
            return list->at[i];
    }
    return NULL;
}

/*
 * A process of nobody was seen, so the scenario may say wrongly what the child is. One that has
 * the child's image was created by another actor: for an unknown creator the runner would have
 * taken it. False if there was no such process, or if a command line is asked for.
 */
static bool tell_of_another(struct verdict_builder *builder, int actor)
{
    const struct scenario_actor *of = &builder->scenario->actors[actor];
    const struct fact *other = process_of_nobody(builder);
    const struct fact *same = nobody_as(builder, of->program);
    if (of->by_command || !other)
        return false;
    struct finding_header header =
        trouble_header(builder, actor, instant_at(builder, THE_RUN, MARK_END));
    if (same)
        add_finding(builder, &header,
                    "process %u (%s) is not %s, since another actor than %s created it; to "
                    "know it by its command line instead, write: child %s is any \"%s\"",
                    (unsigned)same->pid, same->name, of->name, name_of(builder, of->parent),
                    of->name, same->name);
    else
        add_finding(builder, &header,
                    "no process had the image '%s' of %s; the run saw '%s', which belongs to "
                    "no actor; correct the image in the scenario",
                    of->program, of->name, other->name);
    builder->troubled = true;
    return true;
}

/* An actor that is known only by its image and never came would satisfy every rule. */
static void tell_never_seen(struct verdict_builder *builder, int actor)
{
    const struct scenario_actor *of = &builder->scenario->actors[actor];
    if (!of->by_image || was_cut_short(builder, actor) ||
        instant_at(builder, actor, MARK_STARTED) < FACTS_NEVER ||
        instant_at(builder, THE_RUN, MARK_END) == FACTS_NEVER || tell_unread(builder, actor) ||
        is_forbidden_something(builder, actor))
        return;
    if (tell_of_another(builder, actor))
        return;
    struct finding_header header =
        trouble_header(builder, actor, instant_at(builder, THE_RUN, MARK_END));
    const struct fact *escaped = of->by_command ? NULL : escaped_as(builder, of->program);
    const struct fact *strike = escaped ? NULL : kept_from_start(builder, actor);
    if (strike) {
        rule_note(builder, RULE_CHILD_ENDS, actor, strike->at_ns,
                  "%s was never started, since %s before; nothing is known of it", of->name,
                  describe_fact(strike).text);
        return;
    }
    header.verdict = VERDICT_UNSEEN;
    if (of->by_command)
        add_finding(builder, &header,
                    "no process of %s had \"%s\" in its command line, so nothing is known of "
                    "%s",
                    name_of(builder, of->parent), of->program, of->name);
    else if (escaped)
        add_finding(builder, &header,
                    "process %u (%s) is outside the run's job, so it does not count as %s; "
                    "start it without another process as its parent",
                    (unsigned)escaped->pid, escaped->name, of->name);
    else
        add_finding(builder, &header,
                    "%s started no process of the image '%s', so nothing is known of %s",
                    name_of(builder, of->parent), of->program, of->name);
}

/* A parent that had the time to, starts all children at once, and reports what it does. */
bool preconditions_never_started(const struct verdict_builder *builder, int actor)
{
    const struct scenario_actor *of = &builder->scenario->actors[actor];
    if (!of->is_child || of->by_image || is_forbidden_something(builder, actor) ||
        builder->scenario->actors[of->parent].max_parallel > 0 ||
        !has_probe(builder, of->parent) ||
        instant_at(builder, actor, MARK_STARTED) < FACTS_NEVER || has_probe(builder, actor) ||
        instant_at(builder, actor, MARK_UNSTARTED) < FACTS_NEVER)
        return false;
    struct window window =
        window_for(builder->facts, of->parent, instant_at(builder, of->parent, MARK_ATTACHED),
                   builder->scenario->window_ms[RULE_PARENT_CONTINUES]);
    const struct fact *until =
        earlier(asked(builder, of->parent), event_of(builder, of->parent, MARK_EXITED));
    return instant_of(until) > window.deadline_ns;
}

static void tell_never_came(struct verdict_builder *builder, int actor)
{
    const struct facts *facts = builder->facts;
    int64_t over_ns = instant_of(
        earlier(marked(facts, THE_RUN, MARK_LIMIT), marked(facts, THE_RUN, MARK_END)));
    bool ended = instant_at(builder, actor, MARK_EXITED) <= over_ns;
    if (over_ns == FACTS_NEVER || (ended && builder->troubled))
        return;
    tell_no_probe(builder, actor, over_ns);
    if (!family_was_touched(builder, actor, over_ns))
        tell_never_connected(builder, actor, over_ns);
}

/*
 * A line waits for the first process of an actor. The later ones come only after the first was
 * there.
 */
void preconditions_judge(struct verdict_builder *builder)
{
    tell_troubles(builder);
    if (tell_not_entered(builder))
        return;
    for (int i = 0; i < (int)builder->scenario->actor_count; i++)
        tell_unstarted(builder, i);
    for (int i = 0; i < builder->processes->declared; i++)
        tell_ended_early(builder, i);
    for (int i = 0; i < builder->processes->declared; i++)
        tell_never_seen(builder, i);
    for (int i = 0; i < builder->processes->declared; i++)
        tell_never_came(builder, i);
    for (int i = 0; i < builder->processes->declared; i++)
        tell_blind(builder, i);
}
