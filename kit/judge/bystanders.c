#include "kit/judge/bystanders.h"

int family_head(const struct scenario *scenario, int actor)
{
    const struct scenario_actor *of = &scenario->actors[actor];
    return of->is_child ? of->parent : actor;
}

static int64_t window_ns(const struct scenario *scenario)
{
    return scenario->window_ms[RULE_NOBODY_ELSE] * NS_PER_MS;
}

void bystanders_said(struct bystanders *of, const struct scenario *scenario, int actor,
                     const struct kit_event *event)
{
    struct bystander *bystander = &of->of[actor];
    const struct kit_event *last = of->said[actor];
    if (!last || event->at_ns - last->at_ns > window_ns(scenario) / 2)
        of->steady_from_ns[actor] = event->at_ns;
    of->said[actor] = event;
    if (bystander->act && !bystander->after)
        bystander->after = event;
}

static void stand_by(struct bystanders *of, const struct scenario *scenario, int actor,
                     const struct kit_event *act)
{
    const struct kit_event *last = of->said[actor];
    bool steady = last && act->at_ns - of->steady_from_ns[actor] >= window_ns(scenario) &&
                  act->at_ns - last->at_ns <= window_ns(scenario) / 2;
    of->of[actor] = (struct bystander){.act = act, .before = last, .steady = steady};
}

void bystanders_act(struct bystanders *of, const struct scenario *scenario, int actor,
                    const struct kit_event *act)
{
    int head = family_head(scenario, actor);
    if (!of->touched[head])
        of->touched[head] = act;
    for (int i = 0; i < (int)scenario->actor_count; i++) {
        if (!of->touched[family_head(scenario, i)])
            stand_by(of, scenario, i, act);
    }
}
