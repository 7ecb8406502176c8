#include "kit/judge/deliveries.h"

#include <string.h>

const bool delivery_by_child[DELIVERY_CHANNEL_COUNT] = {
#define X(channel, sent, received, by_child) by_child,
    DELIVERY_CHANNELS(X)
#undef X
};

static const struct {
    enum protocol_step sent, received;
} steps[DELIVERY_CHANNEL_COUNT] = {
#define X(channel, sent, received, by_child) {PROTOCOL_##sent, PROTOCOL_##received},
    DELIVERY_CHANNELS(X)
#undef X
};

/* What one side left out cannot differ. */
static bool differs(uint64_t a, uint64_t b)
{
    return a != b && a != 0 && b != 0;
}

static void keep(struct delivery_words *words, const struct fact *event)
{
    words->last[words->at] = event;
    words->at = (words->at + 1) % DELIVERY_BACKLOG;
}

static const struct fact *find(const struct delivery_words *words, uint64_t sequence)
{
    for (uint32_t i = 0; i < DELIVERY_BACKLOG; i++) {
        if (words->last[i] && words->last[i]->sequence == sequence)
            return words->last[i];
    }
    return NULL;
}

static void tell(struct deliveries *of, int child, int channel, const struct fact *received,
                 const struct fact *sent)
{
    if (of->untrue_count < DELIVERIES_UNTRUE)
        of->untrue[of->untrue_count++] =
            (struct untrue){child, (enum delivery_channel)channel, received, sent};
}

static void compare(struct deliveries *of, int child, int channel, const struct fact *received,
                    const struct fact *sent)
{
    of->compared |= (received->size && sent->size) || (received->checksum && sent->checksum);
    if (differs(received->size, sent->size) || differs(received->checksum, sent->checksum))
        tell(of, child, channel, received, sent);
}

static void keep_newest(const struct fact **newest, const struct fact *event)
{
    if (!*newest || event->sequence > (*newest)->sequence)
        *newest = event;
}

/* What was received and waits for the word of its sender: that of this one, or none at all,
 * since a sender tells of what it sends in order. */
static void sent(struct deliveries *of, int child, int channel, const struct fact *event)
{
    keep_newest(&of->of[child][channel].newest_sent, event);
    struct delivery_words *received = &of->of[child][channel].received;
    keep(&of->of[child][channel].sent, event);
    for (uint32_t i = 0; i < DELIVERY_BACKLOG; i++) {
        const struct fact *waiting = received->last[i];
        if (!waiting || waiting->sequence > event->sequence)
            continue;
        if (waiting->sequence == event->sequence)
            compare(of, child, channel, waiting, event);
        else
            tell(of, child, channel, waiting, event);
        received->last[i] = NULL;
    }
}

static void received(struct deliveries *of, int child, int channel, const struct fact *event)
{
    keep_newest(&of->of[child][channel].newest_taken, event);
    const struct fact *match = find(&of->of[child][channel].sent, event->sequence);
    if (match)
        compare(of, child, channel, event, match);
    else
        keep(&of->of[child][channel].received, event);
}

/* The child whose data it is, if this side is the one that tells of it; else -1. */
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
    if (event->sequence == 0 || event->kind != EVENT_STEP)
        return;
    for (int channel = 0; channel < DELIVERY_CHANNEL_COUNT; channel++) {
        bool is_sent = fact_is_step(event, steps[channel].sent);
        if (!is_sent && !fact_is_step(event, steps[channel].received))
            continue;
        int child = child_of(scenario, event->actor, event->peer,
                             delivery_by_child[channel] == is_sent);
        if (child >= 0)
            (is_sent ? sent : received)(of, child, channel, event);
        return;
    }
}

void deliveries_copy(struct deliveries *to, const struct deliveries *from, uint32_t actor_count)
{
    memcpy(to->of, from->of, actor_count * sizeof from->of[0]);
    to->compared = from->compared;
    to->untrue_count = from->untrue_count;
    memcpy(to->untrue, from->untrue, from->untrue_count * sizeof from->untrue[0]);
}
