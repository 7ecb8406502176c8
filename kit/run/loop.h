#pragma once
/*
 * The one place that observes, decides and acts: a turn reads what is there, has the judge
 * look, and does what is to be done. Nothing else in the engine waits for a run to go on. The
 * run's thread alone.
 */
#include "kit/run/session.h"

/* Waits up to timeout_ms for something to happen, and then takes one turn. */
void loop_turn(struct session *session, uint32_t timeout_ms);

/* How long there is nothing to do unless something happens. */
uint32_t loop_patience_ms(const struct session *session);
