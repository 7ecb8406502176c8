#include "kit/judge/bystanders.h"
#include "kit/judge/operations.h"

int family_head(const struct scenario *scenario, int actor)
{
    const struct scenario_actor *of = &scenario->actors[actor];
    return of->is_child ? of->parent : actor;
}

static int64_t window_ns(const struct scenario *scenario)
{
    return scenario->window_ms[RULE_NOBODY_ELSE] * NS_PER_MS;
}

/* By how much a finished span was longer than its actor had declared. */
static int64_t overdue_ns(const struct quiet *quiet)
{
    return quiet->after->at_ns - quiet->act->at_ns - quiet->pause_ms * NS_PER_MS;
}

void bystanders_said(struct bystanders *of, const struct scenario *scenario, int actor,
                     const struct fact *event)
{
    struct bystander *bystander = &of->of[actor];
    struct quiet *now = &bystander->now, *longest = &bystander->longest;
    const struct fact *last = of->said[actor];
    if (!last || event->at_ns - last->at_ns > window_ns(scenario) / 2)
        of->steady_from_ns[actor] = event->at_ns;
    of->said[actor] = event;
    if (!now->act || now->after)
        return;
    now->after = event;
    if (now->pause_ms >= 0 && (!longest->act || overdue_ns(now) > overdue_ns(longest)))
        *longest = *now;
}

/*
 * How long the actor's next step can take, by the timeout that it declared for its current
 * wait. -1: the actor had not been making steps, so no step is missing.
 */
static int64_t pause_ms(const struct bystanders *of, const struct scenario *scenario, int actor,
                        const struct fact *act)
{
    const struct fact *last = of->said[actor];
    int64_t window = window_ns(scenario);
    if (!last)
        return -1;
    if (last->deadline_ms == 0 || last->deadline_ms == UINT32_MAX) {
        bool steady = act->at_ns - of->steady_from_ns[actor] >= window &&
                      act->at_ns - last->at_ns <= window / 2;
        return steady ? 0 : -1;
    }
    int64_t due_ns = last->at_ns + last->deadline_ms * NS_PER_MS + window;
    if (due_ns < act->at_ns || last->deadline_ms > OPERATION_LONGEST_MS)
        return -1;
    return last->deadline_ms;
}

/* A second act does not restart an open obligation. */
static void stand_by(struct bystanders *of, const struct scenario *scenario, int actor,
                     const struct fact *act)
{
    struct bystander *bystander = &of->of[actor];
    struct quiet *now = &bystander->now;
    if (bystander->ended)
        return;
    bystander->act = act;
    if (now->act && !now->after && now->pause_ms >= 0)
        return;
    *now = (struct quiet){.act = act, .pause_ms = pause_ms(of, scenario, actor, act)};
}

void bystanders_act(struct bystanders *of, const struct scenario *scenario, int actor,
                    const struct fact *act)
{
    int head = family_head(scenario, actor);
    if (!of->touched[head])
        of->touched[head] = act;
    for (int i = 0; i < (int)scenario->actor_count; i++) {
        if (!of->touched[family_head(scenario, i)])
            stand_by(of, scenario, i, act);
    }
}

void bystanders_ended(struct bystanders *of, int actor)
{
    of->of[actor].ended = true;
}
