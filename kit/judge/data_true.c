/* data-true: what is delivered is what was sent, complete and unchanged. */
#include "kit/judge/rule.h"

/*
 * If events of the sender were lost, the missing one may be among them. Then the verdict is an
 * error.
 */
static void report_never_sent(struct verdict_builder *builder, const struct untrue *untrue,
                              int sender, int receiver)
{
    const struct fact *received = untrue->received;
    struct window span = {.from_ns = 0, .deadline_ns = untrue->sent->at_ns};
    struct finding_header header = rule_header(
        RULE_DATA_TRUE, verdict_of_absence(builder, &span, sender), receiver, received->at_ns);
    struct finding *finding = add_finding(
        builder, &header,
        "%s took message %llu (%s), but %s never sent it: %s went on to message %llu",
        name_of(builder, receiver), (unsigned long long)received->sequence, received->name,
        name_of(builder, sender), name_of(builder, sender),
        (unsigned long long)untrue->sent->sequence);
    add_excuse(builder, finding, &span, sender);
}

static void report_changed_message(struct verdict_builder *builder, const struct untrue *untrue,
                                   int sender, int receiver)
{
    const struct fact *received = untrue->received, *sent = untrue->sent;
    struct finding_header header =
        rule_header(RULE_DATA_TRUE, VERDICT_FAIL, receiver, received->at_ns);
    struct finding *finding = add_finding(
        builder, &header,
        "data mismatch in message %llu: %s took %llu bytes with checksum %llx (%s), "
        "but %s sent %llu bytes with checksum %llx (%s)",
        (unsigned long long)received->sequence, name_of(builder, receiver),
        (unsigned long long)received->size, (unsigned long long)received->checksum,
        received->name, name_of(builder, sender), (unsigned long long)sent->size,
        (unsigned long long)sent->checksum, sent->name);
    add_cause(finding,
              "%s read the data before it was complete, or did not compare it with "
              "the size and checksum that came with it: docs/races.md#half-a-block",
              finding->actor);
}

static void is_taken_twice(struct verdict_builder *builder, const struct untrue *untrue,
                           int sender, int receiver)
{
    const struct fact *received = untrue->received;
    struct window span = {.from_ns = 0, .deadline_ns = received->at_ns};
    struct finding_header header = rule_header(
        RULE_DATA_TRUE, verdict_of_absence(builder, &span, sender), receiver, received->at_ns);
    struct finding *finding =
        add_finding(builder, &header, "%s took message %llu (%s) twice, but %s sent it once",
                    name_of(builder, receiver), (unsigned long long)received->sequence,
                    received->name, name_of(builder, sender));
    add_excuse(builder, finding, &span, sender);
}

/* ---- reported by the receiver, but never by its sender ---- */

/* The event after which the sender need not report what it sent. */
static const struct fact *telling_excuse(const struct verdict_builder *builder, int sender,
                                         int child)
{
    const struct fact *of_sender =
        earlier(asked(builder, sender), event_of(builder, sender, MARK_EXITED));
    const struct fact *of_pipe =
        earlier(parted(builder, child), event_of(builder, child, MARK_LOST));
    return earlier(of_sender, of_pipe);
}

/*
 * The next message may already be in the pipe while the call of its sender has not returned. It
 * may not once that thread has logged something else, and no message after it may.
 */
static bool may_be_in_its_call(const struct verdict_builder *builder, int sender,
                               const struct fact *newest, const struct fact *received,
                               const struct window *window)
{
    const struct fact_list *said = facts_said(builder->facts->store, sender);
    if (received->sequence > newest->sequence + 1)
        return false;
    for (size_t i = list_after(said, received->at_ns);
         i < said->count && said->at[i]->at_ns <= window->deadline_ns; i++) {
        if (said->at[i]->tid == newest->tid)
            return false;
    }
    return true;
}

