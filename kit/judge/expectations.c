#include "kit/judge/expectations.h"
#include "kit/judge/given_up.h"
#include "kit/judge/line.h"
#include "kit/judge/starts.h"

/* An expectation while the judge decides it: the expected event, the event that was found, and
 * the result of the comparison. */
struct hope {
    uint32_t index;
    const struct scenario_line *line;
    int process; /* for an exit: the process, among all of the actor */
    struct window window;
    int64_t forbidden_from_ns; /* for a line that forbids: from when on it forbids */
    bool is_of_successor;      /* it counts from the start of a process after the act */
    const struct fact *seen;   /* the event that meets it, in time or late; or NULL */
    struct short_text wanted;  /* "host to report child.lost cs by watchdog" */
};

/* What must not come during the time that the line states. */
static bool line_forbids(const struct scenario_line *line)
{
    return line->kind == SAY_EXPECT_NEVER_REPORTS || line->kind == SAY_EXPECT_NEVER_REACHES ||
           line->kind == SAY_EXPECT_NEVER_PRINTS || line->kind == SAY_EXPECT_STAYS ||
           starts_forbid(line);
}

/* What the runner sees of a program without a probe, too. */
static bool line_needs_no_probe(const struct scenario_line *line)
{
    return line->kind == SAY_EXPECT_EXITS || line->kind == SAY_EXPECT_STAYS ||
           line_is_of_starts(line) || line_is_matched(line);
}

static struct short_text wanted_there_text(const struct verdict_builder *builder,
                                           const struct scenario_line *line)
{
    struct short_text out;
    struct text text = text_over(out.text, sizeof out.text);
    const char *name = line_text(builder->scenario, line);
    if (line->kind == SAY_CHECK_COMMAND)
        text_add(&text, "the command \"%.100s\" to end with code 0", name);
    else if (line->kind == SAY_EXPECT_FOLDER)
        text_add(&text, "the folder \"%.100s\" to be as before", name);
    else
        text_add(&text, "%s \"%.100s\" to be %s", thing_words[line->thing], name,
                 line->kind == SAY_EXPECT_GONE ? "gone" : "there");
    return out;
}

/* How the command of the line ended the last time. */
static struct short_text last_check_text(const struct verdict_builder *builder,
                                         const struct hope *hope)
{
    const struct fact_list *list = facts_of_kind(builder->facts->store, EVENT_CHECKED);
    struct short_text out;
    struct text text = text_over(out.text, sizeof out.text);
    for (size_t i = list_after(list, hope->window.deadline_ns); i > 0; i--) {
        if (list->at[i - 1]->line_number != hope->line->line_number)
            continue;
        text_add(&text, "it ended with code %s", code_text(list->at[i - 1]->code).text);
        return out;
    }
    text_add(&text, "it did not end");
    return out;
}

/* What the last look at the line's folder found; NULL if there was none in time. */
static const struct fact *last_look(const struct verdict_builder *builder,
                                    const struct hope *hope)
{
    const struct fact_list *list = facts_of_kind(builder->facts->store, EVENT_FOLDER);
    for (size_t i = list_after(list, hope->window.deadline_ns); i > 0; i--) {
        if (list->at[i - 1]->line_number == hope->line->line_number)
            return list->at[i - 1];
    }
    return NULL;
}

/* Of a folder that could not be looked at nobody knows what is in it. */
static bool is_unread(const struct verdict_builder *builder, const struct hope *hope)
{
    if (hope->line->kind != SAY_EXPECT_FOLDER || hope->seen)
        return false;
    const struct fact *look = last_look(builder, hope);
    return !look || words_equal(look->by, FOLDER_UNREAD);
}

static void add_last_look(struct text *to, const struct verdict_builder *builder,
                          const struct hope *hope)
{
    const struct fact *look = last_look(builder, hope);
    if (!look)
        text_add(to, "nobody looked at it in this time");
    else
        text_add(to, "%s%s", is_unread(builder, hope) ? "it cannot be looked at: " : "",
                 look->text);
}

