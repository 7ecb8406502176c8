#pragma once
/*
 * What the judge makes of a run so far, and what it still waits for. The run's thread alone.
 */
#include "kit/run/session.h"

/* Has the judge look at all that is known by now, and the actors ring the bell at what it waits
 * for. Also logs that the scenario's limit has passed. */
void decide(struct session *session);

/* The last look, when the end is written: the verdict. */
void decide_finally(struct session *session);

/* When the scenario's limit passes, on the run's clock. */
int64_t decide_limit_ns(const struct session *session);

/* True if more of this run would tell nothing. */
bool decide_is_over(const struct session *session);
