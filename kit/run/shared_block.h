#pragma once
/*
 * The shared memory and the named events of one run. Processes find the run's block and the
 * events by name. All names begin with the run's name, which contains the runner's PID and a
 * random part, so that any number of runners can work side by side. Each actor's block is in
 * memory without a name (kit/run/admission.h hands it out). One thread owns and uses it.
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
    void *counted[SCENARIO_ACTORS];           /* NULL if the actor cannot reach two quiescent
                                                 points */
    void *gates[SCENARIO_ACTORS][RUN_ORDERS]; /* NULL if no thread stands still by the order */
};

/* Creates them in zeroed memory and arms the scenario's orders. `stop_at` is the place of
 * --break, or NULL. The caller calls shared_block_end after a failure, too. */
enum kit_status shared_block_begin(struct shared_block *shared, struct orders *orders,
                                   const struct scenario *scenario,
                                   const struct scenario_line *stop_at, struct kit_error *err);
void shared_block_end(struct shared_block *shared);