static struct short_text wanted_text(const struct verdict_builder *builder,
                                     const struct scenario_line *line)
{
    struct short_text out;
    struct text text = text_over(out.text, sizeof out.text);
    bool never = line_forbids(line) && line->kind != SAY_EXPECT_STAYS;
    if (line_is_of_starts(line))
        return starts_wanted_text(builder, line);
    if (line_is_of_world(line))
        return wanted_there_text(builder, line);
    text_add(&text, "%s %sto ", name_of(builder, line->actor), never ? "never " : "");
    if (line->kind == SAY_EXPECT_STAYS) {
        text_add(&text, "stay alive");
        return out;
    }
    if (line->kind == SAY_EXPECT_EXITS) {
        text_add(&text, "exit");
        if (line->has_code)
            text_add(&text, " with code %s", code_text(line->code).text);
        return out;
    }
    if (line_is_of_prints(line)) {
        text_add(&text, "print \"%s\"", line_text(builder->scenario, line));
        if (line->occurrence > 0)
            text_add(&text, " #%u", (unsigned)line->occurrence);
        return out;
    }
    bool reports = line->kind == SAY_EXPECT_REPORTS || line->kind == SAY_EXPECT_NEVER_REPORTS;
    text_add(&text, "%s %s", reports ? "report" : "reach", line->step);
    if (line->peer >= 0)
        text_add(&text, " %s%s", reports ? "" : "for ", name_of(builder, line->peer));
    if (line->by[0])
        text_add(&text, " by %s", line->by);
    if (line->occurrence > 0)
        text_add(&text, " #%u", (unsigned)line->occurrence);
    return out;
}

/* "within 250 ms after cs was killed (line 10)" */
static struct short_text span_text(const struct verdict_builder *builder,
                                   const struct hope *hope)
{
    const struct fact *act = builder->facts->lines[hope->index].act;
    struct short_text out;
    struct text text = text_over(out.text, sizeof out.text);
    if (hope->line->not_before_ms > 0)
        text_add(&text, "not before %u ms and ", (unsigned)hope->line->not_before_ms);
    text_add(&text, "%s %u ms after ", line_forbids(hope->line) ? "for" : "within",
             (unsigned)hope->window.length_ms);
    if (act && !hope->is_of_successor)
        text_add(&text, "%s", describe_fact(act).text);
    else
        text_add(&text, "%s",
                 hope->window.from_ns == builder->facts->lines[hope->index].begun->at_ns
                     ? "the line began"
                 : line_needs_no_probe(hope->line) ? "it was started"
                                                   : "its probe attached");
    return out;
}

/*
 * Whether a text counts that was printed before the line began. No act came before the line, so
 * nothing says from when on it should be printed. A line of the same words above was meant for
 * an earlier one.
 */
static bool may_be_met_before(const struct verdict_builder *builder, const struct hope *hope)
{
    if (hope->line->kind != SAY_EXPECT_PRINTS || builder->facts->lines[hope->index].act)
        return false;
    for (uint32_t i = 0; i < hope->index; i++) {
        const struct scenario_line *above = line_at(builder, i);
        if (above->kind == SAY_EXPECT_PRINTS && above->actor == hope->line->actor &&
            words_equal(line_text(builder->scenario, above),
                        line_text(builder->scenario, hope->line)))
            return false;
    }
    return true;
}

/*
 * The first match in the window, or the first one after it. A number `#n` counts from the run's
 * start, so an n-th match before the window is in time. So is a printed text where no act came
 * before: a program can be ready before the line for its pipe or port is met. An event in the
 * log counts even where stalls are not fully known yet; only absence depends on them.
 */
