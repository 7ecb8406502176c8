/* watchdog-detects: a dead child is reported in time, a live one never. */
#include "kit/judge/pair_calls.h"
#include "kit/judge/rule.h"
#include "kit/protocol/call_steps.h"

/*
 * How much later than the death itself the runner may log it; stalls extend it. Within this
 * time, a parent that reported the death first was quick and did not guess.
 */
#define EXIT_SEEN_LATE_NS (1000 * NS_PER_MS)

/* The death of a child, at the earliest known instant. */
static const struct fact *death_of(const struct verdict_builder *builder, int child)
{
    return earlier(kill_of(builder, child), first_of(builder, child, MARK_EXITED, MARK_ENDED));
}

/*
 * Disconnected by a drop, by a message that its receiver may have taken for the end of the
 * pipe, or by a call that failed, after which either side may give the pipe up.
 */
static bool was_parted_before(const struct verdict_builder *builder, int child, int64_t at_ns)
{
    const struct fact *left =
        earlier(parted(builder, child), first_of(builder, child, MARK_FAILED, MARK_CUT));
    return left && left->at_ns <= at_ns;
}

/*
 * A way that the parent was told not to use detected the loss: the other ways were not
 * disabled.
 */
static void noticed_otherwise(struct verdict_builder *builder, int parent, int child)
{
    enum protocol_notice notice = actor_of(builder, parent)->notice;
    const struct fact *lost = event_of(builder, child, MARK_LOST);
    if (notice == NOTICE_ALL || words_equal(lost->by, notice_words[notice]) ||
        was_parted_before(builder, child, lost->at_ns))
        return;
    struct finding_header header =
        rule_header(RULE_WATCHDOG_DETECTS, VERDICT_FAIL, parent, lost->at_ns);
    add_finding(builder, &header, "%s reported %s lost by %s; it must notice by %s alone",
                name_of(builder, parent), name_of(builder, child),
                lost->by[0] ? lost->by : "nothing", notice_words[notice]);
}

static void report_not_noticed(struct verdict_builder *builder, int parent, int child,
                               const struct window *window, const struct fact *death)
{
    struct finding_header header =
        rule_header(RULE_WATCHDOG_DETECTS, verdict_of_absence(builder, window, parent), parent,
                    window->deadline_ns);
    uint32_t watchdog_ms = actor_of(builder, parent)->watchdog_ms;
    const struct fact *lost = event_of(builder, child, MARK_LOST);
    struct short_text late = {""};
    struct text text = text_over(late.text, sizeof late.text);
    if (lost)
        text_add(&text, "; the report came after %lld ms",
                 ms_between(death->at_ns, lost->at_ns));
    struct finding *finding = add_finding(
        builder, &header,
        "%s did not report %s lost within %u ms after %s (watchdog %u ms + window %u ms)%s",
        name_of(builder, parent), name_of(builder, child), (unsigned)window->length_ms,
        describe_fact(death).text, (unsigned)watchdog_ms,
        (unsigned)(window->length_ms - watchdog_ms), late.text);
    add_peer(builder, finding, child);
    add_excuse(builder, finding, window, parent);
    add_cause(finding,
              "the wait has no timeout, or %s then looks at something that a dead "
              "child leaves behind: docs/races.md#unwatched-wait",
              finding->actor);
}

/*
 * Whether the parent can have ended the child itself, which is no loss to the parent: no fault
 * struck the child, it did not crash, and the parent did not report how it noticed a loss. The
 * kit's own parents never end a child.
 */
static bool may_have_been_ended(const struct verdict_builder *builder, int parent, int child)
{
    const struct fact *ending = event_of(builder, child, MARK_ENDING);
    const struct fact *exit = event_of(builder, child, MARK_EXITED);
    /* A parent that reports losses reports this one, too. */
    if (facts_named(builder->facts->store, parent, step_words[PROTOCOL_CHILD_LOST])->count > 0)
        return false;
    return is_users_own(builder, parent) && !ending && !kill_of(builder, child) && exit &&
           !is_crash(exit->code);
}

