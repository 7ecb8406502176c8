/*
 * No event of a log says "I hold a lock". This file concludes it from the steps of the run. Let
 * W be the waiting actor and S the struck actor. W waits for what S held if:
 *
 *   - W's last event is X, a step that the scenario declares itself. Each earlier X of W was
 *     followed by the step Y in the same thread. The same is true of each X of S.
 *   - S was the last actor to reach Y before it was struck, and no other actor reached Y since.
 *   - S went from X to Y at least once without an event of its parent about S in between. So W
 *     does not wait for the parent.
 *
 * Two actors at Y at once prove nothing: an actor that releases a lock logs its next step
 * later, and another actor can have the lock by then.
 */
#include "kit/judge/abandoned.h"
#include "kit/judge/rule.h"

#include <string.h>

/*
 * The number of causes that are kept apart. Findings that follow from further causes stay as
 * they are.
 */
#define CAUSES_MOST 4

struct abandoned {
    int waiter, holder;
    const struct fact *wait;   /* X of the waiter */
    const struct fact *taken;  /* Y of the holder, the last of all */
    const struct fact *strike; /* at the holder */
};

/*
 * A step that the scenario declares. What the protocol's own steps wait for is known. A call of
 * an injected actor, such as a read and the end of a read, is about any object.
 */
static bool is_own_step(const struct verdict_builder *builder, const struct fact *word)
{
    return word && word->kind == EVENT_STEP && word->step < 0 &&
           !actor_is_injected(builder->scenario, word->actor);
}

/* The last event of this name up to an instant, or NULL. */
static const struct fact *last_named(const struct verdict_builder *builder, int actor,
                                     const char *name, int64_t until_ns)
{
    const struct fact_list *list = facts_named(builder->facts->store, actor, name);
    size_t after = list_after(list, until_ns);
    return after > 0 ? list->at[after - 1] : NULL;
}

/* Whether each X of the actor before `until_ns` was followed by Y. */
static bool always_leads_to(const struct verdict_builder *builder, int actor, const char *x,
                            const char *y, int64_t until_ns)
{
    const struct fact_list *list = facts_named(builder->facts->store, actor, x);
    for (size_t i = 0; i < list->count && list->at[i]->at_ns < until_ns; i++) {
        const struct fact *next =
            facts_next_of_thread(builder->facts, list->at[i], FACTS_LATEST);
        if (!next || !words_equal(next->name, y))
            return false;
    }
    return true;
}

/*
 * Whether the actor went from X to Y at least once without an event of its parent about it in
 * between.
 */
static bool needs_no_parent(const struct verdict_builder *builder, int actor, const char *x)
{
    const struct fact_list *list = facts_named(builder->facts->store, actor, x);
    if (!actor_of(builder, actor)->is_child)
        return true;
    for (size_t i = 0; i < list->count; i++) {
        const struct fact *next =
            facts_next_of_thread(builder->facts, list->at[i], FACTS_LATEST);
        struct pattern word = {.actor = parent_of(builder, actor),
                               .peer = name_of(builder, actor)};
        if (next && !facts_find(builder->facts, &word, list->at[i]->at_ns, next->at_ns, NULL))
            return true;
    }
    return false;
}

/* Whether no other actor has reached Y since, up to the instant. */
static bool is_last(const struct verdict_builder *builder, const struct fact *taken,
                    int64_t until_ns)
{
    for (int i = 0; i < (int)builder->scenario->actor_count; i++) {
        const struct fact *other = last_named(builder, i, taken->name, until_ns);
        if (other && i != taken->actor && other->at_ns >= taken->at_ns)
            return false;
    }
    return true;
}

/*
 * The fault that ended or stopped the actor, up to an instant. A hang that was resumed did not.
 */
static const struct fact *struck_by(const struct verdict_builder *builder, int actor,
                                    int64_t until_ns)
{
    const struct fact *strike =
        earlier(kill_of(builder, actor), event_of(builder, actor, MARK_HUNG));
    return instant_of(strike) <= until_ns ? strike : NULL;
}