static const struct fact *find_said(const struct verdict_builder *builder,
                                    const struct hope *hope)
{
    struct pattern pattern = line_pattern(builder, hope->line);
    bool counts_all = hope->line->occurrence > 0 || may_be_met_before(builder, hope);
    int64_t from_ns = counts_all ? 0 : hope->window.from_ns;
    int64_t end_ns = instant_of(marked(builder->facts, THE_RUN, MARK_END));
    return facts_find(builder->facts, &pattern, from_ns, end_ns,
                      &builder->searches[hope->index].wanted);
}

/*
 * What the actor logged instead, if only `by` differs. This tells the user more than "it never
 * did".
 */
static const struct fact *find_near(const struct verdict_builder *builder,
                                    const struct hope *hope)
{
    struct pattern pattern = line_pattern(builder, hope->line);
    pattern.by = NULL;
    return facts_find(builder->facts, &pattern, hope->window.from_ns, hope->window.deadline_ns,
                      &builder->searches[hope->index].near);
}

/* The exit came too late. It may also be another exit than the expected one. */
static void add_late_exit(struct text *to, const struct verdict_builder *builder,
                          const struct hope *hope)
{
    int64_t after_ms = ms_between(hope->window.from_ns, hope->seen->at_ns);
    const struct fact *ended = marked(builder->facts, hope->process, MARK_ENDED);
    if (instant_of(ended) <= hope->seen->at_ns)
        text_add(to, "the runner ended it after %lld ms",
                 ms_between(hope->window.from_ns, instant_of(ended)));
    else if (hope->line->has_code && hope->line->code != hope->seen->code)
        text_add(to, "it exited with code %s after %lld ms", code_text(hope->seen->code).text,
                 (long long)after_ms);
    else
        text_add(to, "it did so after %lld ms", (long long)after_ms);
}

static struct short_text seen_text(const struct verdict_builder *builder,
                                   const struct hope *hope)
{
    struct short_text out;
    struct text text = text_over(out.text, sizeof out.text);
    const struct fact *near = line_needs_no_probe(hope->line) ? NULL : find_near(builder, hope);
    if (hope->seen && hope->line->kind == SAY_EXPECT_EXITS)
        add_late_exit(&text, builder, hope);
    else if (hope->seen)
        text_add(&text, "%s after %lld ms",
                 hope->line->kind == SAY_EXPECT_THERE    ? "it was there"
                 : hope->line->kind == SAY_EXPECT_GONE   ? "it was gone"
                 : hope->line->kind == SAY_EXPECT_FOLDER ? "it was so"
                                                         : "it did so",
                 ms_between(hope->window.from_ns, hope->seen->at_ns));
    else if (line_is_of_starts(hope->line))
        text_add(&text, "%s",
                 starts_seen_text(builder, hope->line, hope->window.deadline_ns).text);
    else if (hope->line->kind == SAY_CHECK_COMMAND)
        text_add(&text, "%s", last_check_text(builder, hope).text);
    else if (hope->line->kind == SAY_EXPECT_FOLDER)
        add_last_look(&text, builder, hope);
    else if (hope->line->kind == SAY_EXPECT_THERE)
        text_add(&text, "it was not there");
    else if (hope->line->kind == SAY_EXPECT_GONE)
        text_add(&text, "it was still there");
    else if (line_is_of_prints(hope->line))
        text_add(&text, "it did not, and %s",
                 last_print_text(builder, hope->line->actor, hope->window.deadline_ns).text);
    else if (near)
        text_add(&text, "it did so %s%s after %lld ms", near->by[0] ? "by " : "without a `by`",
                 near->by, ms_between(hope->window.from_ns, near->at_ns));
    else
        text_add(&text, "it did not, and %s",
                 last_step_text(builder, hope->line->actor, hope->window.deadline_ns).text);
    return out;
}

