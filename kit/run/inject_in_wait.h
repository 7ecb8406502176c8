#pragma once
/*
 * Faults inside waits: carried out by the runner, from outside, while an actor waits. The run's
 * thread alone.
 */
#include "kit/run/session.h"

/*
 * Strikes inside the waits that were reached since. A wait that a hold above the line is to
 * keep open is struck once that thread is held. All processes of the run stand still while the
 * fault is carried out, and the log has that as a stall. May set session->missed.
 */
void inject_in_waits(struct session *session);
