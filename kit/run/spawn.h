#pragma once
/*
 * Starts the parents of a run, each with its own options and the children that it has to start.
 */
#include "kit/run/session.h"

/* Starts all parents but those that a line starts. A parent that does not start is logged as
 * trouble. */
void spawn_parents(struct session *session);

/* Starts one of them. */
void spawn_parent(struct session *session, int actor);
