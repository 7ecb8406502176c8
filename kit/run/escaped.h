#pragma once
/*
 * Processes of the run that run outside its job, because an actor had them started by another
 * parent. The runner looks for them once, after all other processes have ended. It reports them
 * and does nothing else to them. Only the run's thread calls these functions.
 */
#include "kit/run/session.h"

/* Looks at each process of the system that is younger than the run's first process. */
void escaped_find(struct session *session);

/* True if an escaped process still runs. */
bool escaped_live(const struct session *session);

/* Reports the escaped processes that still run, and forgets all of them. */
void escaped_tell(struct session *session);
