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
#define PARCEL_CHANNELS(X)                                                                     \
    X(REQUEST, REQUEST_SENT, REQUEST_RECEIVED, true)                                           \
    X(REPLY, REPLY_SENT, REPLY_RECEIVED, false)                                                \
    X(MEMORY, MEMORY_WRITTEN, MEMORY_READ, false)                                              \
    X(BLOCK, BLOCK_WHOLE, BLOCK_CHECKED, true)

enum parcel_channel {
#define X(channel, sent, received, by_child) PARCEL_##channel,
    PARCEL_CHANNELS(X)
#undef X
        PARCEL_CHANNEL_COUNT
};

/* How far one side's words can be behind the other's: a sender may be between its call and its
 * word while the receiver goes on, but not for several turns of the exchange. */
#define PARCEL_BACKLOG 4u

/* What is told of one run; one that is found wrong as often as this is wrong enough. */
#define PARCELS_UNTRUE 32u

struct parcel_words {
    const struct fact *last[PARCEL_BACKLOG];
    uint32_t at; /* where the next one goes */
};

/* Received otherwise than `sent` said; or never sent, as `sent`, a later one, proves. */
struct untrue {
    int child;
    enum parcel_channel channel;
    const struct fact *received, *sent;
};

struct parcels {
    struct {
        struct parcel_words sent, received;
    } of[SCENARIO_ACTORS][PARCEL_CHANNEL_COUNT]; /* by child */
    bool compared; /* both sides told a size or a checksum of the same data */
    uint32_t untrue_count;
    struct untrue untrue[PARCELS_UNTRUE];
};

extern const bool parcel_by_child[PARCEL_CHANNEL_COUNT];

/* A step of an actor. */
void parcels_said(struct parcels *of, const struct scenario *scenario,
                  const struct fact *event);

/* A copy of the parcels of the first `actor_count` actors. */
void parcels_copy(struct parcels *to, const struct parcels *from, uint32_t actor_count);