static void sender_must_tell(struct verdict_builder *builder, int child,
                             enum delivery_channel channel, const struct fact *received)
{
    const struct fact *newest = builder->facts->deliveries.of[child][channel].newest_sent;
    int parent = parent_of(builder, child);
    int sender = delivery_by_child[channel] ? child : parent;
    int receiver = delivery_by_child[channel] ? parent : child;
    const struct fact *dissolver = telling_excuse(builder, sender, child);
    struct window window = window_for(builder->facts, sender, received->at_ns,
                                      builder->scenario->window_ms[RULE_DATA_TRUE]);
    switch (window_due(builder->facts, &window, FACTS_NEVER, &dissolver)) {
    case DUE_BROKEN:
        break;
    case DUE_OPEN:
        await(builder, sender, newest->name, window.deadline_ns);
        return;
    case DUE_KEPT:
    case DUE_DISSOLVED:
        return;
    }
    if (may_be_in_its_call(builder, sender, newest, received, &window))
        return;
    struct finding_header header =
        rule_header(RULE_DATA_TRUE, verdict_of_absence(builder, &window, sender), receiver,
                    received->at_ns);
    struct finding *finding =
        add_finding(builder, &header,
                    "%s took message %llu (%s), but %s never sent it: the last message that %s "
                    "sent is %llu, and %u ms later there is no other",
                    name_of(builder, receiver), (unsigned long long)received->sequence,
                    received->name, name_of(builder, sender), name_of(builder, sender),
                    (unsigned long long)newest->sequence, (unsigned)window.length_ms);
    add_excuse(builder, finding, &window, sender);
    builder->in_play++;
}

/* If a sender reports nothing that it sends, there is nothing to compare. */
static void judge_untold(struct verdict_builder *builder, int child)
{
    for (int channel = 0; channel < DELIVERY_CHANNEL_COUNT; channel++) {
        const struct delivery_waiting *waiting =
            &builder->facts->deliveries.of[child][channel].waiting;
        for (uint32_t i = 0; i < DELIVERY_AHEAD; i++) {
            if (waiting->last[i] && builder->facts->deliveries.of[child][channel].newest_sent)
                sender_must_tell(builder, child, (enum delivery_channel)channel,
                                 waiting->last[i]);
        }
    }
}

/* ---- sent before a clean end, but never taken ---- */

/*
 * The child's own event that it sends Quit. What it sent before is ahead of the Quit in the
 * pipe.
 */
static const struct fact *own_quit(const struct verdict_builder *builder, int child)
{
    const struct fact_list *said =
        facts_named(builder->facts->store, child, step_words[PROTOCOL_QUIT_SENT]);
    return said->count > 0 ? said->at[0] : NULL;
}

/*
 * Whether the parent reports what it takes, from any child, or this child's Quit. A parent that
 * reports neither may have taken the message.
 */
static bool tells_of_receipts(const struct verdict_builder *builder, int child)
{
    static const enum protocol_step receipts[] = {PROTOCOL_REQUEST_RECEIVED,
                                                  PROTOCOL_REPLY_SENT, PROTOCOL_CHILD_QUIT};
    for (size_t i = 0; i < sizeof receipts / sizeof *receipts; i++) {
        if (facts_named(builder->facts->store, parent_of(builder, child),
                        step_words[receipts[i]])
                ->count > 0)
            return true;
    }
    return false;
}

/* Once either side was struck, a message need not be taken any more. */
static const struct fact *taking_excuse(const struct verdict_builder *builder, int child)
{
    int parent = parent_of(builder, child);
    const struct fact *of_child = earlier(asked(builder, child), parted(builder, child));
    const struct fact *of_parent = earlier(
        asked(builder, parent), earlier(event_of(builder, parent, MARK_EXITED),
                                        first_of(builder, parent, MARK_DROPPED, MARK_SPOILED)));
    return earlier(earlier(of_child, of_parent), event_of(builder, child, MARK_LOST));
}