/* A further process of the child, started after the death: its parent has noticed the death. */
static const struct fact *started_again(const struct verdict_builder *builder, int child,
                                        const struct fact *death)
{
    const struct fact_list *starts = facts_of_kind(builder->facts->store, EVENT_STARTED);
    /* The log can have both at one instant: a process that comes before the end of the one
     * whose place it takes is known is said to start at that end. */
    for (size_t i = list_after(starts, death->at_ns - 1); i < starts->count; i++) {
        if (starts->at[i]->actor >= 0 &&
            starts->at[i]->actor_of == builder->processes->of[child])
            return starts->at[i];
    }
    return NULL;
}

/* The wait of the parent that found that this process has ended; or NULL. */
static const struct fact *found_gone(const struct verdict_builder *builder, int parent,
                                     int child)
{
    const struct fact_list *list =
        facts_named(builder->facts->store, parent, call_step_words[CALL_STEP_PROCESS_GONE]);
    uint32_t pid = process_id_of(builder, child);
    size_t first = list_after(list, instant_at(builder, child, MARK_STARTED));
    for (size_t i = first; pid != 0 && i < list->count; i++) {
        if (list->at[i]->sequence == pid)
            return list->at[i];
    }
    return NULL;
}

/* The call by which an injected parent noticed the loss of the child, or NULL. */
static const struct fact *call_that_noticed(const struct verdict_builder *builder, int parent,
                                            int child, const struct fact *death)
{
    if (!calls_are_seen(builder, parent))
        return NULL;
    return earlier(found_gone(builder, parent, child),
                   pair_lost_after(builder, parent, child, death->at_ns));
}

/* What a parent ended itself is no loss to it. */
static bool was_ended_by_parent(const struct verdict_builder *builder, int parent, int child)
{
    struct process_end end = process_end_of(builder, child);
    return end.by == ENDER_ACTOR && end.call->actor == parent;
}

/*
 * A parent that has no word for a loss is judged by what it does: if it restarts the child, or
 * makes a call that shows it the loss, it has noticed. A parent that was asked to end looks at
 * each of its children, so that what it finds then is no proof. For any other parent this
 * cannot be seen; whether it lives is judged by parent-continues.
 */
static void judge_from_outside(struct verdict_builder *builder, int parent, int child,
                               const struct fact *death, const struct fact *out)
{
    const struct fact *noticed = earlier(
        earlier(started_again(builder, child, death), event_of(builder, child, MARK_LOST)),
        call_that_noticed(builder, parent, child, death));
    builder->in_play++;
    if (noticed && noticed->at_ns <= instant_of(out))
        obligation_met(builder, RULE_WATCHDOG_DETECTS);
    else
        rule_note(builder, RULE_WATCHDOG_DETECTS, parent, death->at_ns,
                  "cannot tell whether %s noticed that %s: it said no child.lost and did not "
                  "start the child again after that%s",
                  name_of(builder, parent), describe_fact(death).text,
                  calls_are_seen(builder, parent) ? ", and no later call of it shows the loss"
                                                  : "");
}

