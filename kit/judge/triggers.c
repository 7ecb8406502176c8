#include "kit/judge/triggers.h"
#include "kit/base/line_number.h"
#include "kit/judge/deadlock.h"
#include "kit/judge/line.h"

#include <assert.h>

/* The fault or hold as a message shows it: "kill cs at request.sent #3". */
static struct short_text trigger_text(const struct verdict_builder *builder, uint32_t index)
{
    const struct scenario_line *line = line_at(builder, index);
    struct short_text out;
    struct text text = text_over(out.text, sizeof out.text);
    bool is_hold = line->kind == SAY_HOLD;
    int whom = is_hold ? line->actor : line->target;
    text_add(&text, "%s %s %s ", is_hold ? "hold" : fault_words[line->fault],
             name_of(builder, whom), line->kind == SAY_INSIDE ? "inside" : "at");
    if (line->actor != whom)
        text_add(&text, "%s ", name_of(builder, line->actor));
    if (line_is_of_prints(line))
        text_add(&text, "the printed text \"%s\"", line_text(builder->scenario, line));
    else
        text_add(&text, "%s", line->step);
    if (line->peer >= 0)
        text_add(&text, " for %s", name_of(builder, line->peer));
    if (line_pipe(builder->scenario, line)[0])
        text_add(&text, " about %s", line_pipe(builder->scenario, line));
    text_add(&text, " #%u", (unsigned)line->occurrence);
    return out;
}

/* How far the actor of a line came: the nearest fact that explains why nothing struck. */
static void add_progress(struct text *to, const struct verdict_builder *builder,
                         const struct scenario_line *line, int64_t at_ns)
{
    int actor = line->actor;
    if (marked_at(builder->facts, actor, MARK_STARTED) == FACTS_NEVER)
        text_add(to, "; it never started");
    else if (line_is_of_prints(line))
        text_add(to, "; %s", last_print_text(builder, actor, at_ns).text);
    else if (marked_at(builder->facts, actor, MARK_BEGUN) < FACTS_NEVER &&
             marked_at(builder->facts, actor, MARK_CONNECTED) == FACTS_NEVER)
        text_add(to, "; it never connected, and %s",
                 last_step_text(builder, actor, at_ns).text);
    else
        text_add(to, "; %s", last_step_text(builder, actor, at_ns).text);
}

/*
 * A line that strikes an actor at another actor's step: its target may have ended before the
 * step, or come after it.
 */
static void add_absence(struct text *to, const struct verdict_builder *builder, int target)
{
    int64_t exited_ns = marked_at(builder->facts, target, MARK_EXITED);
    if (exited_ns < FACTS_NEVER)
        text_add(to, "; %s ended at %.3f s", name_of(builder, target), (double)exited_ns / 1e9);
}

/* Calls are not logged one by one, but the run's end has their count. */
static const struct fact *find_called(const struct verdict_builder *builder,
                                      const struct scenario_line *line)
{
    const char *peer = line->peer >= 0 ? name_of(builder, line->peer) : "";
    const struct fact_list *calls = facts_of_kind(builder->facts->store, EVENT_CALLED);
    for (size_t i = calls->count; i > 0; i--) {
        const struct fact *event = calls->at[i - 1];
        if (event->actor_of == line->actor && words_equal(event->name, line->step) &&
            words_equal(event->peer_name, peer))
            return event;
    }
    return NULL;
}

static void add_reached(struct text *to, const struct verdict_builder *builder,
                        const struct scenario_line *line)
{
    struct pattern pattern = line_pattern(builder, line);
    pattern.occurrence = 0;
    bool is_call = line->kind == SAY_FAIL;
    const struct fact *called = is_call ? find_called(builder, line) : NULL;
    unsigned long long times =
        is_call ? called ? called->size : 0 : facts_occurrences(builder->facts, &pattern);
    text_add(to, "%s %s %s %llu time%s", name_of(builder, line->actor),
             is_call                   ? "used"
             : line_is_of_prints(line) ? "printed"
                                       : "reached",
             line_is_of_prints(line) ? "it" : line->step, times, times == 1 ? "" : "s");
}

/* Lines that make a program do something. */
static bool moves_program(enum statement_kind kind)
{
    static const enum statement_kind kinds[] = {
        SAY_START, SAY_TELL, SAY_CLOSE_INPUT, SAY_SET_EVENT, SAY_WRITE_MEMORY, SAY_FORGE};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (kind == kinds[i])
            return true;
    }
    return false;
}

/* A line below waits until this one has struck, and this one may need what the other does. */
static void add_order(struct finding *finding, const struct verdict_builder *builder,
                      uint32_t index)
{
    for (uint32_t i = index + 1; i < builder->scenario->line_count; i++) {
        if (!moves_program(line_at(builder, i)->kind) || builder->facts->lines[i].begun)
            continue;
        struct line_words below = line_words(line_at(builder, i)->line_number);
        struct line_words above = line_words(line_at(builder, index)->line_number);
        add_cause(
            finding,
            "%s waits for %s above it, so it was never carried out; if %s can strike only "
            "after %s, write %s above it",
            below.text, above.text, above.text, below.text, below.text);
        return;
    }
}

