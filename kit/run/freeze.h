#pragma once
/*
 * Suspends all processes of a run for a moment and resumes them. The runner does it from
 * outside. Only the run's thread calls these functions.
 */
#include "kit/run/session.h"

struct freeze {
    struct session *session;
    int spared;          /* this actor's process is not suspended; -1: all are suspended */
    uint32_t spared_tid; /* the only thread of that process that keeps running; 0: all its
                            threads */
    bool stopped[RUN_PROCESSES];
};

/*
 * Suspends every process of the run that this freeze has not suspended yet. A second call also
 * catches a process that was still being created during the first call.
 *
 * A process that a fault suspended before is suspended once more. The system counts
 * suspensions, so freeze_end leaves that process suspended as before.
 */
void freeze_all(struct freeze *freeze);

/* Resumes every process that this freeze suspended. */
void freeze_end(struct freeze *freeze);
