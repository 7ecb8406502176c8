#include "kit/run/voices.h"
#include "kit/os/process.h"

#include <assert.h>

/*
 * The tolerance of this check. The system can reuse a thread's number at once, for any process.
 * So the thread that has the number now counts as the speaker only if it is older than the
 * record, by more than one step of the system's clock.
 */
#define STEP_NS (100 * NS_PER_MS)

static bool is_of_actor(const struct processes *processes, uint32_t pid, int actor)
{
    for (uint32_t i = 0; i < processes->count; i++) {
        if (processes->all[i].pid == pid && processes->all[i].actor == actor)
            return true;
    }
    return false;
}

void voices_hear(struct session *session, const struct signal *signal)
{
    struct voices *voices = &session->voices[signal->actor];
    uint32_t pid, *known = &voices->tids[signal->tid / 4 % VOICES]; /* thread numbers are
                                                                       multiples of four */
    int64_t age_ns;
    assert(signal->actor >= 0);
    /* A pause stops the run's clock but not the thread's creation time, so the two cannot be
     * compared after a pause. */
    if (signal->tid == 0 || signal->tid == *known || voices->told || session->has_stood)
        return;
    *known = signal->tid;
    int64_t said_ns = recorder_now_ns(&session->recorder) - signal->at_ns;
    if (!os_thread_owner(signal->tid, &pid, &age_ns) || age_ns <= said_ns + STEP_NS ||
        is_of_actor(&session->processes, pid, signal->actor))
        return;
    voices->told = true;
    recorder_trouble(&session->recorder, signal->actor,
                     "the ring of %s has a word of thread %lu, but that thread is of process "
                     "%lu, not of %s; another process writes into the memory of %s",
                     session->scenario->actors[signal->actor].name, (unsigned long)signal->tid,
                     (unsigned long)pid, session->scenario->actors[signal->actor].name,
                     session->scenario->actors[signal->actor].name);
}
