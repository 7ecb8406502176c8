#pragma once
/*
 * Lines that look at a folder: `expect folder <text> as before`. The names that it had before
 * the first actor was started are compared with those that it has now. Only the run's thread
 * calls these functions.
 */
#include "kit/run/session.h"

/* Lists the folders that the scenario names; before the first actor is started. */
void folders_begin(struct session *session);

/* Whether the folder of the line is as before. If not, the log has how it differs, or gets it
 * from folders_tell_last (kit/state/looks.h). */
bool folders_look(struct session *session, uint32_t line_index);

/* The line no longer waits: logs the last looks. */
void folders_tell_last(struct session *session);

/* Frees the lists. A second call does nothing. */
void folders_end(struct session *session);
