/* nothing-left: when the run is over, so are its processes. */
#include "kit/judge/rule.h"

/* A rule was still waiting for it to end when the run was over, so that it was not late yet. */
static bool is_awaited_still(const struct bench *bench, int actor)
{
    const struct judgement *judgement = &bench->out->judgement;
    for (uint32_t i = 0; i < judgement->count; i++) {
        const struct finding *finding = &judgement->findings[i];
        if (finding->source == SOURCE_RULE && finding->rule == RULE_CHILD_ENDS &&
            finding->verdict == VERDICT_UNSEEN &&
            words_equal(finding->actor, name_of(bench, actor)))
            return true;
    }
    return false;
}

/* What the runner itself keeps from ending, or what never came to life, is nobody's leftover.
 */
static bool is_excused(const struct bench *bench, int actor)
{
    return instant_at(bench, actor, MARK_HUNG) < FACTS_NEVER ||
           bench->facts->held_now[actor] > 0 ||
           (actor_of(bench, actor)->is_child && was_never_born(bench, actor));
}

/* Everybody had this long to go, from when the run began to close. */
static struct window window_to_go(const struct bench *bench, const struct kit_event *left)
{
    const struct kit_event *closing = event_of(bench, THE_RUN, MARK_CLOSING);
    return window_open(bench->facts, closing ? closing->at_ns : left->at_ns,
                       bench->scenario->window_ms[RULE_NOTHING_LEFT]);
}

static void left_behind(struct bench *bench, const struct kit_event *left)
{
    int actor = scenario_actor(bench->scenario, left->actor);
    struct window window = window_to_go(bench, left);
    struct charge charge =
        rule_charge(RULE_NOTHING_LEFT, bench_absent(bench, &window, -1), actor, left->at_ns);
    /* Whose it is is what could not be told: that is said, and this follows from it. */
    if (actor < 0 && bench->troubled)
        return;
    if (actor < 0) {
        bench_find(bench, &charge,
                   "process %u (%s) was left when the run was over; it is none of "
                   "the scenario's actors",
                   (unsigned)left->pid, left->name);
        return;
    }
    if (is_charged(bench, actor) || is_awaited_still(bench, actor) || is_excused(bench, actor))
        return;
    struct finding *finding =
        bench_find(bench, &charge, "%s (pid %u) still ran when the run was over; %s",
                   name_of(bench, actor), (unsigned)left->pid,
                   last_step_text(bench, actor, left->at_ns).text);
    bench_excuse(bench, finding, &window, -1);
}

void rule_nothing_left(struct bench *bench)
{
    for (size_t i = 0; i < bench->facts->count; i++) {
        if (bench->facts->events[i].kind != EVENT_LEFT)
            continue;
        bench->in_play++;
        left_behind(bench, &bench->facts->events[i]);
    }
}
