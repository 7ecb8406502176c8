#pragma once
/*
 * Counts an actor's handles by type and logs the count: at a quiescent point (the step
 * family.rest), where its thread stands still, or by a line of the scenario. Takes 1 ms for a
 * thousand handles. Only the run's thread calls these.
 */
#include "kit/run/session.h"

/* Counts the handles of the actor whose thread made this signal, and resumes the thread. */
void handle_count_at_rest(struct session *session, const struct signal *at);

/* Counts the handles of the actor of the line, which is suspended meanwhile. An actor without
 * a process is not counted; the judge says so. */
void handle_count_by_line(struct session *session, int line_index);
