#pragma once
/*
 * Brings an actor to its end: the runner asks it, or ends the process itself. Only the run's
 * thread calls these functions.
 */
#include "kit/run/session.h"

/* Whether the scenario says how the actor is asked to stop: `<actor> stops by`. */
bool stop_has_way(const struct session *session, int actor);

/* Asks an actor to stop, and logs the request: by its stop event, and in the way that the
 * scenario says. */
void stop_ask(struct session *session, int actor);

/* Ends the process of an actor. The log has the runner's act before the end, so that the judge
 * does not count the end as the actor's own. May block until the process has ended. `why` is
 * one word of the log. */
void stop_force(struct session *session, int actor, const char *why);
