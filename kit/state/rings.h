#pragma once
/*
 * The actors' rings, read. A record becomes a signal; what cannot be a record of this run
 * becomes one signal of nonsense for each actor, since an actor that overwrites its ring
 * overwrites all of it. Reading touches no process and waits for nothing. Pure; one thread.
 */
#include "kit/state/orders.h"
#include "kit/state/run_clock.h"

struct rings {
    const struct orders *orders;   /* borrowed: which orders there are */
    const struct run_clock *clock; /* borrowed */
    uint64_t (*ticks)(void);       /* what the clock of the records shows now */
    uint64_t ticks_per_s;
    uint32_t actor; /* whose ring is read in this round */
    uint32_t taken; /* of it, in this round */
    bool has_slot;  /* a record waits for the gap before it to be told */
    struct ring_slot slot;
    struct ring_reader readers[SCENARIO_ACTORS];
    bool nonsense[SCENARIO_ACTORS]; /* told already */
    bool unnamed[SCENARIO_ACTORS];  /* told already */
};

void rings_begin(struct rings *rings, const struct orders *orders,
                 const struct run_clock *clock, uint64_t (*ticks)(void), uint64_t ticks_per_s);

/*
 * The next signal of this round; false when the round is over, and the next call begins
 * another. A round reads each ring to where it is, or RUN_SLOTS records of it: an actor that
 * writes as fast as the runner reads must not keep it there.
 */
bool rings_next(struct rings *rings, struct signal *out);

/* How often an actor used a call, over all peers ("") or for one. The actor's own count. */
uint32_t rings_calls(const struct rings *rings, int actor, const char *call, const char *peer);
