#pragma once
/*
 * Closes a run. Each actor is asked to end in a way that it can obey, and has the window of
 * `nothing-left` to do so. A process that is alive after the window is reported as left, and
 * the runner ends it. Only the run's thread calls these functions.
 */
#include "kit/run/session.h"

/* Everything from EVENT_CLOSING to EVENT_END. Afterwards no process of the run is left. */
void shutdown_carry_out(struct session *session);

/* Ends all processes of the run's job, including those of which no notice came. Waits until the
 * job is empty, at most 5 s. */
void shutdown_end_all(struct session *session);
