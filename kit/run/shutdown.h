#pragma once
/*
 * How a run closes: all are asked to end, in a way that each can obey, and have the window of
 * `nothing-left` for it; who is there after it is left, and ended.
 */
#include "kit/run/session.h"

/* Asks an actor to stop, and says so. */
void shutdown_ask(struct session *session, int actor);

/* From `closing` to `end`; no process of the run is there after it. */
void shutdown_carry_out(struct session *session);
