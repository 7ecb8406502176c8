#pragma once
/*
 * Faults that the runner carries out from outside while an actor is inside a wait. Only the
 * run's thread calls this.
 */
#include "kit/run/session.h"

/*
 * Injects the faults whose waits were reached since the last call. If a hold above the line has
 * to keep the wait open, the fault waits until that hold has stopped its thread. All processes
 * of the run are suspended during the fault, and the log records that as a stall. May set
 * session->missed.
 */
void inject_in_waits(struct session *session);
