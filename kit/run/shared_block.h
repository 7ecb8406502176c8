#pragma once
/*
 * The stage of one run: the shared memory and the named objects that the actors' probes find,
 * with every order of the scenario armed before anything starts. Owned and used by one thread.
 * All names begin with the run's own, which holds the runner's PID and a random part, so any
 * number of runners can work side by side.
 */
#include "kit/probe/run_block.h"
#include "kit/scenario/scenario.h"

/* What the runner does when an order was obeyed; its own copy, since the block's is not
 * trusted. */
#define ORDER_PAUSE (-1)

struct placed_order {
    int line;    /* index into scenario->lines; or ORDER_PAUSE */
    void *gate;  /* of a hold: the thread stands still until it is set; else NULL */
    bool seen;   /* the runner has dealt with it */
    bool awaits; /* its thread stands still until the one who is struck is there */
};

struct shared_block {
    const struct scenario *scenario; /* borrowed */
    char name[KIT_NAME * 2];
    void *section;
    struct run_block *block;
    void *bell;
    void *stops[SCENARIO_ACTORS];
    void *admits[SCENARIO_ACTORS];
    void *
        counted[SCENARIO_ACTORS]; /* its handles are, and it may go on; of parents, else NULL */
    uint32_t order_counts[SCENARIO_ACTORS];
    struct placed_order orders[SCENARIO_ACTORS][RUN_ORDERS];
    struct ring_reader readers[SCENARIO_ACTORS];
};

/* Sets the stage in zeroed memory; `stop_at` is where the run is to stand still for a person,
 * or NULL. On failure, too, shared_block_end gives back what was made. */
enum kit_status shared_block_begin(struct shared_block *shared, const struct scenario *scenario,
                                   const struct scenario_line *stop_at, struct kit_error *err);
void shared_block_end(struct shared_block *shared);

/* Has the actor ring the bell at this step or report from now on. Unknown names are passed
 * over: those that anybody can wait for were made known when the stage was set. */
void orders_listen(struct shared_block *shared, int actor, const char *name);
void orders_listen_to_none(struct shared_block *shared);
