#pragma once
/*
 * Checks whose threads write in an actor's ring. The runner gives the ring only to the actor's
 * processes. But such a process can pass it on, and then another process would say what the
 * actor did. If a record's thread belonged to another process when the record was made, the
 * runner logs trouble. Only the run's thread calls this.
 */
#include "kit/run/session.h"

/* Checks the thread of the signal, once for each thread. */
void voices_hear(struct session *session, const struct signal *signal);
