#include "kit/judge/deliveries.h"

#include <string.h>

const bool delivery_by_child[DELIVERY_CHANNEL_COUNT] = {
#define X(channel, sent, received, by_child, once) by_child,
    DELIVERY_CHANNELS(X)
#undef X
};

static const struct {
    enum protocol_step sent, received;
    bool once;
} steps[DELIVERY_CHANNEL_COUNT] = {
#define X(channel, sent, received, by_child, once) {PROTOCOL_##sent, PROTOCOL_##received, once},
    DELIVERY_CHANNELS(X)
#undef X
};

/* 0 means "not reported": skip the comparison. */
static bool both_differ(uint64_t a, uint64_t b)
{
    return a != b && a != 0 && b != 0;
}

/* Nothing is reported of a waived sender, because the finding would fall on the receiver. */
static bool delivery_is_waived(const struct deliveries *of, int child, int channel)
{
    int parent = of->scenario->actors[child].parent;
    int receiver = delivery_by_child[channel] ? parent : child;
    return receiver >= 0 && scenario_waives(of->scenario, RULE_DATA_TRUE, receiver);
}

static void add_untrue(struct deliveries *of, const struct untrue *untrue)
{
    if (delivery_is_waived(of, untrue->child, (int)untrue->channel))
        return;
    if (of->untrue_count < DELIVERIES_UNTRUE)
        of->untrue[of->untrue_count++] = *untrue;
}

static void compare_delivery(struct deliveries *of, int child, int channel,
                             const struct fact *received, const struct fact *sent)
{
    const struct untrue untrue = {child, (enum delivery_channel)channel, DELIVERY_CHANGED,
                                  received, sent};
    of->compared |= (received->size && sent->size) || (received->checksum && sent->checksum);
    if (both_differ(received->size, sent->size) ||
        both_differ(received->checksum, sent->checksum))
        add_untrue(of, &untrue);
}

static void keep_newest(const struct fact **newest, const struct fact *event)
{
    if (!*newest || event->sequence > (*newest)->sequence)
        *newest = event;
}

/*
 * A received message that waits for the event of its sender. Returns this message or none,
 * since a sender reports in order.
 */
static void take_sent(struct deliveries *of, int child, int channel, const struct fact *event)
{
    keep_newest(&of->of[child][channel].newest_sent, event);
    struct delivery_sent *sent = &of->of[child][channel].sent;
    struct delivery_waiting *received = &of->of[child][channel].waiting;
    bool *taken = &sent->last[sent->at].taken;
    sent->last[sent->at].word = event;
    *taken = false;
    sent->at = (sent->at + 1) % DELIVERY_BACKLOG;
    for (uint32_t i = 0; i < DELIVERY_AHEAD; i++) {
        const struct fact *waiting = received->last[i];
        struct untrue untrue = {child, (enum delivery_channel)channel, DELIVERY_NEVER_SENT,
                                waiting, event};
        if (!waiting || waiting->sequence > event->sequence)
            continue;
        untrue.lie = waiting->sequence < event->sequence ? DELIVERY_NEVER_SENT : DELIVERY_TWICE;
        if (waiting->sequence == event->sequence)
            compare_delivery(of, child, channel, waiting, event);
        if (waiting->sequence < event->sequence || (*taken && steps[channel].once))
            add_untrue(of, &untrue);
        *taken |= waiting->sequence == event->sequence;
        received->last[i] = NULL;
    }
}

/*
 * The index of the number among the last sent messages: newest first, the one that was taken
 * last at the end. -1 if it is not there.
 */
static int find_sent(const struct delivery_sent *sent, uint64_t sequence)
{
    int taken = -1;
    for (uint32_t i = 1; i <= DELIVERY_BACKLOG; i++) {
        int at = (int)((sent->at + DELIVERY_BACKLOG - i) % DELIVERY_BACKLOG);
        if (!sent->last[at].word || sent->last[at].word->sequence != sequence)
            continue;
        if (!sent->last[at].taken)
            return at;
        taken = taken < 0 ? at : taken;
    }
    return taken;
}

/* Whether it may have been sent before all messages that are remembered. */
static bool is_forgotten(const struct delivery_sent *sent, uint64_t sequence)
{
    const struct fact *oldest = sent->last[sent->at].word;
    return oldest && sequence < oldest->sequence;
}

static void take_received(struct deliveries *of, int child, int channel,
                          const struct fact *event)
{
    keep_newest(&of->of[child][channel].newest_taken, event);
    struct delivery_sent *sent = &of->of[child][channel].sent;
    struct delivery_waiting *waiting = &of->of[child][channel].waiting;
    int at = find_sent(sent, event->sequence);
    if (at >= 0) {
        struct untrue untrue = {child, (enum delivery_channel)channel, DELIVERY_TWICE, event,
                                sent->last[at].word};
        compare_delivery(of, child, channel, event, sent->last[at].word);
        if (sent->last[at].taken && steps[channel].once)
            add_untrue(of, &untrue);
        sent->last[at].taken = true;
    } else if (is_forgotten(sent, event->sequence)) {
        if (!delivery_is_waived(of, child, channel))
            of->forgotten = event;
    } else {
        waiting->last[waiting->at] = event;
        waiting->at = (waiting->at + 1) % DELIVERY_AHEAD;
    }
}

/* The child whose data it is, if this side reports the data; else -1. */
static int child_of(const struct scenario *scenario, int actor, int peer, bool by_child)
{
    if (scenario->actors[actor].is_child)
        return by_child ? actor : -1;
    bool is_parent = peer >= 0 && scenario->actors[peer].parent == actor;
    return is_parent && !by_child ? peer : -1;
}

void deliveries_said(struct deliveries *of, const struct scenario *scenario,
                     const struct fact *event)
{
    of->scenario = scenario;
    if (event->sequence == 0 || event->kind != EVENT_STEP)
        return;
    for (int channel = 0; channel < DELIVERY_CHANNEL_COUNT; channel++) {
        bool is_sent = fact_is_step(event, steps[channel].sent);
        if (!is_sent && !fact_is_step(event, steps[channel].received))
            continue;
        int child = child_of(scenario, event->actor, event->peer,
                             delivery_by_child[channel] == is_sent);
        if (child >= 0) {
            of->used = (uint32_t)child < of->used ? of->used : (uint32_t)child + 1;
            (is_sent ? take_sent : take_received)(of, child, channel, event);
        }
        return;
    }
}

void deliveries_copy(struct deliveries *to, const struct deliveries *from)
{
    memcpy(to->of, from->of, from->used * sizeof from->of[0]);
    if (to->used > from->used)
        memset(to->of[from->used], 0, (to->used - from->used) * sizeof to->of[0]);
    to->used = from->used;
    to->scenario = from->scenario;
    to->forgotten = from->forgotten;
    to->compared = from->compared;
    to->untrue_count = from->untrue_count;
    memcpy(to->untrue, from->untrue, from->untrue_count * sizeof from->untrue[0]);
}
