#include "kit/run/inject_in_wait.h"
#include "kit/run/inject.h"
#include "kit/run/observe.h"
#include "kit/run/proof.h"

#include <assert.h>

static bool is_open(const struct order *order)
{
    return order->wait_begun && !order->wait_over;
}

/* A child that was only just started may not be known yet. */
static bool comes_too_early(struct session *session, const struct order *order)
{
    int target = session->scenario->lines[order->line].target;
    return is_open(order) && (!session->actors[target].had_process ||
                              orders_keeper(&session->orders, order->line) == KEPT_SOON);
}

static void tell_missed(struct session *session, const struct order *order)
{
    int actor = session->scenario->lines[order->line].actor;
    struct kit_event event = proof_event(session, EVENT_MISSED, actor, order->line);
    recorder_add(&session->recorder, &event);
    session->missed = true;
}

/*
 * Pending I/O has no step to stand on, so the fault comes from outside, after the step before
 * the wait. If the step behind the wait is in the ring by then, the fault was not inside: the
 * run says nothing and is made again. The rings are read right before and right after, to know
 * it as exactly as can be.
 */
static void strike_in_wait(struct session *session, struct order *order)
{
    const struct scenario_line *line = &session->scenario->lines[order->line];
    observe_rings(session);
    bool is_late = !is_open(order) || !process_of(&session->processes, line->target);
    uint32_t tid = line->target == line->actor
                       ? order->wait_tid
                       : actor_last_thread(&session->actors[line->target]);
    int64_t at_ns = is_late ? -1 : inject_from_outside(session, order->line);
    observe_rings(session);
    bool is_kept = orders_keeper(&session->orders, order->line) == KEPT_OPEN;
    /* Who waits for the one that is struck can be through before this look; but not by itself,
     * while the one that it waits for is held. */
    if (is_late || at_ns == INJECT_TOO_LATE || (!is_open(order) && !is_kept))
        tell_missed(session, order);
    else if (at_ns >= 0)
        inject_record(session, order->line, at_ns, tid);
    order->state = ORDER_SPENT;
}

void inject_in_waits(struct session *session)
{
    for (uint32_t actor = 0; actor < session->scenario->actor_count; actor++) {
        const struct actor_block *block = session->shared.blocks[actor];
        for (uint32_t i = 0; i < session->orders.counts[actor]; i++) {
            struct order *order = &session->orders.all[actor][i];
            if (order->action == RUN_TELL && order->state == ORDER_ARMED &&
                atomic_load(&block->orders[i].fired) && !comes_too_early(session, order))
                strike_in_wait(session, order);
        }
    }
}
