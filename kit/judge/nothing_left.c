/*
 * nothing-left: when the run is over, all its processes have ended, in its job and outside of
 * it; and a parent that releases a child keeps no handle for it.
 */
#include "kit/base/image.h"
#include "kit/judge/counted_handles.h"
#include "kit/judge/system_processes.h"

/* The maximum of events of one instant that are searched for one parent's. */
#define CENSUS_MOST 1024

/*
 * A rule was still waiting for the process to end when the run was over, so the process was not
 * late yet.
 */
static bool is_awaited_still(const struct verdict_builder *builder, int actor)
{
    const struct judgement *judgement = &builder->out->judgement;
    for (uint32_t i = 0; i < judgement->count; i++) {
        const struct finding *finding = &judgement->findings[i];
        if (finding->source == SOURCE_RULE && finding->rule == RULE_CHILD_ENDS &&
            finding->verdict == VERDICT_UNSEEN &&
            words_equal(finding->actor, name_of(builder, actor)))
            return true;
    }
    return false;
}

/*
 * Not counted as left behind: a process that the runner itself keeps from ending, one that
 * never started to run, and one that is meant to outlive its parent.
 */
static bool is_excused(const struct verdict_builder *builder, int actor)
{
    return actor_of(builder, actor)->may_stay ||
           instant_at(builder, actor, MARK_HUNG) < FACTS_NEVER ||
           builder->facts->pauses.now[actor] > 0 ||
           (actor_of(builder, actor)->is_child && was_never_born(builder, actor));
}

/*
 * System processes, such as the one for a console, can outlast a program that is killed while
 * it starts. No actor of the scenario left them behind.
 */
static bool is_of_the_system(const struct fact *left)
{
    return is_systems_own(left->name) && (left->actor < 0 || left->kind == EVENT_ESCAPED);
}

static bool was_left_outside(const struct fact *left)
{
    return words_equal(left->by, PROCESS_OUTSIDE);
}

/* Nobody ends it, so a person has to know of it. */
static void note_stays(struct verdict_builder *builder, const struct fact *left)
{
    rule_note(builder, RULE_NOTHING_LEFT, left->actor, left->at_ns,
              "%s (pid %u) still runs: it left the run's job, so the runner did not end it",
              name_of(builder, left->actor), (unsigned)left->pid);
}

/* What stands behind the program in a command line, with the space before it. */
static const char *arguments_of(const char *command)
{
    bool is_quoted = *command == '"';
    const char *end = strchr(command + is_quoted, is_quoted ? '"' : ' ');
    return end ? end + is_quoted : "";
}

/* "tool.exe --serve 1": the image is often that of an actor, and tells nothing. */
static struct short_text stranger_text(const struct verdict_builder *builder,
                                       const struct fact *left)
{
    const struct fact_list *starts = facts_of_kind(builder->facts->store, EVENT_STARTED);
    struct short_text out;
    struct text text = text_over(out.text, sizeof out.text);
    text_add(&text, "%s", left->name);
    for (size_t i = starts->count; i > 0; i--) {
        if (starts->at[i - 1]->pid != left->pid)
            continue;
        text_add(&text, "%s", arguments_of(starts->at[i - 1]->text));
        break;
    }
    return out;
}

static void left_behind(struct verdict_builder *builder, const struct fact *left,
                        const struct window *window)
{
    int actor = left->actor;
    struct finding_header header = rule_header(
        RULE_NOTHING_LEFT, verdict_of_absence(builder, window, -1), actor, left->at_ns);
    if (is_of_the_system(left))
        return;
    /*
     * The owner of the process is unknown. That is reported elsewhere, and this finding would
     * follow from it.
     */
    if (actor < 0 && builder->troubled)
        return;
    if (actor < 0) {
        add_finding(builder, &header,
                    "process %u (%s) still ran when the run was over; it belongs to no actor "
                    "of the scenario",
                    (unsigned)left->pid, stranger_text(builder, left).text);
        return;
    }
    if (was_left_outside(left) && is_excused(builder, actor))
        note_stays(builder, left);
    if (has_failed_a_rule(builder, actor) || is_awaited_still(builder, actor) ||
        is_excused(builder, actor))
        return;
    struct finding *finding = add_finding(
        builder, &header, "%s (pid %u) still ran when the run was over; %s",
        name_of(builder, actor), (unsigned)left->pid,
        was_left_outside(left) ? "it left the run's job, so the runner does not end it"
                               : last_step_text(builder, actor, left->at_ns).text);
    add_excuse(builder, finding, window, -1);
}

/* The window for leftovers starts when the run begins to close. */
static void judge_leftovers(struct verdict_builder *builder)
{
    const struct fact *closing = event_of(builder, THE_RUN, MARK_CLOSING);
    struct window window = {.from_ns = FACTS_NEVER};
    const struct fact_list *left = facts_of_kind(builder->facts->store, EVENT_LEFT);
    for (size_t i = 0; i < left->count; i++) {
        const struct fact *event = left->at[i];
        if (window.from_ns == FACTS_NEVER)
            window = window_open(builder->facts, closing ? closing->at_ns : event->at_ns,
                                 builder->scenario->window_ms[RULE_NOTHING_LEFT]);
        builder->in_play++;
        left_behind(builder, event, &window);
    }
}

