#pragma once
/*
 * The count of an actor's handles at a quiescent point (the step family.rest), where its thread
 * stands still. The run's thread alone.
 */
#include "kit/run/session.h"

/* Counts the handles of the actor whose thread made this signal, writes them, and lets the
 * thread go on. 1 ms for a thousand handles. */
void quiescent_census(struct session *session, const struct signal *at);