static void report_not_met(struct verdict_builder *builder, const struct hope *hope)
{
    int actor = hope->line->actor;
    int speaker = line_needs_no_probe(hope->line) ? -1 : actor;
    /* Whether this actor came at all could not be seen, which is told already. */
    if (builder->troubled && builder->scenario->actors[actor].by_command &&
        instant_of(marked(builder->facts, actor, MARK_STARTED)) == FACTS_NEVER)
        return;
    enum kit_verdict verdict = is_unread(builder, hope)
                                   ? VERDICT_ERROR
                                   : verdict_of_absence(builder, &hope->window, speaker);
    struct finding_header header =
        line_header(builder, hope->index, verdict, actor, hope->window.deadline_ns);
    struct finding *finding =
        add_finding(builder, &header, "expected %s %s; %s", hope->wanted.text,
                    span_text(builder, hope).text, seen_text(builder, hope).text);
    add_excuse(builder, finding, &hope->window, speaker);
}

/* Without the stalls the window would have been over before the limit. */
static bool only_stalls_kept_open(const struct hope *hope, const struct fact *limit)
{
    int64_t usual_ns = hope->window.from_ns + hope->window.length_ms * NS_PER_MS;
    return hope->window.stalled_ns > 0 && usual_ns <= limit->at_ns;
}

static void stalled_until_limit(struct verdict_builder *builder, const struct hope *hope,
                                const struct fact *limit)
{
    struct finding_header header =
        line_header(builder, hope->index, VERDICT_ERROR, hope->line->actor, limit->at_ns);
    add_finding(
        builder, &header,
        "the machine stood still for %lld ms of this time, and the limit of %u ms passed "
        "before it was known; expected %s %s",
        (long long)(hope->window.stalled_ns / NS_PER_MS), (unsigned)builder->scenario->limit_ms,
        hope->wanted.text, span_text(builder, hope).text);
}

/* The run's limit, or its end, came first. */
static void cut_short(struct verdict_builder *builder, const struct hope *hope,
                      const struct fact *cut)
{
    bool by_limit = cut == marked(builder->facts, THE_RUN, MARK_LIMIT);
    if (by_limit && only_stalls_kept_open(hope, cut)) {
        stalled_until_limit(builder, hope, cut);
        return;
    }
    struct finding_header header =
        line_header(builder, hope->index, by_limit ? VERDICT_FAIL : VERDICT_ERROR,
                    hope->line->actor, cut->at_ns);
    if (!by_limit)
        add_finding(builder, &header,
                    "the run ended before the window of %u ms had passed; expected %s",
                    (unsigned)hope->window.length_ms, hope->wanted.text);
    else if (!builder->troubled)
        add_finding(builder, &header, "limit %u ms passed while waiting for %s %s; %s",
                    (unsigned)builder->scenario->limit_ms, hope->wanted.text,
                    span_text(builder, hope).text,
                    last_step_text(builder, hope->line->actor, cut->at_ns).text);
}

/* Whole milliseconds, rounded down, so that an early event never reads as in time. */
static long long ms_reached(int64_t from_ns, int64_t until_ns)
{
    return (long long)((until_ns - from_ns) / NS_PER_MS);
}

/*
 * An event before `not before` is as wrong as a late one. A stall only delays events, so it is
 * no excuse.
 */
static bool came_early(struct verdict_builder *builder, const struct hope *hope)
{
    int64_t from_ns = hope->window.from_ns, seen_ns = instant_of(hope->seen);
    struct finding_header header =
        line_header(builder, hope->index, VERDICT_FAIL, hope->line->actor, seen_ns);
    if (seen_ns >= from_ns + hope->line->not_before_ms * NS_PER_MS ||
        hope->line->not_before_ms == 0)
        return false;
    if (seen_ns < from_ns)
        add_finding(builder, &header, "expected %s %s; it did so %lld ms before that",
                    hope->wanted.text, span_text(builder, hope).text,
                    ms_between(seen_ns, from_ns));
    else
        add_finding(builder, &header, "expected %s %s; it did so after only %lld ms",
                    hope->wanted.text, span_text(builder, hope).text,
                    ms_reached(from_ns, seen_ns));
    return true;
}

