/*
 * child-stays: a child does not end unasked while its parent and their pipe are intact. The
 * counterpart of parent-continues: there an actor was struck, here no actor was.
 */
#include "kit/judge/rule.h"

/*
 * How much later than the end itself an `exited` can stand in the log: the clock of the system,
 * which says when a process ended, runs in steps of 16 ms, and two of its readings are used.
 */
#define EXIT_LOGGED_LATE_NS (32 * NS_PER_MS)

/* The cause that a child gives for its end; NOTICE_COUNT if that is no way to notice a loss. */
static enum protocol_notice claimed_loss(const struct fact *ending)
{
    int notice = word_index(notice_words, ending->by);
    return notice < 0 ? NOTICE_COUNT : (enum protocol_notice)notice;
}

static bool is_quit(const struct fact *ending)
{
    return words_equal(ending->by, "quit");
}

/* The first report of `step` in which the parent names the child. */
static const struct fact *parent_said(const struct verdict_builder *builder, int child,
                                      enum protocol_step step)
{
    const struct fact_list *said =
        facts_named(builder->facts->store, parent_of(builder, child), step_words[step]);
    for (size_t i = 0; i < said->count; i++) {
        if (said->at[i]->peer == child)
            return said->at[i];
    }
    return NULL;
}

/*
 * After this event a child may end, whatever it reports: something was done to it or its
 * parent, it was asked to end, or their pipe is no longer intact. It may report late why it
 * ends, but not early.
 */
static const struct fact *excuse_to_end(const struct verdict_builder *builder, int child)
{
    int parent = parent_of(builder, child);
    const struct fact *done =
        earlier(first_act_on(builder->facts, child), first_act_on(builder->facts, parent));
    const struct fact *said = earlier(event_of(builder, child, MARK_QUIT),
                                      earlier(event_of(builder, child, MARK_LOST),
                                              parent_said(builder, child, PROTOCOL_VIOLATION)));
    said = earlier(said, parent_said(builder, child, PROTOCOL_PEER_SILENT));
    said = earlier(said, earlier(event_of(builder, child, MARK_TOLD_QUIT),
                                 event_of(builder, parent, MARK_EXITED)));
    return earlier(earlier(done, said), event_of(builder, THE_RUN, MARK_CLOSING));
}

/*
 * A strike at a child may cause its parent to release all children. parent-continues judges
 * that.
 */
static bool sibling_was_struck(const struct verdict_builder *builder, int child, int64_t by_ns)
{
    for (uint32_t k = 0; k < builder->facts->strike_count; k++) {
        const struct strike *strike = &builder->facts->strikes[k];
        if (strike->event->at_ns <= by_ns &&
            parent_of(builder, strike->child) == parent_of(builder, child))
            return true;
    }
    return false;
}

/*
 * Whether the living parent was surprised by the end: it reports a loss that it did not cause,
 * and later than the end, since an earlier report excuses the child. A parent that closes the
 * pipe to end a child reports no loss.
 */
static bool surprised_parent(const struct verdict_builder *builder, int child)
{
    return event_of(builder, child, MARK_LOST) != NULL;
}

/*
 * A parent that is started with the kit's options reaches `quit.sent` for each Quit, and does
 * not report a child lost that it released. A user's own program may send Quit without the
 * step.
 */
static bool was_never_let_go(const struct verdict_builder *builder, int child)
{
    int parent = parent_of(builder, child);
    return !actor_of(builder, parent)->quoted && surprised_parent(builder, child) &&
           !parent_said(builder, child, PROTOCOL_QUIT_SENT);
}

/*
 * Whether the parent can have ended before the claim, although its end stands in the log after
 * it: a child that waits for its parent's process learns of the end at once. A parent that
 * reported anything later was alive, and one that outlived its child may have ended because of
 * it.
 */
static bool can_have_been_gone(const struct verdict_builder *builder, int child,
                               const struct fact *ending)
{
    int parent = parent_of(builder, child);
    int64_t gone_ns = instant_at(builder, parent, MARK_EXITED);
    return gone_ns <= ending->at_ns + EXIT_LOGGED_LATE_NS &&
           gone_ns <= instant_at(builder, child, MARK_EXITED) &&
           !reported_after(builder, parent, ending->at_ns);
}

/* Whether an end of the parent that excuses the claim can still be logged. */
static bool parents_end_may_come(const struct verdict_builder *builder, int child,
                                 const struct fact *ending)
{
    return instant_at(builder, parent_of(builder, child), MARK_EXITED) == FACTS_NEVER &&
           !event_of(builder, THE_RUN, MARK_END) &&
           builder->facts->horizon_ns < ending->at_ns + EXIT_LOGGED_LATE_NS;
}

/*
 * A living process is not gone, whatever an actor reports. The state of a pipe is known only to
 * its two ends.
 */
static bool loss_claim_is_false(const struct verdict_builder *builder, int child,
                                const struct fact *ending)
{
    switch (claimed_loss(ending)) {
    case NOTICE_PROCESS:
    case NOTICE_WATCHDOG:
        return !can_have_been_gone(builder, child, ending);
    case NOTICE_PIPE:
        return surprised_parent(builder, child) &&
               !sibling_was_struck(builder, child, ending->at_ns);
    case NOTICE_ALL:
    case NOTICE_COUNT:
        break;
    }
    return is_quit(ending) && was_never_let_go(builder, child);
}

static void report_early_end(struct verdict_builder *builder, int child,
                             const struct fact *ending)
{
    const char *name = name_of(builder, child);
    int parent = parent_of(builder, child);
    const char *parent_name = name_of(builder, parent);
    struct window span = span_until(ending->at_ns);
    struct finding_header header = rule_header(
        RULE_CHILD_STAYS, verdict_of_absence(builder, &span, parent), child, ending->at_ns);
    struct finding *finding;
    if (is_quit(ending)) {
        finding = add_finding(
            builder, &header,
            "%s ended and said that %s had said Quit; but %s said no Quit and reported %s lost",
            name, parent_name, parent_name, name);
        add_excuse(builder, finding, &span, parent);
        return;
    }
    finding = add_finding(builder, &header,
                          "%s ended and said that it noticed by %s that %s is gone; but %s was "
                          "alive, and no line had struck or stopped either of them",
                          name, ending->by, parent_name, parent_name);
    add_excuse(builder, finding, &span, parent);
    add_cause(finding, "%s takes a living parent for dead: docs/races.md#silence-is-not-death",
              name);
}

void rule_child_stays(struct verdict_builder *builder)
{
    for (int child = 0; child < (int)builder->scenario->actor_count; child++) {
        if (!actor_of(builder, child)->is_child || actor_of(builder, child)->may_end)
            continue;
        const struct fact *ending = event_of(builder, child, MARK_ENDING);
        const struct fact *excuse = excuse_to_end(builder, child);
        if (!ending || instant_of(excuse) <= ending->at_ns || has_failed_a_rule(builder, child))
            continue;
        builder->in_play++;
        if (!loss_claim_is_false(builder, child, ending))
            obligation_met(builder, RULE_CHILD_STAYS);
        else if (parents_end_may_come(builder, child, ending))
            await(builder, parent_of(builder, child), "", ending->at_ns + EXIT_LOGGED_LATE_NS);
        else
            report_early_end(builder, child, ending);
    }
}
