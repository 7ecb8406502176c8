#include "kit/derive/kept.h"
#include "kit/report/field_end.h"

#include <string.h>

bool finding_is_note(const struct finding *finding)
{
    return finding->verdict == VERDICT_PASS || finding->verdict == VERDICT_SKIP;
}

/* ---- what the lines did ---- */

/* Notes what happened to the lines. Returns whether any fault struck. */
static bool find_deeds(const struct extract_of *of, struct kept *out)
{
    bool any = false;
    for (size_t i = 0; i < of->count; i++) {
        const struct kit_event *event = &of->events[i];
        int index = scenario_line_index(of->scenario, event->line_number);
        bool struck = event->kind == EVENT_STRUCK;
        any |= struck;
        if (index < 0)
            continue;
        out->lines[index] |= struck || event->kind == EVENT_HELD || event->kind == EVENT_LINE;
        if (struck && !out->struck[index])
            out->struck[index] = event;
        if (event->kind == EVENT_HELD && !out->held[index])
            out->held[index] = event;
    }
    return any;
}

/* ---- an end that nothing ordered ---- */

static bool announces_end(const struct kit_event *event)
{
    return words_equal(event->name, step_words[PROTOCOL_CHILD_ENDING]) ||
           words_equal(event->name, step_words[PROTOCOL_PARENT_ENDING]);
}

/* The last step or report of the actor until an instant, or NULL; with a name, of this name. */
static const struct kit_event *last_word_by(const struct extract_of *of, const char *actor,
                                            const char *name, int64_t until_ns)
{
    const struct kit_event *last = NULL;
    for (size_t i = 0; i < of->count && of->events[i].at_ns <= until_ns; i++) {
        const struct kit_event *event = &of->events[i];
        if ((event->kind == EVENT_STEP || event->kind == EVENT_REPORT) &&
            event->occurrence > 0 && words_equal(event->actor, actor) &&
            (!name || words_equal(event->name, name)))
            last = event;
    }
    return last;
}

/* The scenario knows of such an end: a policy or a line allows it. */
static bool is_foreseen(const struct extract_of *of, int actor)
{
    const struct scenario *scenario = of->scenario;
    for (uint32_t i = 0; i < scenario->line_count; i++) {
        if (scenario->lines[i].kind == SAY_EXPECT_EXITS && scenario->lines[i].actor == actor)
            return true;
    }
    return scenario->actors[actor].may_end;
}

/* A program that starts its child again is one whose child ends again and again. */
static bool is_started_again(const struct extract_of *of, size_t exit_at)
{
    const struct kit_event *exit = &of->events[exit_at];
    for (size_t i = exit_at; i < of->count; i++) {
        if (of->events[i].kind == EVENT_STARTED &&
            words_equal(of->events[i].actor, exit->actor))
            return true;
    }
    return false;
}

/*
 * An actor that has the kit's words says that it ends. Nothing is known of another program but
 * its exit code: with 0, its work may just have been done.
 */
static bool is_sudden(const struct extract_of *of, int actor, const struct kit_event *exit)
{
    const struct kit_event *last = last_word_by(of, exit->actor, NULL, exit->at_ns);
    if (last && announces_end(last))
        return false;
    return exit->code != 0 || (last && !actor_is_users_own(&of->scenario->actors[actor]));
}

/*
 * In a run without faults: whoever ended first must have been ended by something outside. Once
 * the runner asks actors to end, their ends are ordered. A run whose lines all held went as it
 * was meant to go.
 */
static const struct kit_event *sudden_end(const struct extract_of *of)
{
    if (of->judgement->verdict == VERDICT_PASS && of->scenario->line_count > 0)
        return NULL;
    for (size_t i = 0; i < of->count; i++) {
        const struct kit_event *event = &of->events[i];
        if (event->kind == EVENT_CLOSING || event->kind == EVENT_STOP ||
            event->kind == EVENT_ENDED || event->kind == EVENT_LIMIT)
            return NULL;
        int actor = scenario_actor(of->scenario, event->actor);
        if (event->kind != EVENT_EXITED || actor < 0)
            continue;
        bool is_meant = is_foreseen(of, actor) || is_started_again(of, i) ||
                        judgement_has_failed(of->judgement, event->actor);
        return !is_meant && is_sudden(of, actor, event) ? event : NULL;
    }
    return NULL;
}

