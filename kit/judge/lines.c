#include "kit/judge/lines.h"
#include "kit/judge/standing.h"

#include <string.h>

static const struct scenario_line *line_of(const struct bench *bench, uint32_t line)
{
    return &bench->scenario->lines[line];
}

static struct charge line_charge(const struct bench *bench, uint32_t line,
                                 enum kit_verdict verdict, int actor, int64_t at_ns)
{
    return (struct charge){.source = SOURCE_LINE,
                           .verdict = verdict,
                           .actor = actor,
                           .line = line_of(bench, line)->line,
                           .at_ns = at_ns};
}

/* The instant at which what has not come is given up, or FACTS_NEVER: the limit, or the end. */
static int64_t given_up_at(const struct facts *facts)
{
    return instant_of(
        earlier(facts->marks[THE_RUN][MARK_LIMIT], facts->marks[THE_RUN][MARK_END]));
}

static int64_t limit_of(const struct bench *bench)
{
    return bench->scenario->limit_ms * NS_PER_MS;
}

/* ---- at, inside, hold ---- */

struct phrase line_text(const struct bench *bench, uint32_t index)
{
    const struct scenario_line *line = line_of(bench, index);
    struct phrase phrase;
    struct text text = text_over(phrase.text, sizeof phrase.text);
    bool is_hold = line->kind == SAY_HOLD;
    int whom = is_hold ? line->actor : line->target;
    text_add(&text, "%s %s %s ", is_hold ? "hold" : fault_words[line->fault],
             name_of(bench, whom), line->kind == SAY_INSIDE ? "inside" : "at");
    if (line->actor != whom)
        text_add(&text, "%s ", name_of(bench, line->actor));
    text_add(&text, "%s", line->step);
    if (line->peer >= 0)
        text_add(&text, " for %s", name_of(bench, line->peer));
    text_add(&text, " #%u", (unsigned)line->occurrence);
    return phrase;
}

/* What the line's actor or report is, as the events have it. */
static struct pattern pattern_of(const struct bench *bench, const struct scenario_line *line)
{
    bool only_peer = line->peer >= 0 && bench->scenario->actors[line->actor].is_child;
    return (struct pattern){.actor = name_of(bench, line->actor),
                            .name = line->step,
                            .peer = line->peer >= 0 ? name_of(bench, line->peer) : NULL,
                            .by = line->by[0] ? line->by : NULL,
                            .occurrence = line->occurrence,
                            .only_peer = only_peer};
}

/* How far the actor of a line came: the least that explains why nothing struck. */
static void add_progress(struct text *to, const struct bench *bench, int actor, int64_t at_ns)
{
    if (marked_at(bench->facts, actor, MARK_STARTED) == FACTS_NEVER)
        text_add(to, "; it never started");
    else if (marked_at(bench->facts, actor, MARK_BEGUN) < FACTS_NEVER &&
             marked_at(bench->facts, actor, MARK_CONNECTED) == FACTS_NEVER)
        text_add(to, "; it never connected, and %s", last_step_text(bench, actor, at_ns).text);
    else
        text_add(to, "; %s", last_step_text(bench, actor, at_ns).text);
}

/* Calls make no records, but the run's end says how many there were. */
static const struct kit_event *find_called(const struct bench *bench,
                                           const struct scenario_line *line)
{
    const char *peer = line->peer >= 0 ? name_of(bench, line->peer) : "";
    for (size_t i = bench->facts->count; i > 0; i--) {
        const struct kit_event *event = &bench->facts->events[i - 1];
        if (event->kind == EVENT_CALLED && words_equal(event->name, line->step) &&
            words_equal(event->actor, name_of(bench, line->actor)) &&
            words_equal(event->peer, peer))
            return event;
    }
    return NULL;
}

static void add_reached(struct text *to, const struct bench *bench,
                        const struct scenario_line *line)
{
    struct pattern pattern = pattern_of(bench, line);
    pattern.occurrence = 0;
    bool is_call = line->kind == SAY_FAIL;
    const struct kit_event *called = is_call ? find_called(bench, line) : NULL;
    unsigned long long times =
        is_call ? called ? called->size : 0 : facts_occurrences(bench->facts, &pattern);
    text_add(to, "%s %s %s %llu time%s", name_of(bench, line->actor),
             is_call ? "used" : "reached", line->step, times, times == 1 ? "" : "s");
}

