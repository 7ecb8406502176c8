/* data-true: what is delivered is what was sent, whole and right. */
#include "kit/judge/rule.h"

static bool is_of_another(const struct untrue *untrue)
{
    return untrue->received->sequence != untrue->sent->sequence;
}

/* A word of the sender's that was lost may have been the one that is missed. */
static void never_sent(struct bench *bench, const struct untrue *untrue, int sender,
                       int receiver)
{
    const struct fact *received = untrue->received;
    struct window span = {.from_ns = 0, .deadline_ns = untrue->sent->at_ns};
    struct charge charge = rule_charge(RULE_DATA_TRUE, bench_absent(bench, &span, sender),
                                       receiver, received->at_ns);
    struct finding *finding = bench_find(
        bench, &charge,
        "%s told of %s with number %llu, which %s never sent: it went on to %llu",
        name_of(bench, receiver), received->name, (unsigned long long)received->sequence,
        name_of(bench, sender), (unsigned long long)untrue->sent->sequence);
    bench_excuse(bench, finding, &span, sender);
}

static void is_untrue(struct bench *bench, const struct untrue *untrue, int sender,
                      int receiver)
{
    const struct fact *received = untrue->received, *sent = untrue->sent;
    struct charge charge = rule_charge(RULE_DATA_TRUE, VERDICT_FAIL, receiver, received->at_ns);
    struct finding *finding = bench_find(
        bench, &charge,
        "%s took what %s did not send: by %s, number %llu has %llu bytes with checksum %llx; "
        "by %s it has %llu with %llx",
        name_of(bench, receiver), name_of(bench, sender), received->name,
        (unsigned long long)received->sequence, (unsigned long long)received->size,
        (unsigned long long)received->checksum, sent->name, (unsigned long long)sent->size,
        (unsigned long long)sent->checksum);
    bench_likely(finding, "it was read before it was whole, or what came with it was believed "
                          "and not compared: docs/races.md#half-a-block");
}

void rule_data_true(struct bench *bench)
{
    const struct parcels *of = &bench->facts->parcels;
    if (of->compared)
        bench_met(bench, RULE_DATA_TRUE);
    for (uint32_t i = 0; i < of->untrue_count; i++) {
        const struct untrue *untrue = &of->untrue[i];
        int parent = parent_of(bench, untrue->child);
        bool by_child = parcel_by_child[untrue->channel];
        int sender = by_child ? untrue->child : parent;
        int receiver = by_child ? parent : untrue->child;
        bench->in_play++;
        if (is_of_another(untrue))
            never_sent(bench, untrue, sender, receiver);
        else
            is_untrue(bench, untrue, sender, receiver);
    }
}
