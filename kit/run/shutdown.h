#pragma once
/*
 * How a run closes: all are asked to end, in a way that each can obey, and have the window of
 * `nothing-left` for it; who is there after it is left, and ended. The run's thread alone.
 */
#include "kit/run/session.h"

/* From `closing` to `end`; no process of the run is there after it. */
void shutdown_carry_out(struct session *session);

/* Ends what is left in the run's job, whether or not any news told of it, and waits until the
 * job is empty, at most 5 s. */
void shutdown_end_all(struct session *session);
