#pragma once
/*
 * The start of a run's parents, each with its own options and the children that it shall start.
 */
#include "kit/run/session.h"

/* One that does not start is logged as trouble. */
void spawn_parents(struct session *session);
