#pragma once
/*
 * The shared memory and the named events of one run. The run's block and the events are found
 * by name; all names begin with the run's own, which has the runner's PID and a random part, so
 * that any number of runners can work side by side. Each actor's block is in memory without a
 * name (kit/run/admission.h hands it out). Owned and used by one thread.
 */
#include "kit/state/orders.h"

struct shared_block {
    char name[KIT_NAME * 2];
    void *section;
    struct run_block *block;
    void *sections[SCENARIO_ACTORS]; /* without a name; each holds one actor's block */
    struct actor_block *blocks[SCENARIO_ACTORS];
    void *bell;
    void *stops[SCENARIO_ACTORS];
    void *counted[SCENARIO_ACTORS];           /* NULL where the actor does not rest twice */
    void *gates[SCENARIO_ACTORS][RUN_ORDERS]; /* NULL where nobody stands still by the order */
};

/* Makes them in zeroed memory, and arms the orders of the scenario. `stop_at` is where the run
 * is to stand still for a person, or NULL. On failure, too, shared_block_end gives back what
 * was made. */
enum kit_status shared_block_begin(struct shared_block *shared, struct orders *orders,
                                   const struct scenario *scenario,
                                   const struct scenario_line *stop_at, struct kit_error *err);
void shared_block_end(struct shared_block *shared);
