#pragma once
/*
 * The judge's view of a run so far, and what the judge still waits for. Only the run's thread
 * calls these functions.
 */
#include "kit/run/session.h"

/* Runs the judge on all that is known now, and has the actors ring the bell at the steps that
 * the judge waits for. Also logs that the scenario's limit has passed. */
void decide(struct session *session);

/* The judge's last look, after EVENT_END: the verdict. */
void decide_finally(struct session *session);

/* When the scenario's limit passes, on the run's clock. */
int64_t decide_limit_ns(const struct session *session);

/* True if the rest of this run cannot change the verdict. */
bool decide_is_over(const struct session *session);