static void parent_must_notice(struct verdict_builder *builder, int parent, int child,
                               const struct fact *death)
{
    uint32_t window_ms = actor_of(builder, parent)->watchdog_ms +
                         builder->scenario->window_ms[RULE_WATCHDOG_DETECTS];
    struct window window = window_for(builder->facts, parent, death->at_ns, window_ms);
    const struct fact *dissolver =
        earlier(earlier(asked(builder, parent), event_of(builder, parent, MARK_EXITED)),
                event_of(builder, child, MARK_QUIT));
    bool blind = !has_probe(builder, parent);
    const struct fact *lost = event_of(builder, child, MARK_LOST);
    const struct fact *noticed =
        earlier(lost, call_that_noticed(builder, parent, child, death));
    builder->in_play++;
    switch (window_due(builder->facts, &window, instant_of(noticed), &dissolver)) {
    case DUE_KEPT:
        obligation_met(builder, RULE_WATCHDOG_DETECTS);
        if (lost)
            noticed_otherwise(builder, parent, child);
        break;
    case DUE_BROKEN:
        if (!blind) {
            report_not_noticed(builder, parent, child, &window, death);
        } else {
            struct finding_header header =
                rule_header(RULE_WATCHDOG_DETECTS, VERDICT_UNSEEN, parent, window.deadline_ns);
            add_finding(builder, &header, "cannot tell whether %s noticed that %s: %s %s",
                        name_of(builder, parent), describe_fact(death).text,
                        name_of(builder, parent),
                        calls_are_seen(builder, parent)
                            ? "says no child.lost, and no later call of it shows the loss"
                            : "has no probe");
        }
        break;
    case DUE_DISSOLVED:
        if (dissolver != event_of(builder, child, MARK_QUIT) && dissolver->kind != EVENT_STRUCK)
            rule_unseen(builder, RULE_WATCHDOG_DETECTS, parent, &window, death, dissolver,
                        "notices the loss");
        break;
    case DUE_OPEN:
        await(builder, parent, step_words[PROTOCOL_CHILD_LOST], window.deadline_ns);
        break;
    }
}

/*
 * Whether the child can be lost to its parent while it lives: the parent reports the loss by
 * the pipe, and the pipe can be gone.
 */
static bool can_be_lost_alive(const struct verdict_builder *builder, int child,
                              const struct fact *lost)
{
    if (!words_equal(lost->by, notice_words[NOTICE_PIPE]))
        return false;
    return was_parted_before(builder, child, lost->at_ns) || !has_probe(builder, child) ||
           instant_at(builder, child, MARK_ENDING) <= lost->at_ns + EXIT_SEEN_LATE_NS;
}

/*
 * The child's own event after the report that its process is gone. So the report was wrong, and
 * not merely ahead of a late logged exit.
 */
static bool spoke_after(const struct verdict_builder *builder, int child,
                        const struct fact *lost)
{
    return reported_after(builder, child, lost->at_ns) &&
           !words_equal(lost->by, notice_words[NOTICE_PIPE]);
}

/* Until when the log can have the exit of a process that was gone at an instant: a runner that
 * stands still sees it later. */
static int64_t exit_seen_by(const struct verdict_builder *builder, int64_t gone_ns)
{
    return window_open(builder->facts, gone_ns, EXIT_SEEN_LATE_NS / NS_PER_MS).deadline_ns;
}

/*
 * Whether the child can have been dead at the report. An exit is logged late; a kill counts
 * from an instant at which the child still ran.
 */
static bool was_dead_at(const struct verdict_builder *builder, int child,
                        const struct fact *lost)
{
    const struct fact *death = death_of(builder, child);
    int64_t by_ns = death && death == kill_of(builder, child)
                        ? lost->at_ns
                        : exit_seen_by(builder, lost->at_ns);
    return instant_of(death) <= by_ns && !spoke_after(builder, child, lost);
}

/* A live child is never reported dead, however slow it is. */
static void report_lost_alive(struct verdict_builder *builder, int parent, int child,
                              const struct fact *lost)
{
    const struct fact *death = death_of(builder, child);
    if (!lost || was_dead_at(builder, child, lost) ||
        instant_at(builder, child, MARK_STARTED) == FACTS_NEVER ||
        can_be_lost_alive(builder, child, lost))
        return;
    if (!death && !event_of(builder, THE_RUN, MARK_END) &&
        builder->facts->horizon_ns < exit_seen_by(builder, lost->at_ns)) {
        await(builder, child, "", exit_seen_by(builder, lost->at_ns));
        return;
    }
    struct finding_header header =
        rule_header(RULE_WATCHDOG_DETECTS, VERDICT_FAIL, parent, lost->at_ns);
    const char *name = name_of(builder, child), *by = lost->by[0] ? lost->by : "nothing";
    struct finding *finding;
    if (death)
        finding = add_finding(
            builder, &header, "%s reported %s dead by %s, but %s lived %lld ms longer",
            name_of(builder, parent), name, by, name, ms_between(lost->at_ns, death->at_ns));
    else
        finding = add_finding(builder, &header,
                              "%s reported %s dead by %s, but %s was still alive %lld ms later",
                              name_of(builder, parent), name, by, name,
                              ms_between(lost->at_ns, builder->facts->horizon_ns));
    add_cause(finding,
              "%s took silence for death; a slow child, or one that a debugger "
              "stopped, is alive: docs/races.md#silence-is-not-death",
              finding->actor);
}

