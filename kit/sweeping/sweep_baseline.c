#include "kit/sweeping/sweep_baseline.h"
#include "kit/base/injected_needs.h"
#include "kit/os/console.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The maximum of lines that are printed for points that are gone. */
#define LISTED_MOST 20

/* The lines of the points of a run, in their order. */
struct lines {
    char (*all)[SWEEP_LINE];
    size_t count;
};

static enum kit_status lines_of(const struct scenario *scenario,
                                const struct run_outcome *outcome, struct lines *out,
                                struct kit_error *err)
{
    size_t room = sweep_points(scenario, outcome->events, outcome->event_count, NULL, 0);
    struct sweep_point *points = calloc(room + 1, sizeof *points);
    char(*all)[SWEEP_LINE] = calloc(room + 1, sizeof *all);
    if (!points || !all) {
        free(points);
        free(all);
        return kit_fail(err, KIT_FULL, "no memory for the points of a sweep");
    }
    sweep_points(scenario, outcome->events, outcome->event_count, points, room);
    *out = (struct lines){.all = all, .count = sweep_order(scenario, points, room)};
    for (size_t i = 0; i < out->count; i++) {
        struct text text = text_over(all[i], SWEEP_LINE);
        sweep_line(scenario, &points[i], &text);
        /* A step of the same number about another pipe is another point. */
        if (points[i].about[0])
            text_add(&text, "  # %s", points[i].about);
    }
    free(points);
    return KIT_OK;
}

static bool lines_are_same(const struct lines *a, const struct lines *b)
{
    if (!a->all || a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++) {
        if (!words_equal(a->all[i], b->all[i]))
            return false;
    }
    return true;
}

static bool lines_have(const struct lines *lines, const char *line)
{
    for (size_t i = 0; i < lines->count; i++) {
        if (words_equal(lines->all[i], line))
            return true;
    }
    return false;
}

/* The points that were there before and are gone now. */
static enum kit_status note_passing(struct sweep_baseline *baseline, const struct lines *before,
                                    const struct lines *now, struct kit_error *err)
{
    for (size_t i = 0; i < before->count; i++) {
        if (lines_have(now, before->all[i]))
            continue;
        size_t count = baseline->passing_count;
        char(*grown)[SWEEP_LINE] = realloc(baseline->passing, (count + 1) * sizeof *grown);
        if (!grown)
            return kit_fail(err, KIT_FULL, "no memory for the points of a sweep");
        memcpy(grown[count], before->all[i], SWEEP_LINE);
        baseline->passing = grown;
        baseline->passing_count++;
    }
    return KIT_OK;
}

static enum kit_status make_once(const struct script *script,
                                 const struct run_settings *settings,
                                 struct sweep_baseline *baseline, struct lines *lines,
                                 struct kit_error *err)
{
    run_outcome_free(&baseline->last);
    enum kit_status status = run_scenario(script->scenario, script->text, script->size,
                                          settings, &baseline->last, err);
    baseline->runs++;
    return status == KIT_OK ? lines_of(script->scenario, &baseline->last, lines, err) : status;
}

enum kit_status sweep_baseline_run(const struct script *script,
                                   const struct run_settings *settings,
                                   struct sweep_baseline *out, struct kit_error *err)
{
    struct lines before = {0};
    enum kit_status status = KIT_OK;
    bool goes_on = true;
    *out = (struct sweep_baseline){0};
    while (status == KIT_OK && goes_on && out->runs < BASELINE_RUNS_MOST) {
        struct lines now = {0};
        status = make_once(script, settings, out, &now, err);
        out->settled = status == KIT_OK && lines_are_same(&before, &now);
        if (status == KIT_OK)
            status = note_passing(out, &before, &now, err);
        goes_on = !out->settled && out->last.judgement.verdict == VERDICT_PASS;
        free(before.all);
        before = now;
    }
    free(before.all);
    return status;
}

/* An event of this kind about the actor, with this `by`; or NULL. */
static const struct kit_event *find_event(const struct run_outcome *outcome,
                                          enum kit_event_kind kind, const char *actor,
                                          const char *by)
{
    for (size_t i = 0; i < outcome->event_count; i++) {
        const struct kit_event *event = &outcome->events[i];
        if (event->kind == kind && words_equal(event->actor, actor) &&
            words_equal(event->by, by))
            return event;
    }
    return NULL;
}

enum kit_status sweep_baseline_check(const struct scenario *scenario,
                                     const struct sweep_baseline *baseline,
                                     struct kit_error *err)
{
    for (int i = 0; i < (int)scenario->actor_count; i++) {
        const char *name = scenario->actors[i].name;
        const struct kit_event *blind =
            find_event(&baseline->last, EVENT_SELF_TEST, name, SELF_TEST_BLIND);
        if (blind && actor_is_injected(scenario, i))
            return kit_fail(err, KIT_OS,
                            "the injected probe did not see all calls of %s, so no strike at "
                            "one of them could be judged: %.200s",
                            name, blind->text);
    }
    return KIT_OK;
}

static void tell_uninjected(const struct scenario *scenario, const struct run_outcome *outcome)
{
    for (int i = 0; i < (int)scenario->actor_count; i++) {
        const char *name = scenario->actors[i].name;
        if (actor_is_injected(scenario, i) &&
            !find_event(outcome, EVENT_ATTACHED, name, ATTACHED_INJECTED))
            os_say(stdout,
                   "the injected probe never came into %s, so no call of %s is struck; it "
                   "needs " INJECTED_NEEDS,
                   name, name);
    }
}

void sweep_baseline_tell(const struct scenario *scenario, const struct sweep_baseline *baseline)
{
    tell_uninjected(scenario, &baseline->last);
    if (!baseline->settled)
        os_say(stdout,
               "of %d runs without faults, no two in a row made the same steps; the next sweep "
               "may strike at other points",
               BASELINE_RUNS_MOST);
    if (baseline->passing_count == 0)
        return;
    os_say(stdout, "these came in some runs without faults, but not in all; the sweep strikes "
                   "at those of the last run:");
    for (size_t i = 0; i < baseline->passing_count && i < LISTED_MOST; i++)
        os_say(stdout, "  %s", baseline->passing[i]);
    if (baseline->passing_count > LISTED_MOST)
        os_say(stdout, "  and %lu more",
               (unsigned long)(baseline->passing_count - LISTED_MOST));
}

void sweep_baseline_free(struct sweep_baseline *baseline)
{
    run_outcome_free(&baseline->last);
    free(baseline->passing);
    baseline->passing = NULL;
}
