#pragma once
/*
 * What the actors say, from their rings into the log. What stands in a ring is not trusted.
 * Private to kit/runner; the run's thread alone.
 */
#include "kit/run/session.h"

/* Reads all rings to where they are now. */
void rings_read(struct session *session);

/* Writes how often the calls were used that lines of the scenario fail. */
void rings_tell_calls(struct session *session);
