#include "kit/run/inject_in_wait.h"
#include "kit/os/event.h"
#include "kit/os/process.h"
#include "kit/run/freeze.h"
#include "kit/run/inject.h"
#include "kit/run/observe.h"
#include "kit/run/proof.h"

#include <assert.h>

/* How long a thread may take from its gate into its wait, in looks of a millisecond. If the
 * machine gives the thread no core for so long, the fault is missed and the run is repeated. */
#define ENTER_LOOKS 2000u
#define LOOK_MS     1u

/* A fault that has to strike inside a wait. */
struct in_wait {
    struct session *session;
    int actor; /* the actor that waits */
    uint32_t index;
    struct order *order;
    const struct scenario_line *line;
};

static bool is_open(const struct order *order)
{
    return order->wait_begun && !order->wait_over;
}

/* The target may not be known yet (it was only just started), or a hold that keeps the wait
 * open may not have happened yet. */
static bool comes_too_early(const struct in_wait *in)
{
    return is_open(in->order) &&
           (!in->session->actors[in->line->target].had_process ||
            orders_will_keep_open(&in->session->orders, in->order->line_index));
}

static void tell_missed(const struct in_wait *in)
{
    struct kit_event event =
        proof_event(in->session, EVENT_MISSED, in->actor, in->order->line_index);
    recorder_add(&in->session->recorder, &event);
    in->session->missed = true;
}

/*
 * True once the thread is inside its wait. The thread was released from its gate in front of
 * the wait. The runner sees PASSED before the thread has executed the few instructions between
 * the gate and the wait, so it grants one more look's time.
 */
static bool enters_wait(const struct in_wait *in)
{
    const struct run_process *process = process_of(&in->session->processes, in->actor);
    const struct run_order *order = &in->session->shared.blocks[in->actor]->orders[in->index];
    uint32_t looks_inside = 0;
    for (uint32_t look = 0; process && look < ENTER_LOOKS && looks_inside < 2; look++) {
        inject_turns(in->session); /* without its turns, a slow actor would never leave its
                                      gate */
        if (os_wait_any((void *const *)&process->handle, 1, LOOK_MS) != -1)
            return false;
        looks_inside += atomic_load(&order->fired) == RUN_ORDER_PASSED;
    }
    return looks_inside == 2;
}

static void carry_out(const struct in_wait *in)
{
    struct session *session = in->session;
    uint32_t tid = in->line->target == in->actor
                       ? in->order->wait_tid
                       : actor_last_thread(&session->actors[in->line->target]);
    if (!inject_now(session, in->order->line_index, tid))
        tell_missed(in);
}

/* Logs the freeze as a stall: no window of the judge may run while the processes cannot. */
static void tell_freeze(struct session *session, int64_t from_ns)
{
    struct kit_event event = recorder_event(&session->recorder, EVENT_STALL, -1);
    event.until_ns = event.at_ns;
    event.at_ns = from_ns;
    recorder_add(&session->recorder, &event);
}

/*
 * Injects a fault while a thread is inside a wait. Pending I/O has no step, so the fault comes
 * from outside, and it races with what would end the wait (a message, a signal, a process's
 * end):
 * - The wait ends before the fault: the fault strikes elsewhere, and the test proves nothing.
 * - The fault comes before the wait's end: this is the order that the scenario asks for.
 *
 * Only the second order is accepted. A thread that stands at its gate in front of the wait is
 * let in only after every other thread is suspended. Then the waiting thread is suspended, too.
 * Only now the runner reads the rings and looks whether the thread is still inside. From this
 * look until the fault nothing can change. If the thread has left its wait, the run is
 * repeated.
 */
static void strike_in_wait(const struct in_wait *in)
{
    struct session *session = in->session;
    struct freeze freeze = {.session = session, .spared = -1};
    int64_t from_ns = recorder_now_ns(&session->recorder);
    bool is_inside = true;
    if (in->order->state == ORDER_HELD) {
        freeze.spared = in->actor;
        freeze_all(&freeze);
        inject_let_go(session, in->actor, in->index);
        is_inside = enters_wait(in);
        freeze.spared = -1;
    }
    freeze_all(&freeze);
    observe_rings(session);
    if (is_inside && is_open(in->order) && process_of(&session->processes, in->line->target))
        carry_out(in);
    else
        tell_missed(in);
    in->order->state = ORDER_SPENT;
    freeze_end(&freeze);
    tell_freeze(session, from_ns);
}

static void try_inject_in_wait(const struct in_wait *in)
{
    bool is_held = in->order->state == ORDER_HELD;
    if (!is_held && in->order->state != ORDER_RELEASED)
        return;
    if (!comes_too_early(in))
        strike_in_wait(in);
    else if (is_held) /* the target may appear only by what this thread does next */
        inject_let_go(in->session, in->actor, in->index);
}

void inject_in_waits(struct session *session)
{
    for (int actor = 0; actor < (int)session->scenario->actor_count; actor++) {
        for (uint32_t i = 0; i < session->orders.counts[actor]; i++) {
            struct order *order = &session->orders.all[actor][i];
            if (orders_is_inside(&session->orders, order)) {
                const struct in_wait in = {session, actor, i, order,
                                           &session->scenario->lines[order->line_index]};
                try_inject_in_wait(&in);
            }
        }
    }
}
