#pragma once
/*
 * The only place that observes, decides and acts. A turn reads what is there, runs the judge,
 * and does what is due. Nothing else in the engine waits for the run's progress. Only the run's
 * thread calls these functions.
 */
#include "kit/run/session.h"

/* Waits up to timeout_ms for an event, then takes one turn. */
void loop_turn(struct session *session, uint32_t timeout_ms);

/* How long the loop may wait for an event before something is due. */
uint32_t loop_patience_ms(const struct session *session);