static void never_struck(struct bench *bench, uint32_t index, int64_t at_ns)
{
    const struct scenario_line *line = line_of(bench, index);
    const struct line_facts *facts = &bench->facts->lines[index];
    struct charge charge = line_charge(bench, index, VERDICT_VACUOUS, line->actor, at_ns);
    char told_text[KIT_FINDING_TEXT];
    struct text text = text_over(told_text, sizeof told_text);
    add_reached(&text, bench, line);
    if (facts->missed > 0)
        text_add(&text, ", and %u time%s the wait was over before the fault came",
                 (unsigned)facts->missed, facts->missed == 1 ? "" : "s");
    add_progress(&text, bench, line->actor, at_ns);
    bench_find(bench, &charge, "%s never %s: %s", line_text(bench, index).text,
               line->kind == SAY_HOLD ? "held" : "struck", told_text);
}

/* A strike that the actor told of and the runner could not see from outside proves nothing. */
static void not_confirmed(struct bench *bench, uint32_t index, int64_t at_ns)
{
    struct charge charge =
        line_charge(bench, index, VERDICT_ERROR, line_of(bench, index)->target, at_ns);
    if (line_of(bench, index)->fault == FAULT_DELAY) {
        bench_find(bench, &charge,
                   "%s's delay of %u ms was not over when the run was: make it shorter, or the "
                   "limit longer",
                   name_of(bench, line_of(bench, index)->target),
                   (unsigned)line_of(bench, index)->window_ms);
        return;
    }
    bench_find(bench, &charge,
               "%s said that it was struck by %s, but nothing was seen from "
               "outside",
               name_of(bench, line_of(bench, index)->target),
               fault_words[line_of(bench, index)->fault]);
}

static enum judge_state armed_state(struct bench *bench, uint32_t index)
{
    const struct scenario_line *line = line_of(bench, index);
    const struct line_facts *facts = &bench->facts->lines[index];
    bool struck = facts->struck && line->kind != SAY_HOLD;
    int64_t given_up_ns = given_up_at(bench->facts);
    if (armed_at(bench->facts, index) < FACTS_NEVER)
        return JUDGE_HELD_TRUE;
    if (!struck && !bench->troubled && standing_in_the_way(bench, index)) {
        bench->troubled = true;
        return JUDGE_BROKEN;
    }
    if (given_up_ns == FACTS_NEVER) {
        if (struck)
            bench_wait(bench, line->target, "", limit_of(bench));
        else
            bench_wait(bench, line->actor, line->step, limit_of(bench));
        return struck ? JUDGE_OPEN : JUDGE_NOT_BEGUN;
    }
    if (struck)
        not_confirmed(bench, index, given_up_ns);
    else if (!bench->troubled)
        never_struck(bench, index, given_up_ns);
    return struck ? JUDGE_BROKEN : JUDGE_NOT_BEGUN;
}

/* ---- expect ---- */

/* An expectation in the making: what it wants, what was seen, and how they compare. */
struct hope {
    uint32_t index;
    const struct scenario_line *line;
    struct window window;
    const struct kit_event *seen; /* what meets it, in time or late; or NULL */
    struct phrase wanted;         /* "host to report child.lost cs by watchdog" */
};

/* What must not come, for as long as the line says. */
static bool forbids(const struct scenario_line *line)
{
    return line->kind == SAY_EXPECT_NEVER_REPORTS || line->kind == SAY_EXPECT_NEVER_REACHES ||
           line->kind == SAY_EXPECT_STAYS;
}

static bool of_process(const struct scenario_line *line)
{
    return line->kind == SAY_EXPECT_EXITS || line->kind == SAY_EXPECT_STAYS;
}

static struct phrase wanted_text(const struct bench *bench, const struct scenario_line *line)
{
    struct phrase phrase;
    struct text text = text_over(phrase.text, sizeof phrase.text);
    bool never = forbids(line) && line->kind != SAY_EXPECT_STAYS;
    text_add(&text, "%s %sto ", name_of(bench, line->actor), never ? "never " : "");
    if (line->kind == SAY_EXPECT_STAYS) {
        text_add(&text, "stay alive");
        return phrase;
    }
    if (line->kind == SAY_EXPECT_EXITS) {
        text_add(&text, "exit");
        if (line->has_code)
            text_add(&text, " with code %s", code_text(line->code).text);
        return phrase;
    }
    bool reports = line->kind == SAY_EXPECT_REPORTS || line->kind == SAY_EXPECT_NEVER_REPORTS;
    text_add(&text, "%s %s", reports ? "report" : "reach", line->step);
    if (line->peer >= 0)
        text_add(&text, " %s%s", reports ? "" : "for ", name_of(bench, line->peer));
    if (line->by[0])
        text_add(&text, " by %s", line->by);
    if (line->occurrence > 0)
        text_add(&text, " #%u", (unsigned)line->occurrence);
    return phrase;
}