/* Whether the actor waits for this struck holder. */
static bool holder_is_awaited(const struct verdict_builder *builder, struct abandoned *of,
                              int64_t at_ns)
{
    const char *x = of->wait->name;
    const struct fact *asked = last_named(builder, of->holder, x, of->strike->at_ns);
    of->taken = asked ? facts_next_of_thread(builder->facts, asked, of->strike->at_ns) : NULL;
    if (!is_own_step(builder, of->taken) || words_equal(of->taken->name, x))
        return false;
    const char *y = of->taken->name;
    return always_leads_to(builder, of->waiter, x, y, of->wait->at_ns) &&
           always_leads_to(builder, of->holder, x, y, of->strike->at_ns) &&
           is_last(builder, of->taken, at_ns) && needs_no_parent(builder, of->holder, x);
}

static bool find_abandoned_wait(const struct verdict_builder *builder, int actor, int64_t at_ns,
                                struct abandoned *out)
{
    const struct fact *last = facts_last_said(builder->facts, actor, at_ns);
    if (!is_own_step(builder, last) || struck_by(builder, actor, at_ns) ||
        instant_at(builder, actor, MARK_EXITED) < at_ns)
        return false;
    *out = (struct abandoned){.waiter = actor, .wait = last};
    for (int i = 0; i < (int)builder->scenario->actor_count; i++) {
        out->holder = i;
        out->strike = i == actor ? NULL : struck_by(builder, i, at_ns);
        if (out->strike && holder_is_awaited(builder, out, at_ns))
            return true;
    }
    return false;
}

/* ---- findings ---- */

static bool is_judged(const struct verdict_builder *builder, int actor)
{
    return !scenario_waives(builder->scenario, RULE_BOUNDED, builder->processes->of[actor]);
}

/* "; also waiting: w3, w4": the waiting actors other than the first. */
static void add_others(const struct verdict_builder *builder, struct finding *finding,
                       int first, const bool waits[SCENARIO_ACTORS])
{
    struct text text = text_after(finding->text, sizeof finding->text);
    const char *before = "; also waiting: ";
    for (int i = 0; i < (int)builder->scenario->actor_count; i++) {
        if (!waits[i] || i == first)
            continue;
        text_add(&text, "%s%s", before, name_of(builder, i));
        before = ", ";
    }
}

static void report_abandoned_wait(struct verdict_builder *builder, const struct abandoned *of,
                                  enum kit_verdict verdict, int64_t at_ns,
                                  const bool waits[SCENARIO_ACTORS])
{
    const char *holder = name_of(builder, of->holder);
    struct finding_header header = rule_header(RULE_BOUNDED, verdict, of->waiter, at_ns);
    struct finding *finding = add_finding(
        builder, &header,
        "%s still waits at %s #%u for what %s held: %s was the last to reach %s "
        "#%u, then %s; no actor has reached %s since",
        name_of(builder, of->waiter), of->wait->name, (unsigned)of->wait->occurrence, holder,
        holder, of->taken->name, (unsigned)of->taken->occurrence,
        describe_fact(of->strike).text, of->taken->name);
    add_others(builder, finding, of->waiter, waits);
    add_cause(finding,
              "a lock stays taken when its holder ends or hangs: docs/races.md#abandoned-lock");
}

bool abandoned_tell(struct verdict_builder *builder, int actor)
{
    struct abandoned of;
    int64_t now_ns = builder->facts->horizon_ns;
    if (!builder->facts->last_strike || !is_judged(builder, actor) ||
        !find_abandoned_wait(builder, actor, now_ns, &of))
        return false;
    int64_t from_ns = of.strike->at_ns > of.wait->at_ns ? of.strike->at_ns : of.wait->at_ns;
    struct window window = window_for(builder->facts, actor, from_ns,
                                      builder->scenario->window_ms[RULE_PARENT_CONTINUES]);
    if (window.deadline_ns > now_ns)
        return false;
    const bool alone[SCENARIO_ACTORS] = {false};
    report_abandoned_wait(builder, &of, verdict_of_absence(builder, &window, actor),
                          window.deadline_ns, alone);
    return true;
}