/* The early event may be among those that were lost before it was allowed to come. */
static bool may_have_come_early(struct verdict_builder *builder, const struct hope *hope)
{
    struct window early = {.from_ns = hope->window.from_ns};
    int actor = hope->line->actor;
    early.deadline_ns = early.from_ns + hope->line->not_before_ms * NS_PER_MS;
    if (hope->line->not_before_ms == 0 || line_needs_no_probe(hope->line) ||
        verdict_of_absence(builder, &early, actor) != VERDICT_ERROR)
        return false;
    struct finding_header header =
        line_header(builder, hope->index, VERDICT_ERROR, actor, early.deadline_ns);
    struct finding *finding = add_finding(builder, &header, "expected %s %s", hope->wanted.text,
                                          span_text(builder, hope).text);
    add_excuse(builder, finding, &early, actor);
    return true;
}

static enum judge_state settle_expectation(struct verdict_builder *builder,
                                           const struct hope *hope)
{
    const struct fact *cut = NULL;
    switch (window_due(builder->facts, &hope->window, instant_of(hope->seen), &cut)) {
    case DUE_KEPT:
        return came_early(builder, hope) || may_have_come_early(builder, hope)
                   ? JUDGE_BROKEN
                   : JUDGE_HELD_TRUE;
    case DUE_BROKEN:
        report_not_met(builder, hope);
        return JUDGE_BROKEN;
    case DUE_DISSOLVED:
        cut_short(builder, hope, cut);
        return JUDGE_BROKEN;
    case DUE_OPEN:
        await(builder, hope->line->actor,
              line_needs_no_probe(hope->line) ? "" : hope->line->step,
              hope->window.deadline_ns);
        break;
    }
    return JUDGE_OPEN;
}

/* An exit that cannot be the awaited one: another code, too early, or caused by the runner. */
static bool exit_contradicts(struct verdict_builder *builder, const struct hope *hope)
{
    const struct fact *exit = marked(builder->facts, hope->process, MARK_EXITED);
    const struct fact *ended = marked(builder->facts, hope->process, MARK_ENDED);
    const struct fact *killed = marked(builder->facts, hope->process, MARK_KILLED);
    const struct fact *decider = earlier(ended, exit);
    const char *name = name_of(builder, hope->line->actor);
    struct finding_header header =
        line_header(builder, hope->index, VERDICT_FAIL, hope->line->actor, instant_of(decider));
    if (instant_of(decider) > hope->window.deadline_ns ||
        instant_of(decider) > lines_given_up_at(builder->facts))
        return false;
    if (decider == ended)
        add_finding(builder, &header, "expected %s %s; the runner had to end it",
                    hope->wanted.text, span_text(builder, hope).text);
    else if (hope->line->has_code && hope->line->code != exit->code)
        add_finding(builder, &header, "%s exited with code %s, expected %s", name,
                    code_text(exit->code).text, code_text(hope->line->code).text);
    else if (hope->line->has_code && killed &&
             fault_named(killed->name)->end_codes[0] == KIT_KILL_CODE)
        add_finding(builder, &header, "%s exited because it was killed, expected code %s", name,
                    code_text(hope->line->code).text);
    else if (exit->at_ns < hope->window.from_ns && hope->line->not_before_ms > 0)
        add_finding(builder, &header, "expected %s %s; it had exited %lld ms before that",
                    hope->wanted.text, span_text(builder, hope).text,
                    ms_between(exit->at_ns, hope->window.from_ns));
    else
        return false;
    return true;
}

/*
 * The first end of the process that plays the actor when the line begins to count, or of a
 * later one.
 */
