#pragma once
/*
 * What was sent and what was received: the events of both sides, matched by sequence number.
 * Gathered in the pass of facts.c; the rule `data-true` reads it. Pure.
 */
#include "kit/judge/fact.h"

/*
 * The pairs of steps by which both sides report the same data. A message in a pipe is taken
 * once; data in memory can be read again.
 *
 *   X(channel, sent, received, whether the child sends, whether it is taken once)
 */
#define DELIVERY_CHANNELS(X)                                                                   \
    X(REQUEST, REQUEST_SENT, REQUEST_RECEIVED, true, true)                                     \
    X(REPLY, REPLY_SENT, REPLY_RECEIVED, false, true)                                          \
    X(MEMORY, MEMORY_WRITTEN, MEMORY_READ, false, false)                                       \
    X(BLOCK, BLOCK_WHOLE, BLOCK_CHECKED, true, false)

enum delivery_channel {
#define X(channel, sent, received, by_child, once) DELIVERY_##channel,
    DELIVERY_CHANNELS(X)
#undef X
        DELIVERY_CHANNEL_COUNT
};

/*
 * How far a receiver's events can be ahead of the sender's. A sender may be between its call
 * and its event while the receiver continues, but not for several rounds of the exchange.
 */
#define DELIVERY_AHEAD    4u

/*
 * How many messages a sender can be ahead of its receiver, in the pipe between them. If the
 * receiver reports a message that was sent earlier than that, the judge cannot compare it and
 * reports an error.
 */
#define DELIVERY_BACKLOG  64u

/* The maximum of findings for one run; more would add nothing. Waived findings do not count. */
#define DELIVERIES_UNTRUE 32u

/* What a sender reported last. */
struct delivery_sent {
    struct {
        const struct fact *word;
        bool taken;
    } last[DELIVERY_BACKLOG];
    uint32_t at; /* the index of the next one */
};

/* What a receiver reported and its sender has not reported yet. */
struct delivery_waiting {
    const struct fact *last[DELIVERY_AHEAD];
    uint32_t at;
};

enum delivery_lie {
    DELIVERY_CHANGED,    /* differs from what `sent` reported */
    DELIVERY_NEVER_SENT, /* as the later message `sent` proves */
    DELIVERY_TWICE       /* taken twice, although `sent` was sent once */
};

struct untrue {
    int child;
    enum delivery_channel channel;
    enum delivery_lie lie;
    const struct fact *received, *sent;
};

struct deliveries {
    uint32_t used; /* no child from this index on has data in `of` */
    struct {
        struct delivery_sent sent;
        struct delivery_waiting waiting;
        /* With the highest number, or NULL: what was sent last, and what was taken last. */
        const struct fact *newest_sent, *newest_taken;
    } of[SCENARIO_ACTORS][DELIVERY_CHANNEL_COUNT]; /* by child */
    const struct scenario *scenario;               /* borrowed; NULL before the first event */
    const struct fact
        *forgotten; /* reported by its receiver too late to be compared; or NULL */
    bool compared;  /* both sides reported a size or a checksum of the same data */
    uint32_t untrue_count;
    struct untrue untrue[DELIVERIES_UNTRUE];
};

extern const bool delivery_by_child[DELIVERY_CHANNEL_COUNT];

/* A step of an actor. */
void deliveries_said(struct deliveries *of, const struct scenario *scenario,
                     const struct fact *event);

/* A copy of the deliveries of the first `actor_count` actors. */
void deliveries_copy(struct deliveries *to, const struct deliveries *from);