/* ---- findings that follow from the wait ---- */

/*
 * Whether the actor continues after the strike: it logs an event, or ends when it is asked to.
 */
static bool actor_goes_on(const struct verdict_builder *builder, int actor, int64_t strike_ns)
{
    const struct fact *last = facts_last_said(builder->facts, actor, FACTS_LATEST);
    return (last && last->at_ns > strike_ns) ||
           (instant_at(builder, actor, MARK_EXITED) < FACTS_NEVER &&
            !event_of(builder, actor, MARK_ENDED));
}

/*
 * The actor whose wait could explain the finding: the child that a finding on a parent names,
 * else the finding's actor. -1 if no wait could explain it.
 */
static int waiter_of_finding(const struct verdict_builder *builder,
                             const struct finding *finding)
{
    const char *name = finding->peer[0] ? finding->peer : finding->actor;
    bool follows = finding->source == SOURCE_RULE &&
                   (finding->rule == RULE_PARENT_CONTINUES ||
                    finding->rule == RULE_CHILD_ENDS || finding->rule == RULE_BOUNDED ||
                    finding->rule == RULE_NOBODY_ELSE || finding->rule == RULE_NOTHING_LEFT);
    int newest = -1;
    for (int i = 0; follows && i < (int)builder->scenario->actor_count; i++) {
        if (words_equal(name_of(builder, i), name) &&
            instant_at(builder, i, MARK_STARTED) <= finding->at_ns)
            newest = i;
    }
    return newest;
}

/* Whether this finding follows from a wait for what a struck actor held. */
static bool finding_follows(const struct verdict_builder *builder,
                            const struct finding *finding, struct abandoned *of)
{
    int actor = waiter_of_finding(builder, finding);
    if (finding->verdict < VERDICT_FAIL || actor < 0 || !is_judged(builder, actor) ||
        !find_abandoned_wait(builder, actor, finding->at_ns, of))
        return false;
    return !finding->peer[0] ||
           actor_goes_on(builder, scenario_actor(builder->scenario, finding->actor),
                         of->strike->at_ns);
}

/* One cause, and the actors that wait because of it. */
struct cause {
    struct abandoned of; /* the first that was found to wait */
    enum kit_verdict verdict;
    int64_t at_ns;
    bool waits[SCENARIO_ACTORS];
};

/* The step that took the lock identifies the cause. */
static void note_cause(struct cause *causes, uint32_t *count, const struct abandoned *of,
                       const struct finding *finding)
{
    uint32_t i = 0;
    while (i < *count && causes[i].of.taken != of->taken)
        i++;
    struct cause *cause = &causes[i];
    if (i == *count) {
        *cause = (struct cause){.of = *of, .at_ns = INT64_MAX};
        ++*count;
    }
    if (finding->at_ns < cause->at_ns) {
        cause->of = *of;
        cause->at_ns = finding->at_ns;
        cause->verdict = finding->verdict;
    }
    cause->waits[of->waiter] = true;
}

void abandoned_merge(struct verdict_builder *builder)
{
    struct judgement *judgement = &builder->out->judgement;
    struct cause causes[CAUSES_MOST];
    struct abandoned of;
    uint32_t cause_count = 0, kept = 0;
    if (!builder->facts->last_strike)
        return;
    for (uint32_t i = 0; i < judgement->count; i++) {
        const struct finding *finding = &judgement->findings[i];
        if (cause_count < CAUSES_MOST && finding_follows(builder, finding, &of))
            note_cause(causes, &cause_count, &of, finding);
        else
            judgement->findings[kept++] = *finding;
    }
    judgement->count = kept;
    for (uint32_t i = 0; i < cause_count; i++)
        report_abandoned_wait(builder, &causes[i].of, causes[i].verdict, causes[i].at_ns,
                              causes[i].waits);
}
