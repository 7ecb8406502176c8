#include "kit/judge/service_by_calls.h"

/* Until when a pair can talk as it likes, as far as the log goes. */
static int64_t talks_until(const struct verdict_builder *builder, int child)
{
    const struct fact *over =
        earlier(answer_dissolver(builder, child),
                event_of(builder, parent_of(builder, child), MARK_EXITED));
    return instant_of(over) < builder->facts->horizon_ns ? instant_of(over) - 1
                                                         : builder->facts->horizon_ns;
}

static void report_unanswered(struct verdict_builder *builder, int child, uint32_t k,
                              const struct window *window, const struct pair_talk *talk)
{
    int parent = parent_of(builder, child);
    struct finding_header header =
        rule_header(RULE_PARENT_CONTINUES, verdict_of_absence(builder, window, parent), parent,
                    window->deadline_ns);
    struct finding *finding = add_finding(
        builder, &header, "%s did not answer %s, which goes on asking, within %u ms after %s",
        name_of(builder, parent), name_of(builder, child), (unsigned)window->length_ms,
        describe_fact(builder->facts->strikes[k].event).text);
    add_peer(builder, finding, child);
    add_excuse(builder, finding, window, parent);
    add_cause(finding, "%s wrote to %s (%s #%u), and no %s of %s about it came after that",
              name_of(builder, child), talk->pipe, talk->asked->name,
              (unsigned)talk->asked->occurrence, talk->service, finding->actor);
}

/*
 * A child that goes on asking wrote to its parent after the strike, or shortly before, and the
 * parent, which wrote to it until then, writes nothing more. DUE_KEPT: nothing is owed to the
 * child, as far as the calls show.
 */
static enum due judge_unanswered(struct verdict_builder *builder, int child, uint32_t k,
                                 bool is_first)
{
    int64_t from_ns = builder->facts->strikes[k].event->at_ns;
    struct pair_talk talk = pair_talk_between(builder, parent_of(builder, child), child,
                                              from_ns, talks_until(builder, child), 0);
    if (!actor_of(builder, child)->asks_on || !talk.has_stopped)
        return DUE_KEPT;
    if (talk.asked->at_ns > from_ns)
        from_ns = talk.asked->at_ns;
    struct window window = answer_window(builder, child, from_ns, k);
    const struct fact *dissolver = answer_dissolver(builder, child);
    enum due due = window_due(builder->facts, &window, FACTS_NEVER, &dissolver);
    if (due == DUE_BROKEN)
        report_unanswered(builder, child, k, &window, &talk);
    else if (due == DUE_OPEN && (is_first || answer_is_overdue(builder, child, from_ns, k)))
        await(builder, child, "", window.deadline_ns);
    return due;
}

void service_by_calls_judge(struct verdict_builder *builder, int child, uint32_t k,
                            const struct window *window)
{
    int parent = parent_of(builder, child);
    bool is_injected = says_calls(builder, child);
    enum due due = is_injected ? judge_unanswered(builder, child, k, true) : DUE_KEPT;
    if (due == DUE_BROKEN || due == DUE_OPEN)
        return;
    service_unseen(builder, parent, child, window,
                   is_injected ? "no call shows it"
                               : "neither has a probe; link one of them with it "
                                 "(docs/tutorial.md)");
}

/* How much later than ever before an answer can come on a busy machine. */
#define ANSWER_JITTER_MS 100

void service_by_calls_note(struct verdict_builder *builder, int child, uint32_t k)
{
    int parent = parent_of(builder, child);
    const struct fact *strike = builder->facts->strikes[k].event;
    int64_t until_ns = talks_until(builder, child);
    struct pair_talk talk =
        pair_talk_between(builder, parent, child, strike->at_ns, until_ns,
                          (service_pace_ms(builder, child, k) + ANSWER_JITTER_MS) * NS_PER_MS);
    struct short_text why = {""};
    struct text text = text_over(why.text, sizeof why.text);
    switch (talk.state) {
    case TALK_GOES_ON:
        obligation_met(builder, RULE_PARENT_CONTINUES);
        return;
    case TALK_UNANSWERED:
        text_add(&text, "after %s #%u of %s about %s came no %s of %s", talk.asked->name,
                 (unsigned)talk.asked->occurrence, name_of(builder, child), talk.pipe,
                 talk.service, name_of(builder, parent));
        break;
    case TALK_SILENT:
        text_add(&text, "after %s came no %s of %s about %s", describe_fact(strike).text,
                 talk.service, name_of(builder, parent), talk.pipe);
        break;
    case TALK_UNKNOWN:
        text_add(&text, "no step shows it");
        break;
    }
    rule_note(builder, RULE_PARENT_CONTINUES, parent, strike->at_ns,
              "cannot tell whether %s still serves %s: %s", name_of(builder, parent),
              name_of(builder, child), why.text);
}

void service_by_calls_always(struct verdict_builder *builder, int child)
{
    int parent = parent_of(builder, child);
    int64_t until_ns = talks_until(builder, child);
    int k = service_strike_beside(builder, parent, child, until_ns);
    if (k >= 0 && pair_answered_after(builder, parent, child,
                                      builder->facts->strikes[k].event->at_ns) <= until_ns)
        judge_unanswered(builder, child, (uint32_t)k, false);
}
