#pragma once
/*
 * Counts an actor's handles at a quiescent point (the step family.rest), where its thread
 * stands still. Only the run's thread calls this.
 */
#include "kit/run/session.h"

/* Counts the handles of the actor whose thread made this signal, logs the count, and resumes
 * the thread. Takes 1 ms for a thousand handles. */
void quiescent_census(struct session *session, const struct signal *at);