/* "within 250 ms after cs was killed (line 10)" */
static struct phrase span_text(const struct bench *bench, const struct hope *hope)
{
    const struct kit_event *act = bench->facts->lines[hope->index].act;
    struct phrase phrase;
    struct text text = text_over(phrase.text, sizeof phrase.text);
    if (hope->line->not_before_ms > 0)
        text_add(&text, "not before %u ms and ", (unsigned)hope->line->not_before_ms);
    text_add(&text, "%s %u ms after ", forbids(hope->line) ? "for" : "within",
             (unsigned)hope->window.length_ms);
    if (act)
        text_add(&text, "%s", told(act).text);
    else
        text_add(&text, "the line began");
    return phrase;
}

/* The first match in the window, or the first one after it: a number `#n` counts from the run's
 * start, so that an n-th that came before the window has come in time. What is there is there,
 * however far the machine's stalls are known; that is asked for absence alone. */
static const struct kit_event *find_said(const struct bench *bench, const struct hope *hope)
{
    struct pattern pattern = pattern_of(bench, hope->line);
    int64_t from_ns = hope->line->occurrence > 0 ? 0 : hope->window.from_ns;
    int64_t end_ns = instant_of(bench->facts->marks[THE_RUN][MARK_END]);
    return facts_find(bench->facts, &pattern, from_ns, end_ns);
}

/* What the actor said instead, where only `by` is another: worth more than "it never did". */
static const struct kit_event *find_near(const struct bench *bench, const struct hope *hope)
{
    struct pattern pattern = pattern_of(bench, hope->line);
    pattern.by = NULL;
    return facts_find(bench->facts, &pattern, hope->window.from_ns, hope->window.deadline_ns);
}

static struct phrase seen_text(const struct bench *bench, const struct hope *hope)
{
    struct phrase phrase;
    struct text text = text_over(phrase.text, sizeof phrase.text);
    bool exits = hope->line->kind == SAY_EXPECT_EXITS;
    const struct kit_event *near = exits ? NULL : find_near(bench, hope);
    if (hope->seen)
        text_add(&text, "it did so after %lld ms",
                 ms_between(hope->window.from_ns, hope->seen->at_ns));
    else if (near)
        text_add(&text, "it did so by %s after %lld ms", near->by[0] ? near->by : "nothing",
                 ms_between(hope->window.from_ns, near->at_ns));
    else
        text_add(&text, "it did not, and %s",
                 last_step_text(bench, hope->line->actor, hope->window.deadline_ns).text);
    return phrase;
}

static void not_met(struct bench *bench, const struct hope *hope)
{
    int actor = hope->line->actor;
    int speaker = hope->line->kind == SAY_EXPECT_EXITS ? -1 : actor;
    struct charge charge =
        line_charge(bench, hope->index, bench_absent(bench, &hope->window, speaker), actor,
                    hope->window.deadline_ns);
    struct finding *finding =
        bench_find(bench, &charge, "expected %s %s; %s", hope->wanted.text,
                   span_text(bench, hope).text, seen_text(bench, hope).text);
    bench_excuse(bench, finding, &hope->window, speaker);
}

/* The run's limit, or its end, came first. */
static void cut_short(struct bench *bench, const struct hope *hope, const struct kit_event *cut)
{
    bool by_limit = cut == bench->facts->marks[THE_RUN][MARK_LIMIT];
    struct charge charge =
        line_charge(bench, hope->index, by_limit ? VERDICT_FAIL : VERDICT_ERROR,
                    hope->line->actor, cut->at_ns);
    if (!by_limit)
        bench_find(bench, &charge,
                   "the run ended before %u ms had passed in which it expected %s",
                   (unsigned)hope->window.length_ms, hope->wanted.text);
    else if (!bench->troubled)
        bench_find(bench, &charge, "limit %u ms passed while waiting for %s %s; %s",
                   (unsigned)bench->scenario->limit_ms, hope->wanted.text,
                   span_text(bench, hope).text,
                   last_step_text(bench, hope->line->actor, cut->at_ns).text);
}

