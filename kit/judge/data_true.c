/* data-true: what is delivered is what was sent, whole and right. */
#include "kit/judge/rule.h"

static bool is_of_another(const struct untrue *untrue)
{
    return untrue->received->sequence != untrue->sent->sequence;
}

/* A word of the sender's that was lost may have been the one that is missed. */
static void never_sent(struct verdict_builder *builder, const struct untrue *untrue, int sender,
                       int receiver)
{
    const struct fact *received = untrue->received;
    struct window span = {.from_ns = 0, .deadline_ns = untrue->sent->at_ns};
    struct finding_header header = rule_header(
        RULE_DATA_TRUE, verdict_of_absence(builder, &span, sender), receiver, received->at_ns);
    struct finding *finding = add_finding(
        builder, &header,
        "%s told of %s with number %llu, which %s never sent: it went on to %llu",
        name_of(builder, receiver), received->name, (unsigned long long)received->sequence,
        name_of(builder, sender), (unsigned long long)untrue->sent->sequence);
    add_excuse(builder, finding, &span, sender);
}

static void is_untrue(struct verdict_builder *builder, const struct untrue *untrue, int sender,
                      int receiver)
{
    const struct fact *received = untrue->received, *sent = untrue->sent;
    struct finding_header header =
        rule_header(RULE_DATA_TRUE, VERDICT_FAIL, receiver, received->at_ns);
    struct finding *finding = add_finding(
        builder, &header,
        "%s took what %s did not send: by %s, number %llu has %llu bytes with checksum %llx; "
        "by %s it has %llu with %llx",
        name_of(builder, receiver), name_of(builder, sender), received->name,
        (unsigned long long)received->sequence, (unsigned long long)received->size,
        (unsigned long long)received->checksum, sent->name, (unsigned long long)sent->size,
        (unsigned long long)sent->checksum);
    add_cause(finding, "it was read before it was whole, or what came with it was believed "
                       "and not compared: docs/races.md#half-a-block");
}

void rule_data_true(struct verdict_builder *builder)
{
    const struct deliveries *of = &builder->facts->deliveries;
    if (of->compared)
        obligation_met(builder, RULE_DATA_TRUE);
    for (uint32_t i = 0; i < of->untrue_count; i++) {
        const struct untrue *untrue = &of->untrue[i];
        int parent = parent_of(builder, untrue->child);
        bool by_child = delivery_by_child[untrue->channel];
        int sender = by_child ? untrue->child : parent;
        int receiver = by_child ? parent : untrue->child;
        builder->in_play++;
        if (is_of_another(untrue))
            never_sent(builder, untrue, sender, receiver);
        else
            is_untrue(builder, untrue, sender, receiver);
    }
}
