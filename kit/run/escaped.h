#pragma once
/*
 * Processes of the run that run outside its job: an actor had them started by another parent.
 * They are looked for once, when all others are over, and told; nothing is done to them. The
 * run's thread alone.
 */
#include "kit/run/session.h"

/* Looks at each process of the system that is younger than the run's first. */
void escaped_find(struct session *session);

/* Whether one of those that were found still runs. */
bool escaped_live(const struct session *session);

/* Tells those that still run, and forgets all. */
void escaped_tell(struct session *session);
