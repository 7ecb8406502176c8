#pragma once
/*
 * How the runner brings an actor to its end: it asks, or it ends the process itself. The run's
 * thread alone.
 */
#include "kit/run/session.h"

/* Asks an actor to stop, and says so. */
void stop_ask(struct session *session, int actor);

/* Ends the process of an actor, and says so first: its end proves nothing about the actor. May
 * block for as long as that takes. `why` is one word of the log. */
void stop_force(struct session *session, int actor, const char *why);
