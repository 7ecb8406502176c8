#include "kit/run/loop.h"
#include "kit/os/event.h"
#include "kit/probe/request.h"
#include "kit/run/act.h"
#include "kit/run/admission.h"
#include "kit/run/console_hosts.h"
#include "kit/run/decide.h"
#include "kit/run/observe.h"
#include "kit/run/outsiders.h"
#include "kit/run/proof.h"
#include "kit/run/streams.h"

#include <assert.h>

/*
 * IDLE_MS: how often the rings are read without a bell. A ring of RUN_SLOTS records must not
 * overflow between two reads. NEAR_MS and PROOF_MS: how often, if something is due that no
 * event announces.
 */
#define IDLE_MS  20u
#define NEAR_MS  2u
#define PROOF_MS 1u

/* Takes the ends of processes. The rings are read before this, so all records of an ended
 * process are in the log before its end. */
static void take_ends(struct session *session)
{
    const struct run_process *process;
    while ((process = processes_next_end(&session->processes)) != NULL) {
        assert(process->ended);
        request_forget(session->shared.block, process->pid);
        if (process->actor >= 0)
            proof_by_end(session, process);
    }
}

/*
 * Clears the bell before the rings are read. A record before the clear is read in this turn; a
 * record after the clear rings again. The other order has a race: a record between the read and
 * the clear would find the bell rung already, and the runner would not see it until the next
 * idle read.
 */
static void silence_bell(struct session *session)
{
    for (uint32_t i = 0; i < session->scenario->actor_count; i++)
        atomic_store(&session->shared.blocks[i]->bell_rung, 0);
}

/*
 * The order of the steps decides the order of events in the log.
 * - Ends are polled before the rings and the printed lines are read. An end that is known by
 * then has all its process's records in the ring, so they come before it. In the other order a
 * process could write and end in between, and its end would come before its last records.
 * - Births and requests come before ends, so that the end of a short-lived process finds it
 *   known. So does the look for processes outside the job: they are known by their creators.
 * - The final answer to requests comes after ends, since an end can free the place that a new
 *   process waits for.
 */
void loop_turn(struct session *session, uint32_t timeout_ms)
{
    processes_poll(&session->processes, timeout_ms);
    session->acted = false;
    session->heard = 0;
    silence_bell(session);
    observe_rings(session);
    streams_read(session, processes_has_ends(&session->processes));
    processes_take_births(&session->processes);
    outsiders_look(&session->processes, processes_has_ends(&session->processes));
    admission_answer(session, false);
    take_ends(session);
    console_hosts_look(session);
    processes_know(&session->processes);
    admission_answer(session, true);
    admission_meet(session);
    proof_by_looks(session);
    decide(session);
    recorder_keep(&session->recorder); /* before act(), which can block */
    act(session);
}

static uint32_t shorter_wait_ms(uint32_t patience_ms, int64_t left_ns)
{
    int64_t left_ms = left_ns / NS_PER_MS + 1;
    if (left_ms >= (int64_t)patience_ms)
        return patience_ms;
    return left_ms < (int64_t)NEAR_MS ? NEAR_MS : (uint32_t)left_ms;
}

uint32_t loop_patience_ms(const struct session *session)
{
    if (session->acted)
        return 0;
    if (evidence_needs_looks(&session->evidence))
        return PROOF_MS;
    int64_t now_ns = recorder_now_ns(&session->recorder);
    uint32_t patience_ms = IDLE_MS;
    for (uint32_t i = 0; i < session->result.wait_count; i++)
        patience_ms =
            shorter_wait_ms(patience_ms, session->result.waits[i].deadline_ns - now_ns);
    for (uint32_t i = 0; i < session->scenario->actor_count; i++) {
        int64_t turn_ns = duty_left_ns(&session->duties[i], now_ns);
        if (turn_ns < INT64_MAX)
            patience_ms = shorter_wait_ms(patience_ms, turn_ns);
    }
    int64_t line_ns = interpreter_left_ns(&session->interpreter, now_ns);
    int64_t look_ns = outsiders_left_ns(&session->processes, now_ns);
    int64_t left_ns = line_ns < look_ns ? line_ns : look_ns;
    return left_ns < INT64_MAX ? shorter_wait_ms(patience_ms, left_ns) : patience_ms;
}