static const struct fact *first_end(const struct verdict_builder *builder,
                                    const struct hope *hope)
{
    const struct fact *first = NULL;
    for (int i = hope->process; i < (int)builder->scenario->actor_count; i++) {
        if (builder->processes->of[i] == hope->line->actor)
            first = earlier(first, earlier(marked(builder->facts, i, MARK_EXITED),
                                           marked(builder->facts, i, MARK_ENDED)));
    }
    return first;
}

/* What the line forbids and the log has, at or before `until_ns`; or NULL. */
static const struct fact *find_forbidden(const struct verdict_builder *builder,
                                         const struct hope *hope, int64_t until_ns)
{
    struct pattern pattern = line_pattern(builder, hope->line);
    if (line_is_of_starts(hope->line))
        return starts_forbidden(builder, hope->index, until_ns);
    if (hope->line->kind != SAY_EXPECT_STAYS)
        return facts_find(builder->facts, &pattern, hope->forbidden_from_ns, until_ns,
                          &builder->searches[hope->index].wanted);
    const struct fact *end = first_end(builder, hope);
    return instant_of(end) <= until_ns ? end : NULL;
}

static void did_forbidden(struct verdict_builder *builder, const struct hope *hope)
{
    int64_t from_ns = hope->window.from_ns, seen_ns = hope->seen->at_ns;
    bool stays = hope->line->kind == SAY_EXPECT_STAYS;
    struct given_up given_up = {.report = NULL};
    if (stays)
        given_up = given_up_by_silence(builder, hope->seen->actor, seen_ns);
    struct finding_header header =
        line_header(builder, hope->index, verdict_of_given_up(&given_up, VERDICT_FAIL),
                    hope->line->actor, seen_ns);
    const char *what = stays ? "ended" : "did so";
    struct finding *finding;
    if (line_is_of_starts(hope->line))
        finding = add_finding(builder, &header, "expected %s, %s; %s", hope->wanted.text,
                              span_text(builder, hope).text,
                              starts_seen_text(builder, hope->line, seen_ns).text);
    else if (seen_ns < from_ns)
        finding = add_finding(
            builder, &header, "expected %s %s; it had ended %lld ms before that",
            hope->wanted.text, span_text(builder, hope).text, ms_between(seen_ns, from_ns));
    else
        finding = add_finding(builder, &header, "expected %s %s; it %s after %lld ms",
                              hope->wanted.text, span_text(builder, hope).text, what,
                              ms_reached(from_ns, seen_ns));
    add_given_up(builder, finding, &given_up);
}

/*
 * Nothing was seen all the time. But could anything have been seen? If an actor's events were
 * lost, its absence of events proves nothing.
 */
static bool silence_is_known(struct verdict_builder *builder, const struct hope *hope)
{
    int actor = hope->line->actor;
    bool stays = hope->line->kind == SAY_EXPECT_STAYS;
    struct finding_header header =
        line_header(builder, hope->index, VERDICT_ERROR, actor, hope->window.deadline_ns);
    if (stays && marked_at(builder->facts, actor, MARK_STARTED) > hope->window.deadline_ns) {
        header.verdict = VERDICT_FAIL;
        if (!builder->troubled)
            add_finding(builder, &header, "expected %s %s; it had not been started by then",
                        hope->wanted.text, span_text(builder, hope).text);
        return false;
    }
    int speaker = line_needs_no_probe(hope->line) ? -1 : actor;
    if (verdict_of_absence(builder, &hope->window, speaker) != VERDICT_ERROR)
        return true;
    struct finding *finding = add_finding(builder, &header, "expected %s %s", hope->wanted.text,
                                          span_text(builder, hope).text);
    add_excuse(builder, finding, &hope->window, speaker);
    return false;
}

