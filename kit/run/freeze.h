#pragma once
/*
 * The processes of a run stand still for a moment: the runner suspends them from outside and
 * lets them run on. The run's thread alone.
 */
#include "kit/run/session.h"

struct freeze {
    struct session *session;
    int spared;          /* this actor's process is not suspended; -1: none is spared */
    uint32_t spared_tid; /* of that process only this thread runs on; 0: all of it */
    bool stopped[RUN_PROCESSES];
};

/*
 * Suspends every process of the run that is not suspended yet by this freeze, also a process
 * that was being made during the call before. A process that was suspended already, by a fault,
 * is suspended once more, so that the thaw leaves it as it was.
 */
void freeze_all(struct freeze *freeze);

/* Lets all go that this freeze suspended. */
void freeze_end(struct freeze *freeze);