/*
 * The first report of the child's loss by the process or the watchdog, if another report of
 * this loss came before it; else NULL.
 */
static const struct fact *later_report(const struct verdict_builder *builder, int parent,
                                       int child)
{
    struct pattern report = {.actor = parent,
                             .name = step_words[PROTOCOL_CHILD_LOST],
                             .peer = name_of(builder, child),
                             .by = notice_words[NOTICE_PROCESS]};
    const struct fact *lost = event_of(builder, child, MARK_LOST);
    if (!lost)
        return NULL;
    const struct fact *first =
        facts_find(builder->facts, &report, lost->at_ns, FACTS_NEVER, NULL);
    report.by = notice_words[NOTICE_WATCHDOG];
    first = earlier(first, facts_find(builder->facts, &report, lost->at_ns, FACTS_NEVER, NULL));
    return first == lost ? NULL : first;
}

/*
 * From when on a parent is ending itself, so that a child that ends with it is not lost to it.
 * The parent was asked to end, has ended, or was told to stop on loss and has lost a child.
 */
static const struct fact *way_out(const struct verdict_builder *builder, int parent)
{
    const struct fact *out =
        earlier(asked(builder, parent), event_of(builder, parent, MARK_EXITED));
    if (!actor_of(builder, parent)->stops_on_loss)
        return out;
    for (int child = 0; child < (int)builder->scenario->actor_count; child++) {
        if (actor_of(builder, child)->is_child && parent_of(builder, child) == parent)
            out = earlier(out, event_of(builder, child, MARK_LOST));
    }
    return out;
}

/*
 * A child that struck itself at a step of its own (only then the record has its thread) had
 * logged by then everything that it ever logged. A child that was struck from outside may have
 * written a Quit and been ended before it logged it. A child that reports that it ends has
 * ended by itself. Returns true if this is the finding, and no other is to be searched.
 */
static bool was_taken_for_quit(struct verdict_builder *builder, int parent, int child,
                               const struct fact *death)
{
    const struct fact *quit = event_of(builder, child, MARK_QUIT);
    if (!quit || death != kill_of(builder, child) || death->tid == 0 ||
        instant_at(builder, child, MARK_ENDING) <= death->at_ns)
        return false;
    struct window span = span_until(death->at_ns);
    struct finding_header header = rule_header(
        RULE_WATCHDOG_DETECTS, verdict_of_absence(builder, &span, child), parent, quit->at_ns);
    struct finding *finding =
        add_finding(builder, &header, "%s reported that %s said Quit, but %s never did: %s",
                    name_of(builder, parent), name_of(builder, child), name_of(builder, child),
                    describe_fact(death).text);
    add_excuse(builder, finding, &span, child);
    add_cause(finding, "%s took exit code 0 for a proper end: docs/races.md#exit-code-0",
              finding->actor);
    return true;
}

/*
 * A child that is started with the kit's options reaches `quit.sent` with each Quit, and ends
 * by a loss only if it has sent none. So the steps that it logged are enough, whatever happened
 * to it. A user's own program may send Quit without the step, and end because the pipe is then
 * closed. How a corrupt message is understood is decided by its receiver.
 */
static bool never_said_quit(const struct verdict_builder *builder, int child)
{
    return !is_users_own(builder, child) && has_probe(builder, child) &&
           !event_of(builder, child, MARK_SPOILED) &&
           facts_named(builder->facts->store, child, step_words[PROTOCOL_QUIT_SENT])->count ==
               0;
}

