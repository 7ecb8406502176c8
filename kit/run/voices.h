#pragma once
/*
 * Whose threads speak in an actor's ring? The ring is handed to the actor's processes alone;
 * but one of them can hand it on, and then another process says what the actor did. A word of a
 * thread that was another process's when it was said is a trouble. The run's thread alone.
 */
#include "kit/run/session.h"

/* Looks at the thread of the signal, once for each thread that an actor speaks by. */
void voices_hear(struct session *session, const struct signal *signal);