/* Whole milliseconds, rounded down: what came early never reads as in time. */
static long long ms_reached(int64_t from_ns, int64_t until_ns)
{
    return (long long)((until_ns - from_ns) / NS_PER_MS);
}

/* Earlier than `not before` is as wrong as later. A stall only makes things later, so that none
 * is an excuse. */
static bool came_early(struct bench *bench, const struct hope *hope)
{
    int64_t from_ns = hope->window.from_ns, seen_ns = instant_of(hope->seen);
    struct charge charge =
        line_charge(bench, hope->index, VERDICT_FAIL, hope->line->actor, seen_ns);
    if (seen_ns >= from_ns + hope->line->not_before_ms * NS_PER_MS ||
        hope->line->not_before_ms == 0)
        return false;
    if (seen_ns < from_ns)
        bench_find(bench, &charge, "expected %s %s; it did so %lld ms before",
                   hope->wanted.text, span_text(bench, hope).text,
                   ms_between(seen_ns, from_ns));
    else
        bench_find(bench, &charge, "expected %s %s; it did so after %lld ms already",
                   hope->wanted.text, span_text(bench, hope).text,
                   ms_reached(from_ns, seen_ns));
    return true;
}

static enum judge_state settle(struct bench *bench, const struct hope *hope)
{
    const struct kit_event *cut = NULL;
    switch (window_due(bench->facts, &hope->window, instant_of(hope->seen), &cut)) {
    case DUE_KEPT:
        return came_early(bench, hope) ? JUDGE_BROKEN : JUDGE_HELD_TRUE;
    case DUE_BROKEN:
        not_met(bench, hope);
        return JUDGE_BROKEN;
    case DUE_DISSOLVED:
        cut_short(bench, hope, cut);
        return JUDGE_BROKEN;
    case DUE_OPEN:
        bench_wait(bench, hope->line->actor, of_process(hope->line) ? "" : hope->line->step,
                   hope->window.deadline_ns);
        break;
    }
    return JUDGE_OPEN;
}

/* An exit that cannot be the awaited one: another code, too early, or the runner's own doing.
 */
static bool exit_contradicts(struct bench *bench, const struct hope *hope)
{
    const struct kit_event *const *marks = bench->facts->marks[hope->line->actor];
    const struct kit_event *exit = marks[MARK_EXITED];
    const struct kit_event *ended = marks[MARK_ENDED];
    const struct kit_event *decider = earlier(ended, exit);
    const char *name = name_of(bench, hope->line->actor);
    struct charge charge =
        line_charge(bench, hope->index, VERDICT_FAIL, hope->line->actor, instant_of(decider));
    if (instant_of(decider) > hope->window.deadline_ns ||
        instant_of(decider) > given_up_at(bench->facts))
        return false;
    if (decider == ended)
        bench_find(bench, &charge, "expected %s %s; the runner had to end it",
                   hope->wanted.text, span_text(bench, hope).text);
    else if (hope->line->has_code && hope->line->code != exit->code)
        bench_find(bench, &charge, "%s exited with code %s, expected %s", name,
                   code_text(exit->code).text, code_text(hope->line->code).text);
    else if (hope->line->has_code && marks[MARK_KILLED] &&
             words_equal(marks[MARK_KILLED]->name, fault_words[FAULT_KILL]))
        bench_find(bench, &charge, "%s exited since it was killed, expected code %s", name,
                   code_text(hope->line->code).text);
    else if (exit->at_ns < hope->window.from_ns)
        bench_find(bench, &charge, "expected %s %s; it had exited %lld ms before",
                   hope->wanted.text, span_text(bench, hope).text,
                   ms_between(exit->at_ns, hope->window.from_ns));
    else
        return false;
    return true;
}

/* ---- expect ... for ---- */

/* What the line forbids and the log has, at or before `until_ns`; or NULL. */
static const struct kit_event *find_forbidden(const struct bench *bench,
                                              const struct hope *hope, int64_t until_ns)
{
    const struct kit_event *const *marks = bench->facts->marks[hope->line->actor];
    struct pattern pattern = pattern_of(bench, hope->line);
    if (hope->line->kind != SAY_EXPECT_STAYS)
        return facts_find(bench->facts, &pattern, hope->window.from_ns, until_ns);
    const struct kit_event *end = earlier(marks[MARK_EXITED], marks[MARK_ENDED]);
    return instant_of(end) <= until_ns ? end : NULL;
}

