/* child-ends: when its parent is gone or its pipe is lost, a child ends by itself. */
#include "kit/judge/calls.h"
#include "kit/judge/rule.h"

/* The event after which the child must end, or NULL. */
static const struct fact *loss_of(const struct verdict_builder *builder, int child)
{
    int parent = parent_of(builder, child);
    const struct fact *gone = first_of(builder, parent, MARK_EXITED, MARK_ENDED);
    return earlier(earlier(gone, kill_of(builder, parent)),
                   first_of(builder, child, MARK_DROPPED, MARK_CUT));
}

/*
 * Whether the child made at least three steps after the loss, so that it continues as before.
 */
static bool works_after_loss(const struct verdict_builder *builder, int child,
                             const struct fact *loss)
{
    uint32_t steps = 0;
    const struct fact_list *said = facts_said(builder->facts->store, child);
    for (size_t i = said->count; i > 0 && steps < 3; i--) {
        if (said->at[i - 1]->at_ns <= loss->at_ns)
            break;
        steps += said->at[i - 1]->kind == EVENT_STEP;
    }
    return steps >= 3;
}

/* Why a child stays, as far as its steps show. */
static void likely_stays(const struct verdict_builder *builder, int child,
                         const struct fact *loss, struct finding *finding)
{
    int step = word_index(step_words, finding->step);
    if (was_left_unborn(builder, child)) {
        add_cause(
            finding,
            "%s never ran a line of its code: its parent made it suspended %lld ms before "
            "that, and nobody resumes it now: docs/races.md#killed-inside-createprocess",
            finding->actor, ms_between(instant_at(builder, child, MARK_STARTED), loss->at_ns));
        return;
    }
    if (step < 0 || is_users_own(builder, child))
        return; /* its wait and its pipe are unknown */
    if (works_after_loss(builder, child, loss)) {
        add_cause(
            finding,
            "%s goes on as before: it ignores the loss (docs/races.md#blind-wait), or does "
            "not see it, because some process still holds the other end of the pipe "
            "(docs/races.md#kept-end)",
            name_of(builder, child));
        return;
    }
    if (step == PROTOCOL_CHILD_ENDING)
        add_cause(finding,
                  "%s said child.ending and then waits in its clean-up or for one of its "
                  "threads: docs/races.md#ending-waits",
                  name_of(builder, child));
    else if (step == PROTOCOL_IDLE_WAIT || step == PROTOCOL_WATCHDOG_LOOKS)
        add_cause(
            finding,
            "%s waits and sees no loss: some process still holds the other end of the pipe, "
            "so that a read never ends (docs/races.md#kept-end); or nothing that %s waits "
            "for ends with the pipe (docs/races.md#blind-wait)",
            finding->actor, finding->actor);
    else if (step_flags[step] & STEP_IS_WAIT)
        add_cause(
            finding,
            "its last step was %s: it waits without looking at the pipe "
            "(docs/races.md#blind-wait), or some process still holds the other end of the "
            "pipe, so that a read never ends (docs/races.md#kept-end)",
            finding->step);
    else
        add_cause(finding,
                  "its last step was %s: it is busy and looks at the pipe only when "
                  "its work is done: docs/races.md#busy-child",
                  finding->step);
}

static void child_stays(struct verdict_builder *builder, int child, const struct window *window,
                        const struct fact *loss)
{
    struct finding_header header = rule_header(
        RULE_CHILD_ENDS, verdict_of_absence(builder, window, -1), child, window->deadline_ns);
    bool unborn = was_never_born(builder, child);
    if (unborn && is_users_own(builder, child)) {
        rule_note(
            builder, RULE_CHILD_ENDS, child, window->deadline_ns,
            "%s never ran a line of its code: %s inside CreateProcess, and the system leaves "
            "such a process behind",
            name_of(builder, child), describe_fact(loss).text);
        return;
    }
    if (unborn) {
        header.verdict = VERDICT_UNSEEN;
        add_finding(builder, &header,
                    "%s never ran a line of its code: %s inside CreateProcess, and the system "
                    "leaves such a process behind",
                    name_of(builder, child), describe_fact(loss).text);
        return;
    }
    bool exited =
        instant_at(builder, child, MARK_EXITED) < FACTS_NEVER &&
        instant_at(builder, child, MARK_EXITED) <= instant_at(builder, child, MARK_ENDED);
    struct finding *finding =
        add_finding(builder, &header, "%s %s %lld ms after %s; it must end within %u ms",
                    name_of(builder, child), exited ? "ended too late," : "still runs",
                    ms_between(loss->at_ns, ran_until(builder, child)),
                    describe_fact(loss).text, (unsigned)window->length_ms);
    add_excuse(builder, finding, window, -1);
    likely_stays(builder, child, loss, finding);
}

#define THREADS_LOOKED_AT 1024

/*
 * Whether the thread was seen before; if not, it is recorded. A child in which more than this
 * many threads continue to log has not ended, either.
 */