/*
 * The proof that a child that never logged a Quit sent none: what it logged after the report,
 * or how it ended. A child that was killed may have sent it and been ended before it logged it.
 */
struct no_quit {
    int64_t at_ns; /* FACTS_NEVER: unknown */
    struct short_text how;
};

static struct no_quit find_no_quit(const struct verdict_builder *builder, int child,
                                   const struct fact *quit)
{
    const struct fact *ending = event_of(builder, child, MARK_ENDING);
    const struct fact *exit = event_of(builder, child, MARK_EXITED);
    struct pattern asks = {.actor = child, .name = step_words[PROTOCOL_REQUEST_SENT]};
    const struct fact *asked_on =
        facts_find(builder->facts, &asks, quit->at_ns + 1, FACTS_NEVER, NULL);
    struct no_quit shown = {.at_ns = FACTS_NEVER};
    struct text text = text_over(shown.how.text, sizeof shown.how.text);
    if (asked_on) {
        text_add(&text, "it went on to %s #%u", asked_on->name, (unsigned)asked_on->occurrence);
        shown.at_ns = asked_on->at_ns;
    } else if (ending && word_index(notice_words, ending->by) >= 0) {
        text_add(&text, "it ended by %s", ending->by);
        shown.at_ns = ending->at_ns;
    } else if (!ending && exit && !event_of(builder, child, MARK_KILLED)) {
        text_add(&text, "it ended without child.ending");
        shown.at_ns = exit->at_ns;
    }
    return shown;
}

static void no_quit_was_taken_for_one(struct verdict_builder *builder, int parent, int child)
{
    const struct fact *quit = event_of(builder, child, MARK_QUIT);
    struct no_quit shown = find_no_quit(builder, child, quit);
    if (shown.at_ns == FACTS_NEVER)
        return;
    struct window span = span_until(shown.at_ns > quit->at_ns ? shown.at_ns : quit->at_ns);
    struct finding_header header = rule_header(
        RULE_WATCHDOG_DETECTS, verdict_of_absence(builder, &span, child), parent, quit->at_ns);
    struct finding *finding =
        add_finding(builder, &header, "%s reported that %s said Quit, but %s never did: %s",
                    name_of(builder, parent), name_of(builder, child), name_of(builder, child),
                    shown.how.text);
    add_excuse(builder, finding, &span, child);
    add_cause(finding, "%s took the end of the pipe or of the process for a Quit",
              finding->actor);
}

void rule_watchdog_detects(struct verdict_builder *builder)
{
    for (int child = 0; child < (int)builder->scenario->actor_count; child++) {
        if (!actor_of(builder, child)->is_child)
            continue;
        int parent = parent_of(builder, child);
        const struct fact *death = death_of(builder, child);
        const struct fact *out =
            earlier(way_out(builder, parent), event_of(builder, THE_RUN, MARK_LIMIT));
        report_lost_alive(builder, parent, child, event_of(builder, child, MARK_LOST));
        report_lost_alive(builder, parent, child, later_report(builder, parent, child));
        if (instant_at(builder, child, MARK_QUIT) < instant_of(out) &&
            never_said_quit(builder, child))
            no_quit_was_taken_for_one(builder, parent, child);
        if (!death || death->at_ns >= instant_of(out) ||
            instant_at(builder, child, MARK_QUIT) <= death->at_ns ||
            instant_at(builder, child, MARK_TOLD_QUIT) <= death->at_ns ||
            was_ended_by_parent(builder, parent, child) ||
            was_taken_for_quit(builder, parent, child, death))
            continue;
        bool is_asked_for = builder->scenario->window_told[RULE_WATCHDOG_DETECTS];
        bool must_say = can_say(builder, parent, PROTOCOL_CHILD_LOST) &&
                        !may_have_been_ended(builder, parent, child);
        if (is_asked_for || must_say)
            parent_must_notice(builder, parent, child, death);
        else
            judge_from_outside(builder, parent, child, death, out);
    }
}