/* ---- the failure ---- */

/* What is said of the line `must fail`, which gets a new one. */
static bool is_of_demand(const struct scenario *scenario, const struct finding *finding)
{
    return scenario->must_fail && finding->source == SOURCE_RUN &&
           finding->line_number == scenario->must_fail_line;
}

/* A line that never struck is left out, and what is said of it with it. */
static bool is_of_idle_line(const struct extract_of *of, const struct kept *kept,
                            const struct finding *finding)
{
    int index = scenario_line_index(of->scenario, finding->line_number);
    return finding->verdict == VERDICT_VACUOUS && finding->source == SOURCE_LINE &&
           index >= 0 && !kept->lines[index];
}

static const struct finding *only_failure(const struct extract_of *of, const struct kept *kept)
{
    const struct finding *first = NULL;
    for (uint32_t i = 0; i < of->judgement->count; i++) {
        const struct finding *finding = &of->judgement->findings[i];
        if (finding_is_note(finding) || is_of_demand(of->scenario, finding) ||
            is_of_idle_line(of, kept, finding))
            continue;
        if (finding->source != SOURCE_RULE || finding->verdict != VERDICT_FAIL ||
            scenario_actor(of->scenario, finding->actor) < 0)
            return NULL;
        if (first &&
            (first->rule != finding->rule || !words_equal(first->actor, finding->actor)))
            return NULL;
        first = first ? first : finding;
    }
    return first;
}

/* ---- the actors that matter ---- */

static void keep_actor(struct kept *out, int actor)
{
    if (actor >= 0)
        out->actors[actor] = true;
}

static void keep_actors_of_text(const struct scenario *scenario, const char *text,
                                struct kept *out)
{
    for (uint32_t i = 0; i < scenario->actor_count; i++) {
        if (strstr(text, "%pid") && strstr(text, scenario->actors[i].name))
            keep_actor(out, (int)i);
    }
}

/* Keeps the actors that the kept lines and the findings name. */
static void keep_named(const struct extract_of *of, struct kept *out)
{
    const struct scenario *scenario = of->scenario;
    for (uint32_t i = 0; i < scenario->line_count; i++) {
        const struct scenario_line *line = &scenario->lines[i];
        if (!out->lines[i])
            continue;
        keep_actor(out, line->actor);
        keep_actor(out, line->target);
        keep_actor(out, line->peer);
        keep_actors_of_text(scenario, line_text(scenario, line), out);
        keep_actors_of_text(scenario, line_pipe(scenario, line), out);
    }
    for (uint32_t i = 0; i < of->judgement->count; i++) {
        const struct finding *finding = &of->judgement->findings[i];
        if (finding_is_note(finding))
            continue;
        keep_actor(out, scenario_actor(scenario, finding->actor));
        keep_actor(out, scenario_actor(scenario, finding->peer));
    }
    if (out->end)
        keep_actor(out, scenario_actor(scenario, out->end->actor));
}

/* A scenario needs a parent, even if only bystanders had a part in the failure. */
static void keep_a_parent(const struct scenario *scenario, bool *has_kept)
{
    int first = -1;
    for (uint32_t i = 0; i < scenario->actor_count; i++) {
        const struct scenario_actor *actor = &scenario->actors[i];
        if (actor->is_child || actor->is_bystander)
            continue;
        if (has_kept[i])
            return;
        first = first < 0 ? (int)i : first;
    }
    if (first >= 0)
        has_kept[first] = true;
}

/* A parent behaves in another way with fewer children, so a family is kept whole. */
static void keep_families(const struct scenario *scenario, struct kept *out)
{
    bool has_kept[SCENARIO_ACTORS] = {false};
    for (uint32_t i = 0; i < scenario->actor_count; i++)
        has_kept[scenario_parent_or_self(scenario, (int)i)] |= out->actors[i];
    keep_a_parent(scenario, has_kept);
    for (uint32_t i = 0; i < scenario->actor_count; i++)
        out->actors[i] = has_kept[scenario_parent_or_self(scenario, (int)i)];
}

/* ---- all of it ---- */

static bool differs_here(const struct extract_of *of)
{
    struct kit_platform platform = platform_of(of->platform);
    return scenario_note_on(of->scenario->differs, &platform) != NULL;
}