static bool thread_was_here(uint32_t tids[THREADS_LOOKED_AT], uint32_t *count, uint32_t tid)
{
    for (uint32_t i = 0; i < *count; i++) {
        if (tids[i] == tid)
            return true;
    }
    if (*count == THREADS_LOOKED_AT)
        return true;
    tids[(*count)++] = tid;
    return false;
}

/*
 * `child.ending` counts only as a child's last event. A child that logs it and continues to
 * work has not ended by itself, whatever ends it later. Another thread may be at a step at that
 * instant and log it once. The thread that logged child.ending may log nothing more, and no
 * other thread may log two more events.
 */
static const struct fact *word_after_ending(const struct verdict_builder *builder, int child)
{
    const struct fact *ending = event_of(builder, child, MARK_ENDING);
    const struct fact_list *said = facts_said(builder->facts->store, child);
    uint32_t tids[THREADS_LOOKED_AT] = {ending ? ending->tid : 0}, count = 1;
    for (size_t i = ending ? list_after(said, ending->at_ns) : said->count; i < said->count;
         i++) {
        if (!fact_is_step(said->at[i], PROTOCOL_CHILD_ENDING) &&
            thread_was_here(tids, &count, said->at[i]->tid))
            return said->at[i];
    }
    return NULL;
}

static bool spoke_on(struct verdict_builder *builder, int child)
{
    return word_after_ending(builder, child) != NULL;
}

static void judge_last_word(struct verdict_builder *builder, int child)
{
    const struct fact *word = word_after_ending(builder, child);
    const struct fact *ending = event_of(builder, child, MARK_ENDING);
    if (!word)
        return;
    struct finding_header header =
        rule_header(RULE_CHILD_ENDS, VERDICT_FAIL, child, word->at_ns);
    struct finding *finding = add_finding(
        builder, &header, "%s said child.ending and went on: it reached %s #%u %lld ms later",
        name_of(builder, child), word->name, (unsigned)word->occurrence,
        ms_between(ending->at_ns, word->at_ns));
    add_cause(finding, "say child.ending once, as the last step before the process ends");
}

/*
 * What the exit code suggests about how the child ended. An exit code of its own is most likely
 * its own decision.
 */
static void likely_ended(struct finding *finding, uint32_t code)
{
    if (code == 0)
        add_cause(finding,
                  "a job ended it, which leaves exit code 0, or it ended itself without "
                  "child.ending: docs/races.md#ended-by-a-job");
    else if (is_crash(code))
        add_cause(finding, "%s crashed: only an exception gives this exit code",
                  finding->actor);
    else
        add_cause(finding,
                  "it ended itself without child.ending, or another process ended it with "
                  "this exit code; let it say child.ending before it ends");
}

/* A note on a user's own child that ended in time: it names the actor that ended the child, or
 * says that this is not known. A child that ended itself needs no note. */
static void note_who_ended(struct verdict_builder *builder, int child, const struct fact *exit)
{
    struct short_text told = {""};
    struct text text = text_over(told.text, sizeof told.text);
    enum ender by = process_end_of(builder, child).by;
    add_process_end(&text, builder, child, "it");
    if (by == ENDER_ACTOR || by == ENDER_OUTSIDE)
        rule_note(builder, RULE_CHILD_ENDS, child, exit->at_ns, "%s ended in time; %s",
                  name_of(builder, child), told.text);
    else if (by == ENDER_UNKNOWN && instant_at(builder, child, MARK_QUIT) == FACTS_NEVER)
        rule_note(builder, RULE_CHILD_ENDS, child, exit->at_ns,
                  "%s ended in time; without child.ending Lifeline cannot tell whether it "
                  "ended itself, or a job or its parent ended it",
                  name_of(builder, child));
}

/*
 * The child ended in time, but did it end by itself? Only its own last step proves that; an
 * exit code never does. A user's own program need not have this step. Its parent's job object,
 * which the system closes with the parent, may also end the child as intended.
 */
static void child_ended(struct verdict_builder *builder, int child, const struct window *window,
                        const struct fact *loss)
{
    const struct fact *exit = event_of(builder, child, MARK_EXITED);
    struct finding_header header =
        rule_header(RULE_CHILD_ENDS, VERDICT_UNSEEN, child, exit->at_ns);
    if (instant_at(builder, child, MARK_ENDING) < FACTS_NEVER) {
        if (!spoke_on(builder, child))
            obligation_met(builder, RULE_CHILD_ENDS);
        return;
    }
    if (is_users_own(builder, child)) {
        obligation_met(builder, RULE_CHILD_ENDS);
        note_who_ended(builder, child, exit);
        return;
    }
    if (!has_probe(builder, child)) {
        add_finding(builder, &header,
                    "%s ended (exit code %s) %lld ms after %s; without a probe Lifeline cannot "
                    "tell whether %s ended itself or something ended it",
                    name_of(builder, child), code_text(exit->code).text,
                    ms_between(loss->at_ns, exit->at_ns), describe_fact(loss).text,
                    name_of(builder, child));
        return;
    }
    /* Events of the child may have been lost. But a stall is no excuse: the child did end. */
    struct window span = {.from_ns = window->from_ns, .deadline_ns = exit->at_ns};
    header.verdict = verdict_of_absence(builder, &span, child);
    struct finding *finding = add_finding(
        builder, &header,
        "%s ended (exit code %s) %lld ms after %s and never said child.ending; only "
        "this step proves that it ended itself",
        name_of(builder, child), code_text(exit->code).text,
        ms_between(loss->at_ns, exit->at_ns), describe_fact(loss).text);
    add_excuse(builder, finding, &span, child);
    likely_ended(finding, exit->code);
}