static void report_never_struck(struct verdict_builder *builder, uint32_t index, int64_t at_ns)
{
    const struct scenario_line *line = line_at(builder, index);
    const struct line_facts *facts = &builder->facts->lines[index];
    struct finding_header header =
        line_header(builder, index, VERDICT_VACUOUS, line->actor, at_ns);
    char told_text[KIT_FINDING_TEXT];
    struct text text = text_over(told_text, sizeof told_text);
    add_reached(&text, builder, line);
    if (facts->missed > 0)
        text_add(&text, ", and %u time%s the wait was over before the fault came",
                 (unsigned)facts->missed, facts->missed == 1 ? "" : "s");
    add_progress(&text, builder, line, at_ns);
    if (line->target >= 0 && line->target != line->actor)
        add_absence(&text, builder, line->target);
    struct finding *finding =
        add_finding(builder, &header, "%s never %s: %s", trigger_text(builder, index).text,
                    line->kind == SAY_HOLD ? "held" : "struck", told_text);
    add_order(finding, builder, index);
}

void trigger_not_confirmed(struct verdict_builder *builder, uint32_t index, int64_t at_ns)
{
    struct finding_header header =
        line_header(builder, index, VERDICT_ERROR, line_at(builder, index)->target, at_ns);
    enum kit_fault fault = line_at(builder, index)->fault;
    if (faults[fault].proof == PROOF_OVER) {
        add_finding(builder, &header,
                    "%s's %s of %u ms still went on when the run ended; make it shorter, or "
                    "the limit longer",
                    name_of(builder, line_at(builder, index)->target), fault_words[fault],
                    (unsigned)line_at(builder, index)->window_ms);
        return;
    }
    if (line_strikes_from_outside(builder->scenario, line_at(builder, index)))
        add_finding(
            builder, &header,
            "%s struck %s from outside, but the runner saw no effect of it: its process "
            "did not end, or goes on",
            fault_words[fault], name_of(builder, line_at(builder, index)->target));
    else
        add_finding(
            builder, &header,
            "%s said that %s struck it, but the runner saw no effect of it from outside",
            name_of(builder, line_at(builder, index)->target), fault_words[fault]);
}

/* Whether the step came for the n-th time. */
static bool was_logged(const struct verdict_builder *builder, const struct pattern *pattern,
                       struct search *search)
{
    struct pattern any = *pattern;
    any.occurrence = 0;
    return pattern->counts
               ? facts_occurrences(builder->facts, &any) >= pattern->occurrence
               : facts_find(builder->facts, pattern, 0, FACTS_NEVER, search) != NULL;
}

/*
 * Whether its step was logged and the action there was not yet. The actor logs the step first
 * and the action second. A run that is closed in between would end the actor that the action is
 * about.
 */
static bool is_coming(const struct verdict_builder *builder, const struct scenario_line *line,
                      const struct line_facts *facts, struct search *search)
{
    struct pattern pattern = line_pattern(builder, line);
    assert(!facts->struck || line->kind == SAY_HOLD);
    int process = process_at(builder, line->actor, FACTS_LATEST);
    if (line->kind == SAY_AT_PRINTS) {
        process = process_at(builder, line->target, FACTS_LATEST);
        return !marked(builder->facts, process, MARK_EXITED) &&
               facts_find(builder->facts, &pattern, 0, FACTS_NEVER, search);
    }
    return line->kind == SAY_AT && !facts->held &&
           !marked(builder->facts, process, MARK_EXITED) &&
           !marked(builder->facts, process, MARK_KILLED) &&
           !marked(builder->facts, line->actor, MARK_HUNG) &&
           was_logged(builder, &pattern, search);
}

enum judge_state trigger_state(struct verdict_builder *builder, uint32_t index)
{
    const struct scenario_line *line = line_at(builder, index);
    const struct line_facts *facts = &builder->facts->lines[index];
    bool struck = facts->struck && line->kind != SAY_HOLD;
    int64_t given_up_ns = lines_given_up_at(builder->facts);
    if (armed_at(builder->facts, index) < FACTS_NEVER)
        return JUDGE_HELD_TRUE;
    if (!struck && !builder->troubled && deadlock_in_the_way(builder, index)) {
        builder->troubled = true;
        return JUDGE_BROKEN;
    }
    if (given_up_ns == FACTS_NEVER) {
        if (struck)
            await(builder, line->target, "", lines_limit_of(builder));
        else
            await(builder, line->actor, line->step, lines_limit_of(builder));
        return struck || is_coming(builder, line, facts, &builder->searches[index].wanted)
                   ? JUDGE_OPEN
                   : JUDGE_NOT_BEGUN;
    }
    if (struck)
        trigger_not_confirmed(builder, index, given_up_ns);
    else if (!builder->troubled || facts->missed > 0)
        report_never_struck(builder, index, given_up_ns);
    return struck ? JUDGE_BROKEN : JUDGE_NOT_BEGUN;
}
