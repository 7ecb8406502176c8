/* nobody-else: who was not aimed at, and hangs together with nobody who was, goes on. */
#include "kit/judge/rule.h"

/* What ends the part of a bystander: its family's turn came, or the run's end. */
static const struct fact *no_longer(const struct bench *bench, int actor)
{
    int head = family_head(bench->scenario, actor);
    const struct fact *turn =
        earlier(bench->facts->bystanders.touched[head], event_of(bench, head, MARK_HELD));
    return earlier(earlier(turn, event_of(bench, actor, MARK_HELD)), asked(bench, actor));
}

/* Its parent told it to end, by a Quit. */
static bool was_told_quit(const struct bench *bench, int child)
{
    const struct fact *ending = event_of(bench, child, MARK_ENDING);
    return ending && words_equal(ending->by, "quit");
}

/* An end that somebody or something else explains: a Quit of either side, its parent's end, or
 * the loss that it was told to stop upon. */
static bool ended_in_its_turn(const struct bench *bench, int actor, int64_t exited_ns)
{
    if (actor_of(bench, actor)->is_child)
        return was_told_quit(bench, actor) ||
               instant_at(bench, actor, MARK_QUIT) <= exited_ns ||
               instant_at(bench, parent_of(bench, actor), MARK_EXITED) <= exited_ns;
    for (int child = 0; child < (int)bench->scenario->actor_count; child++) {
        if (actor_of(bench, actor)->stops_on_loss && parent_of(bench, child) == actor &&
            instant_at(bench, child, MARK_EXITED) <= exited_ns)
            return true;
    }
    return false;
}

static void ended(struct bench *bench, int actor, const struct fact *act)
{
    const struct fact *exit = event_of(bench, actor, MARK_EXITED);
    struct charge charge = rule_charge(RULE_NOBODY_ELSE, VERDICT_FAIL, actor, exit->at_ns);
    struct finding *finding = bench_find(
        bench, &charge, "%s ended (exit code %s) %lld ms after %s; nothing was done to it",
        name_of(bench, actor), code_text(exit->code).text, ms_between(act->at_ns, exit->at_ns),
        told(act).text);
    bench_likely(finding, "somebody took it for one of his own, by its name, its number or the "
                          "job that both are in: docs/races.md#somebody-else");
}

static void stood_still(struct bench *bench, int actor, const struct window *window,
                        const struct fact *act)
{
    struct charge charge = rule_charge(RULE_NOBODY_ELSE, bench_absent(bench, window, actor),
                                       actor, window->deadline_ns);
    struct finding *finding =
        bench_find(bench, &charge,
                   "%s made no step within %u ms after %s; nothing was done to it, and it made "
                   "them before",
                   name_of(bench, actor), (unsigned)window->length_ms, told(act).text);
    bench_excuse(bench, finding, window, actor);
    bench_likely(finding,
                 "it waits for something that it shares with those who were struck, by "
                 "a name or a lock: docs/races.md#somebody-else");
}

/* The end of the last child that a parent had: it has nobody left to make steps for. NULL of
 * one that has, and of all others. */
static const struct fact *has_done(const struct bench *bench, int actor)
{
    const struct fact *last = NULL;
    for (int child = 0; child < (int)bench->scenario->actor_count; child++) {
        if (!actor_of(bench, child)->is_child || parent_of(bench, child) != actor)
            continue;
        const struct fact *gone =
            earlier(event_of(bench, child, MARK_QUIT), event_of(bench, child, MARK_EXITED));
        if (!gone)
            return NULL;
        last = !last || gone->at_ns > last->at_ns ? gone : last;
    }
    return last;
}

/* True if this obligation is cut off by the limit, and so not seen. */
static bool goes_on(struct bench *bench, int actor, const struct quiet *quiet,
                    const struct fact *leaves)
{
    uint32_t window_ms = bench->scenario->window_ms[RULE_NOBODY_ELSE];
    leaves = earlier(leaves, has_done(bench, actor));
    if (!quiet->act || quiet->pause_ms < 0)
        return false;
    struct window window = window_for(bench->facts, actor, quiet->act->at_ns,
                                      window_ms + (uint32_t)quiet->pause_ms);
    const struct fact *dissolver = leaves;
    switch (window_due(bench->facts, &window, instant_of(quiet->after), &dissolver)) {
    case DUE_KEPT:
        bench_met(bench, RULE_NOBODY_ELSE);
        return false;
    case DUE_BROKEN:
        stood_still(bench, actor, &window, quiet->act);
        return false;
    case DUE_DISSOLVED:
        return dissolver != leaves;
    case DUE_OPEN:
        bench_wait(bench, actor, "", window.deadline_ns);
        return false;
    }
    return false;
}

static void stands_by(struct bench *bench, int actor)
{
    const struct bystander *bystander = &bench->facts->bystanders.of[actor];
    const struct fact *act = bystander->act;
    int64_t exited_ns = instant_at(bench, actor, MARK_EXITED);
    struct window window =
        window_open(bench->facts, act->at_ns, bench->scenario->window_ms[RULE_NOBODY_ELSE]);
    const struct fact *leaves = no_longer(bench, actor);
    const struct fact *dissolver = leaves;
    bool cut_off = false;
    bench->in_play++;
    if (exited_ns <= window.deadline_ns && exited_ns < instant_of(leaves)) {
        if (!ended_in_its_turn(bench, actor, exited_ns))
            ended(bench, actor, act);
        return;
    }
    /* Nothing is awaited but that it does not end. */
    switch (window_due(bench->facts, &window, FACTS_NEVER, &dissolver)) {
    case DUE_KEPT:
    case DUE_BROKEN:
        bench_met(bench, RULE_NOBODY_ELSE);
        break;
    case DUE_DISSOLVED:
        cut_off = dissolver != leaves;
        break;
    case DUE_OPEN:
        bench_wait(bench, actor, "", window.deadline_ns);
        break;
    }
    cut_off |= goes_on(bench, actor, &bystander->longest, leaves);
    if (!bystander->now.after && !is_charged(bench, actor))
        cut_off |= goes_on(bench, actor, &bystander->now, leaves);
    if (cut_off)
        rule_unseen(bench, RULE_NOBODY_ELSE, actor, &window, act, dissolver,
                    "whether it goes on");
}

void rule_nobody_else(struct bench *bench)
{
    int64_t limit_ns = instant_at(bench, THE_RUN, MARK_LIMIT);
    for (int actor = 0; actor < (int)bench->scenario->actor_count; actor++) {
        const struct fact *act = bench->facts->bystanders.of[actor].act;
        if (act && act->at_ns < limit_ns && !is_charged(bench, actor) &&
            instant_at(bench, actor, MARK_STARTED) <= act->at_ns &&
            instant_at(bench, actor, MARK_EXITED) > act->at_ns)
            stands_by(bench, actor);
    }
}