/* ---- outside the job ---- */

/* Whether a child of this family that may stay has this image. The log has no command line of a
 * process outside the job. */
static bool may_stay_outside(const struct verdict_builder *builder, const struct fact *event)
{
    for (int i = 0; i < (int)builder->scenario->actor_count; i++) {
        const struct scenario_actor *of = actor_of(builder, i);
        if (of->may_stay && (event->actor < 0 || of->parent == event->actor) &&
            (of->by_command || image_is(event->name, of->program)))
            return true;
    }
    return false;
}

static void report_escaped(struct verdict_builder *builder, const struct fact *event,
                           const struct window *window)
{
    struct finding_header header = rule_header(
        RULE_NOTHING_LEFT, verdict_of_absence(builder, window, -1), event->actor, event->at_ns);
    struct short_text of;
    struct text text = text_over(of.text, sizeof of.text);
    if (event->actor < 0)
        text_add(&text, "the run");
    else
        text_add(&text, "the family of %s", name_of(builder, event->actor));
    struct finding *finding = add_finding(
        builder, &header,
        "process %u (%s), which belongs to %s, still ran when the run was over; it is outside "
        "the run's job, so the runner does not end it",
        (unsigned)event->pid, event->name[0] ? event->name : "of unknown image", of.text);
    add_excuse(builder, finding, window, -1);
    add_cause(finding, "it was started by a service or with another process as its parent, so "
                       "it outlives the program that asked for it: docs/races.md#left-the-job");
}

static void judge_escaped(struct verdict_builder *builder)
{
    const struct fact *closing = event_of(builder, THE_RUN, MARK_CLOSING);
    const struct fact_list *list = facts_of_kind(builder->facts->store, EVENT_ESCAPED);
    for (size_t i = 0; i < list->count; i++) {
        const struct fact *event = list->at[i];
        struct window window =
            window_open(builder->facts, closing ? closing->at_ns : event->at_ns,
                        builder->scenario->window_ms[RULE_NOTHING_LEFT]);
        builder->in_play++;
        if (!is_of_the_system(event) && !may_stay_outside(builder, event))
            report_escaped(builder, event, &window);
    }
}

/* ---- handles ---- */

/*
 * The handles that a parent held at one quiescent point: a count for each type, one after
 * another.
 */
struct census {
    const struct fact *first; /* NULL: the actor never rested */
    size_t at;                /* the first's index in the list of EVENT_HANDLES */
};

static const struct fact_list *handle_facts(const struct verdict_builder *builder)
{
    return facts_of_kind(builder->facts->store, EVENT_HANDLES);
}

/*
 * The i-th count of handles, if it belongs to this census; else NULL. All counts of a census
 * are of one instant.
 */
static const struct fact *handle_count_at(const struct verdict_builder *builder,
                                          const struct census *census, size_t i)
{
    const struct fact *event = handle_facts(builder)->at[i];
    return event->line_number == 0 && event->occurrence == census->first->occurrence &&
                   event->actor == census->first->actor
               ? event
               : NULL;
}

/*
 * Behind the last count that can belong to a census. A system has some sixty types of handles;
 * a log that claims more than this maximum is not believed.
 */
static size_t end_of_census(const struct verdict_builder *builder, const struct census *census)
{
    size_t end = list_after(handle_facts(builder), census->first->at_ns);
    return end - census->at < CENSUS_MOST ? end : census->at + CENSUS_MOST;
}

/* A type that a census has not counted has no handles. */
static uint64_t handles_of(const struct verdict_builder *builder, const struct census *census,
                           const char *type)
{
    for (size_t i = census->at; i < end_of_census(builder, census); i++) {
        const struct fact *event = handle_count_at(builder, census, i);
        if (event && words_equal(event->name, type))
            return event->size;
    }
    return 0;
}

/* The types of which there are more handles at the last quiescent point than at the first. */
struct growth {
    uint64_t more;    /* of all types */
    bool even;        /* for each type, a whole number for each quiescent point in between */
    struct text told; /* "Event 9 instead of 6, Thread 5 instead of 2" */
    struct text each; /* "1 Event, 1 Thread" */
    char told_at[160], each_at[96];
};