/*
 * At the end of the run the runner asks the parents to stop, and then ends each actor that is
 * still held. On a busy machine a parent has ended before the runner comes to the held child.
 * The run alone is the cause of both, so that the child owes nothing.
 */
static bool is_held_to_the_end(const struct verdict_builder *builder, int child,
                               const struct fact *loss)
{
    const struct fact *ended = event_of(builder, child, MARK_ENDED);
    return ended && words_equal(ended->name, ENDED_HELD) &&
           loss->at_ns >= instant_at(builder, THE_RUN, MARK_CLOSING);
}

/*
 * Whether the child must end: it ran at the loss, and no kill or hang struck it in the window.
 */
static bool child_can_end(const struct verdict_builder *builder, int child,
                          const struct fact *loss, const struct window *window)
{
    const struct fact *struck = first_of(builder, child, MARK_KILLED, MARK_HUNG);
    int64_t exited_ns = instant_at(builder, child, MARK_EXITED);
    bool was_struck =
        instant_of(struck) <= window->deadline_ns && instant_of(struck) <= exited_ns && struck;
    return instant_at(builder, child, MARK_STARTED) < FACTS_NEVER && exited_ns > loss->at_ns &&
           instant_at(builder, child, MARK_ENDED) > loss->at_ns && !was_struck &&
           !is_held_to_the_end(builder, child, loss);
}

static void child_must_end(struct verdict_builder *builder, int child, const struct fact *loss)
{
    struct window window = window_for(builder->facts, child, loss->at_ns,
                                      builder->scenario->window_ms[RULE_CHILD_ENDS]);
    if (!child_can_end(builder, child, loss, &window))
        return;
    builder->in_play++;
    const struct fact *dissolver = event_of(builder, child, MARK_ENDED);
    int64_t exited_ns = instant_at(builder, child, MARK_EXITED);
    bool by_runner = instant_of(dissolver) <= exited_ns;
    switch (
        window_due(builder->facts, &window, by_runner ? FACTS_NEVER : exited_ns, &dissolver)) {
    case DUE_KEPT:
        child_ended(builder, child, &window, loss);
        break;
    case DUE_BROKEN:
        child_stays(builder, child, &window, loss);
        break;
    case DUE_DISSOLVED:
        rule_unseen(builder, RULE_CHILD_ENDS, child, &window, loss, dissolver, "ends");
        break;
    case DUE_OPEN:
        await(builder, child, step_words[PROTOCOL_CHILD_ENDING], window.deadline_ns);
        await(builder, child, "", window.deadline_ns);
        break;
    }
}

/*
 * A child that reports `child.ending` must be gone within the window, even if nothing was lost.
 * Otherwise a child could report it at its start, work on silently, and be ended by any other
 * cause. The run is not kept open for this: it is judged as far as the run goes. Returns true
 * if a finding was added.
 */
static bool stays_in_spite_of_its_word(struct verdict_builder *builder, int child)
{
    const struct fact *ending = event_of(builder, child, MARK_ENDING);
    const struct fact *dissolver = earlier(first_of(builder, child, MARK_KILLED, MARK_HUNG),
                                           event_of(builder, child, MARK_ENDED));
    if (!ending || instant_of(dissolver) <= ending->at_ns || has_failed_a_rule(builder, child))
        return false;
    struct window window = window_for(builder->facts, child, ending->at_ns,
                                      builder->scenario->window_ms[RULE_CHILD_ENDS]);
    if (window_due(builder->facts, &window, instant_at(builder, child, MARK_EXITED),
                   &dissolver) != DUE_BROKEN)
        return false;
    builder->in_play++;
    child_stays(builder, child, &window, ending);
    return true;
}

void rule_child_ends(struct verdict_builder *builder)
{
    int64_t limit_ns = instant_at(builder, THE_RUN, MARK_LIMIT);
    for (int i = 0; i < (int)builder->scenario->actor_count; i++) {
        if (!actor_of(builder, i)->is_child)
            continue;
        /* A child with `may stay` need not end after a loss. */
        const struct fact *loss = actor_of(builder, i)->may_stay ? NULL : loss_of(builder, i);
        judge_last_word(builder, i);
        bool told = instant_at(builder, i, MARK_ENDING) < instant_of(loss) &&
                    stays_in_spite_of_its_word(builder, i);
        if (!told && instant_of(loss) < limit_ns)
            child_must_end(builder, i, loss);
    }
}
