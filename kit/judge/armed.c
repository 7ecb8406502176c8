#include "kit/judge/armed.h"
#include "kit/judge/lines_own.h"
#include "kit/judge/standing.h"

/* The fault or hold as a sentence has it: "kill cs at request.sent #3". */
static struct phrase armed_text(const struct bench *bench, uint32_t index)
{
    const struct scenario_line *line = line_at(bench, index);
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

/* Whom it should have struck at another's step can have ended before, or come after. */
static void add_absence(struct text *to, const struct bench *bench, int target)
{
    if (marked_at(bench->facts, target, MARK_EXITED) < FACTS_NEVER)
        text_add(to, "; %s ended by then", name_of(bench, target));
}

/* Calls make no records, but the run's end says how many there were. */
static const struct fact *find_called(const struct bench *bench,
                                      const struct scenario_line *line)
{
    const char *peer = line->peer >= 0 ? name_of(bench, line->peer) : "";
    const struct fact_list *calls = facts_of_kind(bench->facts->store, EVENT_CALLED);
    for (size_t i = calls->count; i > 0; i--) {
        const struct fact *event = calls->at[i - 1];
        if (event->actor == line->actor && words_equal(event->name, line->step) &&
            words_equal(event->peer_name, peer))
            return event;
    }
    return NULL;
}

static void add_reached(struct text *to, const struct bench *bench,
                        const struct scenario_line *line)
{
    struct pattern pattern = line_pattern(bench, line);
    pattern.occurrence = 0;
    bool is_call = line->kind == SAY_FAIL;
    const struct fact *called = is_call ? find_called(bench, line) : NULL;
    unsigned long long times =
        is_call ? called ? called->size : 0 : facts_occurrences(bench->facts, &pattern);
    text_add(to, "%s %s %s %llu time%s", name_of(bench, line->actor),
             is_call ? "used" : "reached", line->step, times, times == 1 ? "" : "s");
}

static void never_struck(struct bench *bench, uint32_t index, int64_t at_ns)
{
    const struct scenario_line *line = line_at(bench, index);
    const struct line_facts *facts = &bench->facts->lines[index];
    struct charge charge = line_charge(bench, index, VERDICT_VACUOUS, line->actor, at_ns);
    char told_text[KIT_FINDING_TEXT];
    struct text text = text_over(told_text, sizeof told_text);
    add_reached(&text, bench, line);
    if (facts->missed > 0)
        text_add(&text, ", and %u time%s the wait was over before the fault came",
                 (unsigned)facts->missed, facts->missed == 1 ? "" : "s");
    add_progress(&text, bench, line->actor, at_ns);
    if (line->target >= 0 && line->target != line->actor)
        add_absence(&text, bench, line->target);
    bench_find(bench, &charge, "%s never %s: %s", armed_text(bench, index).text,
               line->kind == SAY_HOLD ? "held" : "struck", told_text);
}

void armed_not_confirmed(struct bench *bench, uint32_t index, int64_t at_ns)
{
    struct charge charge =
        line_charge(bench, index, VERDICT_ERROR, line_at(bench, index)->target, at_ns);
    enum kit_fault fault = line_at(bench, index)->fault;
    if (faults[fault].proof == PROOF_OVER) {
        bench_find(bench, &charge,
                   "%s's %s of %u ms was not over when the run was: make it shorter, or the "
                   "limit longer",
                   name_of(bench, line_at(bench, index)->target), fault_words[fault],
                   (unsigned)line_at(bench, index)->window_ms);
        return;
    }
    bench_find(bench, &charge,
               "%s said that it was struck by %s, but nothing was seen from "
               "outside",
               name_of(bench, line_at(bench, index)->target), fault_words[fault]);
}

/*
 * Whether its step was told and what is ordered there was not yet: the actor writes the one and
 * then the other, and a run that is closed in between would end whom the order is about.
 */
static bool is_coming(const struct bench *bench, const struct scenario_line *line,
                      const struct line_facts *facts, struct search *search)
{
    struct pattern pattern = line_pattern(bench, line);
    return line->kind == SAY_AT && !facts->struck && !facts->held &&
           !marked(bench->facts, line->actor, MARK_EXITED) &&
           !marked(bench->facts, line->actor, MARK_KILLED) &&
           !marked(bench->facts, line->actor, MARK_HUNG) &&
           facts_find(bench->facts, &pattern, 0, FACTS_NEVER, search);
}

enum judge_state armed_state(struct bench *bench, uint32_t index)
{
    const struct scenario_line *line = line_at(bench, index);
    const struct line_facts *facts = &bench->facts->lines[index];
    bool struck = facts->struck && line->kind != SAY_HOLD;
    int64_t given_up_ns = lines_given_up_at(bench->facts);
    if (armed_at(bench->facts, index) < FACTS_NEVER)
        return JUDGE_HELD_TRUE;
    if (!struck && !bench->troubled && standing_in_the_way(bench, index)) {
        bench->troubled = true;
        return JUDGE_BROKEN;
    }
    if (given_up_ns == FACTS_NEVER) {
        if (struck)
            bench_wait(bench, line->target, "", lines_limit_of(bench));
        else
            bench_wait(bench, line->actor, line->step, lines_limit_of(bench));
        return struck || is_coming(bench, line, facts, &bench->searches[index].wanted)
                   ? JUDGE_OPEN
                   : JUDGE_NOT_BEGUN;
    }
    if (struck)
        armed_not_confirmed(bench, index, given_up_ns);
    else if (!bench->troubled || facts->missed > 0)
        never_struck(bench, index, given_up_ns);
    return struck ? JUDGE_BROKEN : JUDGE_NOT_BEGUN;
}
