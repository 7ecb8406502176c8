#include "kit/state/actors.h"

#include <assert.h>
#include <string.h>

void actor_begins(struct actor_state *actor, uint32_t pid)
{
    *actor = (struct actor_state){.had_process = true,
                                  .lives = true,
                                  .incarnation = actor->incarnation + 1,
                                  .ended_ns = actor->ended_ns,
                                  .pid = pid};
}

void actor_was_not(struct actor_state *actor)
{
    assert(actor->incarnation > 0);
    actor->incarnation--;
    actor->had_process = actor->incarnation > 0;
    actor->lives = false;
    actor->pid = 0;
}

void actor_ended(struct actor_state *actor, int64_t at_ns)
{
    actor->lives = false;
    actor->ended_ns = at_ns;
}

void actor_heard(struct actor_state *actor, uint32_t tid)
{
    uint32_t at = 0;
    if (tid == 0)
        return;
    while (at < actor->thread_count && actor->threads[at] != tid)
        at++;
    if (at == actor->thread_count && at < ACTOR_THREADS)
        actor->thread_count++;
    else if (at == ACTOR_THREADS)
        at--; /* forget the thread that was silent for longest */
    memmove(&actor->threads[1], &actor->threads[0], at * sizeof actor->threads[0]);
    actor->threads[0] = tid;
    assert(actor->thread_count > 0 && actor->thread_count <= ACTOR_THREADS);
}

uint32_t actor_last_thread(const struct actor_state *actor)
{
    return actor->thread_count > 0 ? actor->threads[0] : 0;
}

void actor_struck(struct actor_state *actor, enum kit_fault fault)
{
    assert(fault < FAULT_COUNT);
    if (faults[fault].stuck)
        actor->stuck = faults[fault].stuck;
    if (faults[fault].proof == PROOF_SUSPENDED)
        actor->suspensions++;
}

void actor_resumed(struct actor_state *actor)
{
    actor->stuck = NULL;
    actor->suspensions = 0;
}