static void did_forbidden(struct bench *bench, const struct hope *hope)
{
    struct charge charge =
        line_charge(bench, hope->index, VERDICT_FAIL, hope->line->actor, hope->seen->at_ns);
    int64_t from_ns = hope->window.from_ns, seen_ns = hope->seen->at_ns;
    const char *what = hope->line->kind == SAY_EXPECT_STAYS ? "ended" : "did so";
    if (seen_ns < from_ns)
        bench_find(bench, &charge, "expected %s %s; it had ended %lld ms before",
                   hope->wanted.text, span_text(bench, hope).text,
                   ms_between(seen_ns, from_ns));
    else
        bench_find(bench, &charge, "expected %s %s; it %s after %lld ms", hope->wanted.text,
                   span_text(bench, hope).text, what, ms_reached(from_ns, seen_ns));
}

/*
 * Nothing was seen all the time; but was there anybody to see? Of an actor that cannot speak,
 * or whose words were lost, nobody knows what it never said.
 */
static bool silence_is_known(struct bench *bench, const struct hope *hope)
{
    int actor = hope->line->actor;
    bool stays = hope->line->kind == SAY_EXPECT_STAYS;
    enum mark proof = stays ? MARK_STARTED : MARK_ATTACHED;
    struct charge charge =
        line_charge(bench, hope->index, VERDICT_ERROR, actor, hope->window.deadline_ns);
    if (marked_at(bench->facts, actor, proof) > hope->window.deadline_ns) {
        charge.verdict = stays ? VERDICT_FAIL : VERDICT_ERROR;
        if (!bench->troubled)
            bench_find(bench, &charge, "expected %s %s; %s", hope->wanted.text,
                       span_text(bench, hope).text,
                       stays ? "it was never started"
                             : "but it has no probe, so that nobody knows");
        return false;
    }
    int speaker = stays ? -1 : actor;
    if (bench_absent(bench, &hope->window, speaker) != VERDICT_ERROR)
        return true;
    struct finding *finding = bench_find(bench, &charge, "expected %s %s", hope->wanted.text,
                                         span_text(bench, hope).text);
    bench_excuse(bench, finding, &hope->window, speaker);
    return false;
}

/* Absence is judged against logged time: it is known once the log reaches the end of it. */
static enum judge_state forbidden_state(struct bench *bench, struct hope *hope)
{
    int64_t given_up_ns = given_up_at(bench->facts);
    int64_t until_ns = hope->window.deadline_ns;
    const struct kit_event *cut = NULL;
    if (until_ns > given_up_ns)
        until_ns = given_up_ns;
    hope->seen = find_forbidden(bench, hope, until_ns);
    if (hope->seen) {
        did_forbidden(bench, hope);
        return JUDGE_BROKEN;
    }
    switch (window_due(bench->facts, &hope->window, FACTS_NEVER, &cut)) {
    case DUE_BROKEN: /* it never came */
        return silence_is_known(bench, hope) ? JUDGE_HELD_TRUE : JUDGE_BROKEN;
    case DUE_DISSOLVED:
        cut_short(bench, hope, cut);
        return JUDGE_BROKEN;
    case DUE_KEPT:
    case DUE_OPEN:
        bench_wait(bench, hope->line->actor, of_process(hope->line) ? "" : hope->line->step,
                   hope->window.deadline_ns);
        break;
    }
    return JUDGE_OPEN;
}

static enum judge_state expect_state(struct bench *bench, uint32_t index)
{
    const struct line_facts *facts = &bench->facts->lines[index];
    const struct scenario_line *line = line_of(bench, index);
    int64_t from_ns = facts->act ? facts->act->at_ns : facts->begun->at_ns;
    struct hope hope = {.index = index,
                        .line = line,
                        .window = window_open(bench->facts, from_ns, line->window_ms),
                        .wanted = wanted_text(bench, line)};
    if (forbids(line))
        return forbidden_state(bench, &hope);
    if (line->kind != SAY_EXPECT_EXITS) {
        hope.seen = find_said(bench, &hope);
        return settle(bench, &hope);
    }
    if (exit_contradicts(bench, &hope))
        return JUDGE_BROKEN;
    hope.seen = bench->facts->marks[line->actor][MARK_EXITED];
    return settle(bench, &hope);
}

/* ---- all ---- */

