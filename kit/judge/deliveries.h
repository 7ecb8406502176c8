#pragma once
/*
 * What was sent and what was received: the words of both sides, matched by their sequence
 * number. Gathered in the pass of facts.c; the rule `data-true` reads it. Pure.
 */
#include "kit/judge/fact.h"

/*
 * The pairs of steps by which both sides tell of the same data.
 * X(channel, sent, received, whether the child sends)
 */
#define DELIVERY_CHANNELS(X)                                                                   \
    X(REQUEST, REQUEST_SENT, REQUEST_RECEIVED, true)                                           \
    X(REPLY, REPLY_SENT, REPLY_RECEIVED, false)                                                \
    X(MEMORY, MEMORY_WRITTEN, MEMORY_READ, false)                                              \
    X(BLOCK, BLOCK_WHOLE, BLOCK_CHECKED, true)

enum delivery_channel {
#define X(channel, sent, received, by_child) DELIVERY_##channel,
    DELIVERY_CHANNELS(X)
#undef X
        DELIVERY_CHANNEL_COUNT
};

/* How far one side's words can be behind the other's: a sender may be between its call and its
 * word while the receiver goes on, but not for several turns of the exchange. */
#define DELIVERY_BACKLOG  4u

/* What is told of one run; one that is found wrong as often as this is wrong enough. */
#define DELIVERIES_UNTRUE 32u

struct delivery_words {
    const struct fact *last[DELIVERY_BACKLOG];
    uint32_t at; /* where the next one goes */
};

/* Received otherwise than `sent` said; or never sent, as `sent`, a later one, proves. */
struct untrue {
    int child;
    enum delivery_channel channel;
    const struct fact *received, *sent;
};

struct deliveries {
    struct {
        struct delivery_words sent, received;
        /* With the highest number, or NULL: what was sent last, and what was taken last. */
        const struct fact *newest_sent, *newest_taken;
    } of[SCENARIO_ACTORS][DELIVERY_CHANNEL_COUNT]; /* by child */
    bool compared; /* both sides told a size or a checksum of the same data */
    uint32_t untrue_count;
    struct untrue untrue[DELIVERIES_UNTRUE];
};

extern const bool delivery_by_child[DELIVERY_CHANNEL_COUNT];

/* A step of an actor. */
void deliveries_said(struct deliveries *of, const struct scenario *scenario,
                     const struct fact *event);

/* A copy of the deliveries of the first `actor_count` actors. */
void deliveries_copy(struct deliveries *to, const struct deliveries *from,
                     uint32_t actor_count);
