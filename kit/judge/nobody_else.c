/*
 * nobody-else: an actor continues if neither it nor its family was the target of a fault or a
 * stop.
 */
#include "kit/judge/rule.h"

/*
 * The event after which the actor is no longer a bystander: its family was struck or held, the
 * actor was asked to stop, or the run closes.
 */
static const struct fact *bystander_until(const struct verdict_builder *builder, int actor)
{
    int head = family_head(builder->scenario, actor);
    const struct fact *turn =
        earlier(builder->facts->bystanders.touched[head], event_of(builder, head, MARK_HELD));
    return earlier(earlier(turn, event_of(builder, actor, MARK_HELD)), asked(builder, actor));
}

/* Its parent told it to end by sending a Quit. */
static bool was_told_quit(const struct verdict_builder *builder, int child)
{
    const struct fact *ending = event_of(builder, child, MARK_ENDING);
    return ending && words_equal(ending->by, "quit");
}

/*
 * An end with a cause outside the actor: a Quit of either side, its parent's end, or the loss
 * on which it was told to stop.
 */
static bool ended_in_its_turn(const struct verdict_builder *builder, int actor,
                              int64_t exited_ns)
{
    if (actor_of(builder, actor)->is_child)
        return was_told_quit(builder, actor) || actor_of(builder, actor)->may_end ||
               instant_at(builder, actor, MARK_TOLD_QUIT) <= exited_ns ||
               instant_at(builder, actor, MARK_QUIT) <= exited_ns ||
               instant_at(builder, parent_of(builder, actor), MARK_EXITED) <= exited_ns;
    for (int child = 0; child < (int)builder->scenario->actor_count; child++) {
        if (actor_of(builder, actor)->stops_on_loss && parent_of(builder, child) == actor &&
            instant_at(builder, child, MARK_EXITED) <= exited_ns)
            return true;
    }
    return false;
}

static void report_ended_bystander(struct verdict_builder *builder, int actor,
                                   const struct fact *act)
{
    const struct fact *exit = event_of(builder, actor, MARK_EXITED);
    struct finding_header header =
        rule_header(RULE_NOBODY_ELSE, VERDICT_FAIL, actor, exit->at_ns);
    struct finding *finding = add_finding(
        builder, &header,
        "%s ended (exit code %s) %lld ms after %s; no fault and no stop was aimed "
        "at %s, so it must go on",
        name_of(builder, actor), code_text(exit->code).text,
        ms_between(act->at_ns, exit->at_ns), describe_fact(act).text, name_of(builder, actor));
    add_cause(finding,
              "another process may have ended %s by mistake, by its image name, by its process "
              "id or by a job that both are in: docs/races.md#somebody-else",
              finding->actor);
}

static void stood_still(struct verdict_builder *builder, int actor, const struct window *window,
                        const struct fact *act)
{
    struct finding_header header =
        rule_header(RULE_NOBODY_ELSE, verdict_of_absence(builder, window, actor), actor,
                    window->deadline_ns);
    struct finding *finding = add_finding(
        builder, &header,
        "%s made no step within %u ms after %s, but did before; no fault and no stop was aimed "
        "at %s, so it must go on",
        name_of(builder, actor), (unsigned)window->length_ms, describe_fact(act).text,
        name_of(builder, actor));
    add_excuse(builder, finding, window, actor);
    add_cause(finding,
              "%s may wait for something that it shares with the struck processes, "
              "such as a named object or a lock: docs/races.md#somebody-else",
              finding->actor);
}

/*
 * The end of a parent's last child, after which the parent has no peer to make steps for. NULL
 * if a child is left, and for all other actors.
 */
static const struct fact *has_done(const struct verdict_builder *builder, int actor)
{
    const struct fact *last = NULL;
    for (int child = 0; child < (int)builder->scenario->actor_count; child++) {
        if (!actor_of(builder, child)->is_child || parent_of(builder, child) != actor)
            continue;
        const struct fact *gone =
            earlier(event_of(builder, child, MARK_QUIT), event_of(builder, child, MARK_EXITED));
        if (!gone)
            return NULL;
        last = !last || gone->at_ns > last->at_ns ? gone : last;
    }
    return last;
}

/* True if the limit cancels this obligation, so that the result is unseen. */
static bool judge_quiet(struct verdict_builder *builder, int actor, const struct quiet *quiet,
                        const struct fact *leaves)
{
    uint32_t window_ms = builder->scenario->window_ms[RULE_NOBODY_ELSE];
    leaves = earlier(leaves, has_done(builder, actor));
    if (!quiet->act || quiet->pause_ms < 0)
        return false;
    struct window window = window_for(builder->facts, actor, quiet->act->at_ns,
                                      window_ms + (uint32_t)quiet->pause_ms);
    const struct fact *dissolver = leaves;
    switch (window_due(builder->facts, &window, instant_of(quiet->after), &dissolver)) {
    case DUE_KEPT:
        obligation_met(builder, RULE_NOBODY_ELSE);
        return false;
    case DUE_BROKEN:
        stood_still(builder, actor, &window, quiet->act);
        return false;
    case DUE_DISSOLVED:
        return dissolver != leaves;
    case DUE_OPEN:
        await(builder, actor, "", window.deadline_ns);
        return false;
    }
    return false;
}

static void judge_bystander(struct verdict_builder *builder, int actor)
{
    const struct bystander *bystander = &builder->facts->bystanders.of[actor];
    const struct fact *act = bystander->act;
    int64_t exited_ns = instant_at(builder, actor, MARK_EXITED);
    struct window window =
        window_open(builder->facts, act->at_ns, builder->scenario->window_ms[RULE_NOBODY_ELSE]);
    const struct fact *leaves = bystander_until(builder, actor);
    const struct fact *dissolver = leaves;
    bool cut_off = false;
    builder->in_play++;
    if (exited_ns <= window.deadline_ns && exited_ns < instant_of(leaves)) {
        if (!ended_in_its_turn(builder, actor, exited_ns))
            report_ended_bystander(builder, actor, act);
        return;
    }
    /* The actor only has to stay alive until the deadline. */
    switch (window_due(builder->facts, &window, FACTS_NEVER, &dissolver)) {
    case DUE_KEPT:
    case DUE_BROKEN:
        obligation_met(builder, RULE_NOBODY_ELSE);
        break;
    case DUE_DISSOLVED:
        cut_off = dissolver != leaves;
        break;
    case DUE_OPEN:
        await(builder, actor, "", window.deadline_ns);
        break;
    }
    cut_off |= judge_quiet(builder, actor, &bystander->longest, leaves);
    if (!bystander->now.after && !has_failed_a_rule(builder, actor))
        cut_off |= judge_quiet(builder, actor, &bystander->now, leaves);
    if (cut_off)
        rule_unseen(builder, RULE_NOBODY_ELSE, actor, &window, act, dissolver, "goes on");
}

void rule_nobody_else(struct verdict_builder *builder)
{
    int64_t limit_ns = instant_at(builder, THE_RUN, MARK_LIMIT);
    for (int actor = 0; actor < (int)builder->scenario->actor_count; actor++) {
        const struct fact *act = builder->facts->bystanders.of[actor].act;
        if (act && act->at_ns < limit_ns && !has_failed_a_rule(builder, actor) &&
            instant_at(builder, actor, MARK_STARTED) <= act->at_ns &&
            instant_at(builder, actor, MARK_EXITED) > act->at_ns)
            judge_bystander(builder, actor);
    }
}
