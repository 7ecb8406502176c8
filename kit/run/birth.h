#pragma once
/*
 * Processes that are just being made. CreateProcess lets the first thread of a new process run
 * at its end. Whoever ends the maker before that leaves half a process, which never runs a
 * line; whoever ends the new one has CreateProcess fail. Both are accidents of the system, and
 * no test of a program. The run's thread alone.
 */
#include "kit/run/session.h"

/*
 * Holds the actor's process, so that it makes none from here on: suspends it once more. *held
 * is then for birth_let_go; it is empty where there was nothing to hold. False where the
 * process, or one that it makes, is just being made: nothing is held. One that has no thread to
 * run for longer than a second is left so by its maker's will.
 */
bool birth_hold(struct session *session, int actor, void **held);

/* The same, waited for: up to a second. */
void birth_await(struct session *session, int actor, void **held);

/* Nothing if it is empty. */
void birth_let_go(void *held);