/* An ordered strike waits for its target's process, and `after` for its time; here in vain. */
static void never_carried_out(struct bench *bench, uint32_t index, int64_t at_ns)
{
    const struct scenario_line *line = line_of(bench, index);
    struct charge charge = line_charge(bench, index, VERDICT_VACUOUS, line->target, at_ns);
    const char *fault = fault_words[line->fault], *name = name_of(bench, line->target);
    if (marked_at(bench->facts, line->target, MARK_STARTED) < FACTS_NEVER)
        bench_find(bench, &charge,
                   "%s %s was never carried out: the run's limit of %u ms came first", fault,
                   name, (unsigned)bench->scenario->limit_ms);
    else
        bench_find(bench, &charge,
                   "%s %s was never carried out: there was no process of %s to strike", fault,
                   name, name);
}

/* A line that acts is done once it began, but for a strike, which the runner sees to work. */
static enum judge_state act_state(struct bench *bench, uint32_t index)
{
    const struct scenario_line *line = line_of(bench, index);
    int64_t given_up_ns = given_up_at(bench->facts);
    if (!line_strikes(line) || armed_at(bench->facts, index) < FACTS_NEVER)
        return JUDGE_HELD_TRUE;
    if (given_up_ns == FACTS_NEVER) {
        bench_wait(bench, line->target, "", limit_of(bench));
        return JUDGE_OPEN;
    }
    if (bench->facts->lines[index].struck)
        not_confirmed(bench, index, given_up_ns);
    else if (!bench->troubled)
        never_carried_out(bench, index, given_up_ns);
    return JUDGE_BROKEN;
}

static enum judge_state state_of(struct bench *bench, uint32_t index)
{
    if (line_arms(line_of(bench, index)))
        return armed_state(bench, index);
    if (!bench->facts->lines[index].begun)
        return JUDGE_NOT_BEGUN;
    switch (line_of(bench, index)->kind) {
    case SAY_EXPECT_REPORTS:
    case SAY_EXPECT_REACHES:
    case SAY_EXPECT_EXITS:
    case SAY_EXPECT_NEVER_REPORTS:
    case SAY_EXPECT_NEVER_REACHES:
    case SAY_EXPECT_STAYS:
        return expect_state(bench, index);
    case SAY_RELEASE:
    case SAY_RESUME:
    case SAY_STRIKE:
    case SAY_AFTER:
    case SAY_STOP:
        return act_state(bench, index);
    case SAY_PARENT:
    case SAY_CHILD:
    case SAY_CHILD_IMAGE:
    case SAY_BYSTANDER:
    case SAY_STEP:
    case SAY_LIMIT:
    case SAY_REQUESTS:
    case SAY_WINDOW:
    case SAY_WAIVE:
    case SAY_MUST_FAIL:
    case SAY_SKIP:
    case SAY_SKIP_WITHOUT:
    case SAY_DIFFERS:
    case SAY_AT:
    case SAY_FAIL:
    case SAY_INSIDE:
    case SAY_HOLD:
    case SAY_COUNT:
        break;
    }
    return JUDGE_NOT_BEGUN;
}

/* No run passes whose lines were not all carried out; the first that was not is told of, unless
 * something before it already tells why. */
static void never_begun(struct bench *bench, uint32_t index)
{
    const struct facts *facts = bench->facts;
    const struct kit_event *limit = facts->marks[THE_RUN][MARK_LIMIT];
    struct charge charge =
        line_charge(bench, index, limit ? VERDICT_FAIL : VERDICT_ERROR, -1, given_up_at(facts));
    if (limit)
        bench_find(bench, &charge, "limit %u ms passed before this line began",
                   (unsigned)bench->scenario->limit_ms);
    else
        bench_find(bench, &charge, "the run ended before this line began");
}

void lines_judge(struct bench *bench)
{
    struct judge_result *out = bench->out;
    bool is_over = given_up_at(bench->facts) < FACTS_NEVER;
    bool armed = true, explained = bench->troubled;
    for (uint32_t i = 0; i < bench->scenario->line_count; i++) {
        bool arms = line_arms(line_of(bench, i));
        out->armed_done[i] = armed;
        out->lines[i] = state_of(bench, i);
        if (arms && out->lines[i] != JUDGE_HELD_TRUE)
            armed = false;
        if (is_over && !arms && out->lines[i] == JUDGE_NOT_BEGUN && armed && !explained) {
            never_begun(bench, i);
            explained = true;
        }
        explained |= out->lines[i] == JUDGE_BROKEN;
    }
}
