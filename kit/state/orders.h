#pragma once
/*
 * The orders of a scenario: what each armed line asks of an actor's probe, and what became of
 * it. The orders are written into the actors' blocks before any actor starts. From then on this
 * struct is the runner's own copy, since an actor may overwrite its block. Pure; one thread.
 */
#include "kit/judge/judge.h"
#include "kit/probe/run_block.h"
#include "kit/scenario/scenario.h"
#include "kit/state/signal.h"

/* The line index of the order of --break. */
#define ORDER_PAUSE (-1)

enum order_state {
    ORDER_ARMED,    /* no thread has obeyed it yet, as far as the runner knows */
    ORDER_HELD,     /* a thread stands still by it */
    ORDER_RELEASED, /* the runner let that thread go */
    ORDER_SPENT     /* of a fault inside a wait: the runner struck, or missed the wait */
};

struct order {
    int line_index; /* index into scenario->lines; or ORDER_PAUSE */
    enum run_action action;
    enum order_state state;
    /* For a fault inside a wait: the last wait that began at its step, until a thread obeys the
     * order, and whether the waiting thread has made a step since. */
    bool wait_begun, wait_over;
    uint32_t wait_tid;
};

struct orders {
    const struct scenario *scenario;   /* borrowed */
    struct actor_block *const *blocks; /* borrowed, by actor */
    uint32_t counts[SCENARIO_ACTORS];
    struct order all[SCENARIO_ACTORS][RUN_ORDERS];
    uint8_t of_line[SCENARIO_LINES]; /* the order's place among the orders of the line's
                                        actor */
    uint32_t wait_count;             /* the waits for which the bell is rung now */
    struct judge_wait waits[JUDGE_WAITS];
};

/*
 * Arms every line that arms. The order of --break (NULL: none) comes first, so that it precedes
 * a fault at the same step. Also enters the names that the judge can wait for into each actor's
 * table, so that listening never has to add a name. There is room for every valid scenario.
 */
void orders_arm(struct orders *orders, const struct scenario *scenario,
                struct actor_block *const *blocks, const struct scenario_line *stop_at);

/* The order of a line that arms. */
struct order *orders_of_line(struct orders *orders, int line_index);

/* True if the thread that obeys this order stands still until a gate opens. */
bool order_stands_still(const struct order *order);

/* True if a thread stands still by this `hold` order; by any `hold` order of the actor. */
bool orders_is_held(const struct orders *orders, int actor, uint32_t order);
bool orders_hold(const struct orders *orders, int actor);

/* True if the order is for a fault inside a wait. */
bool orders_is_inside(const struct orders *orders, const struct order *order);

/* True if a thread stands still at a step until the fault of this order has struck another
 * actor. */
bool orders_await_fault(const struct orders *orders, int actor, uint32_t order);

/* Takes in a step or report: it can begin or end a wait that a fault is meant for. */
void orders_take(struct orders *orders, const struct signal *signal);

/* Another process plays the actor: no thread of it stands still, and no wait has begun. */
void orders_begin_anew(struct orders *orders, int actor);

/* True if a `hold` of another actor, above the line, has to keep the line's wait open and has
 * not stopped its thread yet. */
bool orders_will_keep_open(struct orders *orders, int line_index);

/* Has the actors ring the bell at the steps that the judge waits for, and at no others. */
void orders_listen(struct orders *orders, const struct judge_wait *waits, uint32_t count);

/* True if the parent can reach two quiescent points, so that two counts of its handles can be
 * compared. Its probe then stands still at each of them until the handles are counted. */
bool actor_has_quiescent_points(const struct scenario_actor *actor);
