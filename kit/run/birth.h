#pragma once
/*
 * Processes that CreateProcess is still creating. CreateProcess lets the new process's first
 * thread run as its last action. A fault races with it:
 * - The creator dies before CreateProcess ends: half a process remains, which never runs.
 * - The new process dies before CreateProcess ends: CreateProcess fails in the creator.
 * - CreateProcess ends first: the fault meets a complete process, as the scenario means it.
 *
 * The first two orders are accidents of the system and test no program, so the runner waits
 * until creation is complete. Only the run's thread calls these functions.
 */
#include "kit/run/session.h"

/*
 * Suspends the actor's process once more, so that it cannot create another process. *held is
 * for birth_let_go; it is NULL if the actor has no process.
 *
 * Returns false, and holds nothing, if the process is still being created or is creating
 * another one. The process is suspended before the runner looks for new processes: after the
 * look the answer cannot change. A new process without a running thread counts as being created
 * for one second; after that its creator wants it suspended.
 */
bool birth_hold(struct session *session, int actor, void **held);

/* Like birth_hold, but waits until creation is complete, up to a second; then *held can be
 * NULL. */
void birth_await(struct session *session, int actor, void **held);

/*
 * The same for the processes that the actor's process creates alone: it is held while it is
 * being created itself. For a strike at a step of its parent, which stands still there, perhaps
 * before it lets the process run.
 */
void birth_await_children(struct session *session, int actor, void **held);

/* Resumes the process; does nothing if `held` is NULL. */
void birth_let_go(void *held);
