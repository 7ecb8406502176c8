#pragma once
/*
 * What the runner does in a run: it strikes, releases, asks, counts, and stands still for a
 * person. This alone may block in a turn of the loop. The run's thread alone.
 */
#include "kit/run/session.h"

/* All that is to be done now, by what the actors' rings asked for, the scenario's statements
 * and the judge's last look. */
void act(struct session *session);
