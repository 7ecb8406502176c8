#pragma once
/*
 * What the actors say, from their rings into the log and into what the engine knows. Touches no
 * process and waits for nothing, so that it can be called at any time. The run's thread alone.
 */
#include "kit/run/session.h"

/* Reads all rings to where they are now. */
void observe_rings(struct session *session);

/* An event of this kind with all that a signal says. */
struct kit_event observe_event(const struct session *session, enum kit_event_kind kind,
                               const struct signal *signal);

/* Writes how often the calls were used that lines of the scenario fail; of all calls where the
 * settings say so. */
void observe_calls(struct session *session);