static void compare_quiescent_counts(const struct verdict_builder *builder,
                                     const struct census *first, const struct census *last,
                                     struct growth *out)
{
    uint64_t rounds = last->first->occurrence - first->first->occurrence;
    *out = (struct growth){.even = true};
    out->told = text_over(out->told_at, sizeof out->told_at);
    out->each = text_over(out->each_at, sizeof out->each_at);
    for (size_t i = last->at; i < end_of_census(builder, last); i++) {
        const struct fact *event = handle_count_at(builder, last, i);
        if (!event)
            continue;
        uint64_t before = handles_of(builder, first, event->name);
        if (event->size <= before)
            continue;
        uint64_t more = event->size - before;
        const char *comma = out->more > 0 ? ", " : "";
        text_add(&out->told, "%s%s %llu instead of %llu", comma, event->name,
                 (unsigned long long)event->size, (unsigned long long)before);
        text_add(&out->each, "%s%llu %s", comma, (unsigned long long)(more / rounds),
                 event->name);
        out->even = out->even && more % rounds == 0;
        out->more += more;
    }
}

static void tell_growth(struct verdict_builder *builder, int actor, const struct census *first,
                        const struct census *last)
{
    struct growth growth;
    struct finding_header header =
        rule_header(RULE_NOTHING_LEFT, VERDICT_FAIL, actor, last->first->at_ns);
    compare_quiescent_counts(builder, first, last, &growth);
    if (growth.more == 0)
        return;
    struct finding *finding =
        add_finding(builder, &header,
                    "%s holds %llu more %s at rest #%u than at rest #%u, though it has let all "
                    "its children go: %s",
                    name_of(builder, actor), (unsigned long long)growth.more,
                    growth.more == 1 ? "handle" : "handles", (unsigned)last->first->occurrence,
                    (unsigned)first->first->occurrence, growth.told_at);
    if (growth.even)
        add_cause(finding,
                  "for each child that %s let go, it kept %s: docs/races.md#kept-handle",
                  finding->actor, growth.each_at);
    else
        add_cause(finding,
                  "the growth is not the same for each child: %s keeps the handle on "
                  "one way of losing a child only, or made it at a first use after "
                  "the first rest: docs/races.md#kept-handle",
                  finding->actor);
}

/*
 * A parent with `places 1` must come to rest after each child, unless a fault killed or hung
 * the parent.
 */
static void unseen_quiescent_counts(struct verdict_builder *builder, int actor)
{
    const struct fact *end = event_of(builder, THE_RUN, MARK_END);
    bool survived = instant_at(builder, actor, MARK_KILLED) == FACTS_NEVER &&
                    instant_at(builder, actor, MARK_HUNG) == FACTS_NEVER;
    struct finding_header header =
        rule_header(RULE_NOTHING_LEFT, VERDICT_UNSEEN, actor, instant_of(end));
    if (!end || !survived || has_failed_a_rule(builder, actor))
        return;
    add_finding(builder, &header,
                "cannot tell whether %s leaks handles: it must make the step family.rest after "
                "its first child and after its last",
                name_of(builder, actor));
}

/* One instant has more counts than a census has types, so none of them is believed. */
static bool is_flooded(struct verdict_builder *builder, int actor, const struct census *census)
{
    struct finding_header header =
        rule_header(RULE_NOTHING_LEFT, VERDICT_ERROR, actor, census->first->at_ns);
    if (list_after(handle_facts(builder), census->first->at_ns) - census->at <= CENSUS_MOST)
        return false;
    add_finding(builder, &header,
                "too many counts of handles to judge: more than %d at rest #%u of %s",
                CENSUS_MOST, (unsigned)census->first->occurrence, name_of(builder, actor));
    return true;
}

static void judge_handles(struct verdict_builder *builder, int actor)
{
    const struct quiescent_counts *quiescent = &builder->facts->quiescent[actor];
    struct census first = {quiescent->first, quiescent->first_at};
    struct census last = {quiescent->last, quiescent->last_at};
    if (first.first && last.first->occurrence > first.first->occurrence) {
        builder->in_play++;
        obligation_met(builder, RULE_NOTHING_LEFT);
        if (!is_flooded(builder, actor, &first) && !is_flooded(builder, actor, &last))
            tell_growth(builder, actor, &first, &last);
    } else if (actor_of(builder, actor)->max_parallel == 1) {
        builder->in_play++;
        unseen_quiescent_counts(builder, actor);
    }
}

/* An actor that still ran when the run began to close, and then ended by itself, met the
 * rule. */
static void count_own_end(struct verdict_builder *builder, int actor)
{
    int64_t exited_ns = instant_at(builder, actor, MARK_EXITED);
    if (exited_ns > instant_at(builder, THE_RUN, MARK_CLOSING) &&
        exited_ns < instant_at(builder, THE_RUN, MARK_END) &&
        !first_of(builder, actor, MARK_KILLED, MARK_HUNG) &&
        !event_of(builder, actor, MARK_ENDED))
        obligation_met(builder, RULE_NOTHING_LEFT);
}

void rule_nothing_left(struct verdict_builder *builder)
{
    for (int i = 0; i < (int)builder->scenario->actor_count; i++) {
        count_own_end(builder, i);
        if (!actor_of(builder, i)->is_child && !actor_of(builder, i)->is_bystander)
            judge_handles(builder, i);
    }
    counted_handles_judge(builder);
    judge_leftovers(builder);
    judge_escaped(builder);
}
