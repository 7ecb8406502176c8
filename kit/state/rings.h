#pragma once
/*
 * Reads the actors' rings. A record becomes a signal. A record that cannot be of this run
 * becomes a signal of nonsense, once for each actor, since an actor that overwrites its ring
 * overwrites all of it. Reading touches no process and waits for nothing. Pure; one thread.
 */
#include "kit/state/orders.h"
#include "kit/state/run_clock.h"

struct rings {
    const struct orders *orders;   /* borrowed: to check the records of orders */
    const struct run_clock *clock; /* borrowed */
    uint64_t (*ticks)(void);       /* the present time on the records' clock */
    uint64_t ticks_per_s;
    uint32_t actor; /* the actor whose ring is being read */
    uint32_t taken; /* records read from it in this round */
    bool has_slot;  /* a record waits until the gap before it is reported */
    struct ring_slot slot;
    struct ring_reader readers[SCENARIO_ACTORS];
    bool nonsense[SCENARIO_ACTORS]; /* told already */
    bool unnamed[SCENARIO_ACTORS];  /* told already */
};

void rings_begin(struct rings *rings, const struct orders *orders,
                 const struct run_clock *clock, uint64_t (*ticks)(void), uint64_t ticks_per_s);

/*
 * The next signal of this round; false when the round is over, and the next call begins
 * another. A round reads each ring to its present end, but at most RUN_SLOTS records of it: an
 * actor that writes as fast as the runner reads must not keep the runner in this loop.
 */
bool rings_next(struct rings *rings, struct signal *out);

/*
 * How often an actor used a call, for one peer or over all peers (""). The actor's own count.
 */
uint32_t rings_calls(const struct rings *rings, int actor, const char *call, const char *peer);