/* Absence is judged against logged time: it is known once the log reaches the end of it. */
static enum judge_state forbidden_state(struct verdict_builder *builder, struct hope *hope)
{
    int64_t given_up_ns = lines_given_up_at(builder->facts);
    int64_t until_ns = hope->window.deadline_ns;
    const struct fact *cut = NULL;
    if (until_ns > given_up_ns)
        until_ns = given_up_ns;
    hope->seen = find_forbidden(builder, hope, until_ns);
    if (hope->seen) {
        did_forbidden(builder, hope);
        return JUDGE_BROKEN;
    }
    switch (window_due(builder->facts, &hope->window, FACTS_NEVER, &cut)) {
    case DUE_BROKEN: /* it never came */
        return silence_is_known(builder, hope) ? JUDGE_HELD_TRUE : JUDGE_BROKEN;
    case DUE_DISSOLVED:
        cut_short(builder, hope, cut);
        return JUDGE_BROKEN;
    case DUE_KEPT:
    case DUE_OPEN:
        await(builder, hope->line->actor,
              line_needs_no_probe(hope->line) ? "" : hope->line->step,
              hope->window.deadline_ns);
        break;
    }
    return JUDGE_OPEN;
}

/*
 * The silence of an actor counts only from when its probe works: on a slow machine that may be
 * after the line begins. An actor that can never log says nothing by its silence.
 */
static enum judge_state unheard_state(struct verdict_builder *builder, const struct hope *hope)
{
    int actor = hope->line->actor;
    int64_t until_ns = lines_given_up_at(builder->facts);
    int64_t ended_ns = marked_at(builder->facts, actor, MARK_EXITED);
    if (ended_ns < until_ns)
        until_ns = ended_ns;
    /*
     * If the actor's process never came, it logged nothing. That is known once the time has
     * passed.
     */
    if (marked_at(builder->facts, actor, MARK_STARTED) == FACTS_NEVER &&
        builder->facts->horizon_ns >= hope->window.deadline_ns &&
        until_ns > hope->window.deadline_ns)
        return JUDGE_HELD_TRUE;
    if (until_ns == FACTS_NEVER) {
        await(builder, actor, "", hope->window.deadline_ns);
        await(builder, actor, "", lines_limit_of(builder));
        return JUDGE_OPEN;
    }
    struct finding_header header =
        line_header(builder, hope->index, VERDICT_ERROR, actor, until_ns);
    add_finding(builder, &header,
                "expected %s %s; without a probe Lifeline cannot tell; link %s with the probe "
                "(docs/tutorial.md)",
                hope->wanted.text, span_text(builder, hope).text, name_of(builder, actor));
    return JUDGE_BROKEN;
}

/* Whether no line had begun before this one, and no act had happened. */
static bool is_first(const struct verdict_builder *builder, uint32_t index)
{
    const struct line_facts *lines = builder->facts->lines;
    for (uint32_t i = 0; i < index; i++) {
        if (lines[i].begun && lines[i].begun->at_ns <= lines[index].begun->at_ns)
            return false;
    }
    return !lines[index].act;
}

/* A line about what any process may bring about, or none. */
static bool is_of_outside(const struct scenario_line *line)
{
    return line->kind == SAY_EXPECT_THERE || line->kind == SAY_EXPECT_GONE ||
           line->kind == SAY_EXPECT_FOLDER || line->kind == SAY_CHECK_COMMAND;
}

/*
 * The instant from which a line counts. The runner begins the first line some milliseconds
 * after it started the parents, and this delay varies. So the first line counts from when its
 * actor's probe works. A line about a process counts from the start of the process.
 */
static int64_t counts_from(const struct verdict_builder *builder, uint32_t index)
{
    const struct line_facts *facts = &builder->facts->lines[index];
    const struct scenario_line *line = line_at(builder, index);
    int64_t from_ns = facts->act ? facts->act->at_ns : facts->begun->at_ns;
    if (!is_first(builder, index) || line->kind == SAY_EXPECT_STAYS || line_is_of_starts(line))
        return from_ns;
    int64_t able_ns = line_needs_no_probe(line)
                          ? marked_at(builder->facts, line->actor, MARK_STARTED)
                          : steps_seen_from(builder, line->actor);
    /* A thing or a command can be met before any actor starts. */
    return able_ns < FACTS_NEVER && !(is_of_outside(line) && able_ns > from_ns) ? able_ns
                                                                                : from_ns;
}

