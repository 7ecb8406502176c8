#pragma once
/*
 * Reads the actors' rings into the log and into the engine's state. It touches no process and
 * waits for nothing, so it may be called at any time. Only the run's thread calls these
 * functions.
 */
#include "kit/run/session.h"

/* Reads all rings up to their newest record. */
void observe_rings(struct session *session);

/* Makes an event of this kind from a signal. */
struct kit_event observe_event(const struct session *session, enum kit_event_kind kind,
                               const struct signal *signal);

/* Logs how often the actors used the calls that the scenario's lines fail; all calls, if the
 * settings say so. */
void observe_calls(struct session *session);
