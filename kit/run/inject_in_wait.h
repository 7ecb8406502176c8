#pragma once
/*
 * Faults inside waits: carried out by the runner, from outside, while an actor waits. Private
 * to kit/runner; the run's thread alone.
 */
#include "kit/run/session.h"

/* Strikes inside the waits that were reached since. One whose wait somebody is to keep open, by
 * a hold above it, waits for that hold. May set session->missed. */
void inject_in_waits(struct session *session);