static bool has_failed_here(const struct extract_of *of)
{
    return of->judgement->verdict == VERDICT_FAIL && !differs_here(of);
}

/* Everything is kept where it is unknown what brought the verdict about. */
static void keep_all(struct kept *out)
{
    for (size_t i = 0; i < SCENARIO_LINES; i++)
        out->lines[i] = true;
    for (size_t i = 0; i < SCENARIO_ACTORS; i++)
        out->actors[i] = true;
}

void kept_find(const struct extract_of *of, struct kept *out)
{
    *out = (struct kept){0};
    bool struck = find_deeds(of, out);
    bool failed = has_failed_here(of);
    if (of->is_field_log)
        out->end = field_first_end(of->events, of->count);
    else if (!struck && !of->is_cut)
        out->end = sudden_end(of);
    if (failed || of->scenario->must_fail)
        out->failure = only_failure(of, out);
    out->demands = failed && out->failure;
    out->is_pruned = failed && (out->failure || !of->scenario->must_fail);
    if (!out->is_pruned) {
        keep_all(out);
        return;
    }
    keep_named(of, out);
    keep_families(of->scenario, out);
}

void kept_find_plain(const struct extract_of *of, struct kept *out)
{
    *out = (struct kept){.is_plain = true};
    keep_all(out);
    if (has_failed_here(of) || of->scenario->must_fail)
        out->failure = only_failure(of, out);
    out->demands = has_failed_here(of) && out->failure;
}

bool kept_has_judged(const struct extract_of *of, enum kit_rule rule)
{
    return of->judgement->exercised >> rule & 1u;
}

/* ---- where a strike came ---- */

const struct kit_event *kept_deed(const struct extract_of *of, const struct kept *kept,
                                  uint32_t index)
{
    const struct scenario_line *line = &of->scenario->lines[index];
    const struct kit_event *deed =
        line->kind == SAY_HOLD ? kept->held[index] : kept->struck[index];
    if (!deed || deed->peer[0] || line->kind != SAY_AT)
        return deed;
    return last_word_by(of, of->scenario->actors[line->actor].name, line->step, deed->at_ns);
}

static bool place_of(const struct extract_of *of, int actor, int64_t until_ns,
                     struct strike_place *out)
{
    const struct kit_event *word =
        last_word_by(of, of->scenario->actors[actor].name, NULL, until_ns);
    bool is_parent = !of->scenario->actors[actor].is_child;
    if (!word)
        return false;
    *out =
        (struct strike_place){.actor = actor,
                              .peer = is_parent ? scenario_actor(of->scenario, word->peer) : -1,
                              .step = word->name,
                              .occurrence = word->occurrence,
                              .at_ns = word->at_ns};
    return true;
}

bool strike_place_find(const struct extract_of *of, int actor, int64_t until_ns,
                       struct strike_place *out)
{
    const struct scenario *scenario = of->scenario;
    int family = scenario_parent_or_self(scenario, actor);
    bool found = place_of(of, actor, until_ns, out);
    if (found)
        return true;
    for (uint32_t i = 0; i < scenario->actor_count; i++) {
        struct strike_place place;
        if (scenario_parent_or_self(scenario, (int)i) != family ||
            !place_of(of, (int)i, until_ns, &place) || (found && place.at_ns < out->at_ns))
            continue;
        *out = place;
        found = true;
    }
    return found;
}

/* A thread that is held cannot reach its next step, so no step says when. */
static bool stands_by_order(const struct extract_of *of, int64_t at_ns)
{
    int held = 0;
    for (size_t i = 0; i < of->count && of->events[i].at_ns <= at_ns; i++) {
        held += of->events[i].kind == EVENT_HELD;
        if (of->events[i].kind == EVENT_RELEASED && held > 0)
            held--;
    }
    return held > 0;
}

bool strike_is_by_chance(const struct extract_of *of, const struct kept *kept, uint32_t index)
{
    const struct scenario_line *line = &of->scenario->lines[index];
    bool is_first = index == 0;
    bool is_timed = line->kind == SAY_AFTER || (line->kind == SAY_STRIKE && is_first);
    return is_timed && kept->struck[index] && fault_strikes(line->fault, STRIKES_OUTSIDE) &&
           !stands_by_order(of, kept->struck[index]->at_ns);
}