/*
 * The first line can begin before its actor is there: a parent starts its children when it
 * likes. An actor that is to stay alive has to be there within the window of parent-continues,
 * and stays alive from then on.
 */
static void wait_for_start(const struct verdict_builder *builder, struct hope *hope)
{
    int64_t started_ns = marked_at(builder->facts, hope->line->actor, MARK_STARTED);
    uint32_t patience_ms = builder->scenario->window_ms[RULE_PARENT_CONTINUES];
    struct window until = window_open(builder->facts, hope->window.from_ns, patience_ms);
    if (started_ns <= hope->window.from_ns)
        return;
    if (started_ns <= until.deadline_ns) {
        hope->window = window_open(builder->facts, started_ns, hope->line->window_ms);
        hope->forbidden_from_ns = started_ns;
    } else if (until.deadline_ns > hope->window.deadline_ns) {
        hope->window.deadline_ns = until.deadline_ns;
        hope->window.beyond |= until.beyond;
    }
}

/*
 * The last act ended this very actor, and its parent has started it again since. Then the line
 * is about the new process, from its start on.
 */
static void count_from_successor(const struct verdict_builder *builder, struct hope *hope)
{
    const struct line_facts *facts = &builder->facts->lines[hope->index];
    int now = process_at(builder, hope->line->actor, facts->begun->at_ns);
    if (!facts->act || facts->act->actor_of != hope->line->actor || now == hope->process ||
        marked_at(builder->facts, hope->process, MARK_EXITED) > facts->begun->at_ns)
        return;
    int64_t started_ns = marked_at(builder->facts, now, MARK_STARTED);
    hope->process = now;
    hope->is_of_successor = true;
    hope->window = window_open(builder->facts, started_ns, hope->line->window_ms);
    hope->forbidden_from_ns = started_ns;
}

enum judge_state expectation_state(struct verdict_builder *builder, uint32_t index)
{
    const struct scenario_line *line = line_at(builder, index);
    int64_t from_ns = counts_from(builder, index);
    struct hope hope = {.index = index,
                        .line = line,
                        .process = process_at(builder, line->actor, from_ns),
                        .window = window_open(builder->facts, from_ns, line->window_ms),
                        .forbidden_from_ns = from_ns,
                        .wanted = wanted_text(builder, line)};
    if (line_forbids(line) && !line_needs_no_probe(line)) {
        int64_t heard_ns = steps_seen_from(builder, line->actor);
        if (heard_ns == FACTS_NEVER)
            return unheard_state(builder, &hope);
        int64_t begun_ns = builder->facts->lines[index].begun->at_ns;
        if (heard_ns < begun_ns && from_ns < begun_ns && !builder->facts->lines[index].act)
            heard_ns = begun_ns;
        if (heard_ns > from_ns)
            hope.window = window_open(builder->facts, heard_ns, line->window_ms);
    }
    if (line->kind == SAY_EXPECT_STAYS && is_first(builder, index))
        wait_for_start(builder, &hope);
    else if (line->kind == SAY_EXPECT_STAYS)
        count_from_successor(builder, &hope);
    if (line_forbids(line))
        return forbidden_state(builder, &hope);
    if (line_is_of_starts(line)) {
        hope.seen = starts_awaited(builder, line, from_ns);
        return settle_expectation(builder, &hope);
    }
    if (line->kind != SAY_EXPECT_EXITS) {
        hope.seen = find_said(builder, &hope);
        return settle_expectation(builder, &hope);
    }
    if (exit_contradicts(builder, &hope))
        return JUDGE_BROKEN;
    hope.seen = marked(builder->facts, hope.process, MARK_EXITED);
    return settle_expectation(builder, &hope);
}