static void report_never_taken(struct verdict_builder *builder, int child,
                               const struct fact *sent, const struct fact *taken,
                               const struct window *window)
{
    int parent = parent_of(builder, child);
    unsigned long long first = taken ? taken->sequence + 1 : 1, last = sent->sequence;
    struct finding_header header =
        rule_header(RULE_DATA_TRUE, verdict_of_absence(builder, window, parent), parent,
                    window->deadline_ns);
    struct finding *finding =
        add_finding(builder, &header,
                    "%s sent message %llu (%s) before it said Quit, but %s took none after "
                    "message %llu within %u ms after %s ended",
                    name_of(builder, child), last, sent->name, name_of(builder, parent),
                    first - 1, (unsigned)window->length_ms, name_of(builder, child));
    add_excuse(builder, finding, window, parent);
    add_cause(finding,
              "%s stopped reading when the child ended, before the pipe was empty: "
              "docs/races.md#the-last-message",
              finding->actor);
}

static void tail_must_be_taken(struct verdict_builder *builder, int child)
{
    const struct fact *sent =
        builder->facts->deliveries.of[child][DELIVERY_REQUEST].newest_sent;
    const struct fact *taken =
        builder->facts->deliveries.of[child][DELIVERY_REQUEST].newest_taken;
    const struct fact *exit = event_of(builder, child, MARK_EXITED);
    const struct fact *quit = own_quit(builder, child);
    if (!sent || !exit || !quit || quit->at_ns < sent->at_ns ||
        (taken && taken->sequence >= sent->sequence) || !tells_of_receipts(builder, child))
        return;
    struct window window = window_for(builder->facts, parent_of(builder, child), exit->at_ns,
                                      builder->scenario->window_ms[RULE_DATA_TRUE]);
    const struct fact *dissolver = taking_excuse(builder, child);
    switch (window_due(builder->facts, &window, FACTS_NEVER, &dissolver)) {
    case DUE_BROKEN:
        builder->in_play++;
        report_never_taken(builder, child, sent, taken, &window);
        break;
    case DUE_OPEN:
        await(builder, parent_of(builder, child), step_words[PROTOCOL_REQUEST_RECEIVED],
              window.deadline_ns);
        break;
    case DUE_KEPT:
    case DUE_DISSOLVED:
        break;
    }
}

static void judge_child_data(struct verdict_builder *builder, int child)
{
    judge_untold(builder, child);
    tail_must_be_taken(builder, child);
}

static void judge_lie(struct verdict_builder *builder, const struct untrue *untrue)
{
    int parent = parent_of(builder, untrue->child);
    bool by_child = delivery_by_child[untrue->channel];
    int sender = by_child ? untrue->child : parent;
    int receiver = by_child ? parent : untrue->child;
    builder->in_play++;
    switch (untrue->lie) {
    case DELIVERY_CHANGED:
        report_changed_message(builder, untrue, sender, receiver);
        break;
    case DELIVERY_NEVER_SENT:
        report_never_sent(builder, untrue, sender, receiver);
        break;
    case DELIVERY_TWICE:
        is_taken_twice(builder, untrue, sender, receiver);
        break;
    }
}

static void report_forgotten_message(struct verdict_builder *builder,
                                     const struct fact *received)
{
    struct finding_header header =
        rule_header(RULE_DATA_TRUE, VERDICT_ERROR, received->actor, received->at_ns);
    if (has_failed_a_rule(builder, received->actor))
        return;
    add_finding(builder, &header,
                "%s took message %llu (%s) after %u later messages were sent, too late to "
                "compare it; let %s say this sooner, or write: waive data-true %s",
                received->actor_name, (unsigned long long)received->sequence, received->name,
                DELIVERY_BACKLOG, received->actor_name, received->actor_name);
}

void rule_data_true(struct verdict_builder *builder)
{
    const struct deliveries *of = &builder->facts->deliveries;
    if (of->compared)
        obligation_met(builder, RULE_DATA_TRUE);
    for (uint32_t i = 0; i < of->untrue_count; i++)
        judge_lie(builder, &of->untrue[i]);
    if (of->forgotten)
        report_forgotten_message(builder, of->forgotten);
    for (int child = 0; child < (int)builder->scenario->actor_count; child++) {
        if (actor_of(builder, child)->is_child)
            judge_child_data(builder, child);
    }
}
