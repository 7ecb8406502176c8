#pragma once
/*
 * Standard input, output and error output of the actors that the runner starts. What an actor
 * prints goes into the log, line by line.
 */
#include "kit/run/session.h"

/* To be called once, before the others; the session is zeroed. */
void streams_begin(struct session *session);

/* Makes the ends that the actor inherits: its standard input, output and error output. The
 * caller gives them to streams_given after the start, or after a failure. */
enum kit_status streams_open(struct session *session, int actor, void *standard[3],
                             struct kit_error *err);

/* Closes the runner's copies of what the actor inherited. */
void streams_given(void *standard[3]);

/* Takes in what the actors printed. With `all`, certainly everything that was printed before
 * this call, so that it comes into the log before the end of a process that printed it. */
void streams_read(struct session *session, bool all);

/* Writes a line to the actor's standard input, or closes it (NULL), by the line of the scenario
 * that says so (-1: none, the run closes). A failure is logged as trouble. */
void streams_tell(struct session *session, int actor, const char *text, int line_index);

/* True if a pipe of this name is one that the runner made for an actor's streams. */
bool streams_is_own(const char *pipe_name);

/* Takes in the rest, and closes everything. A second call does nothing. */
void streams_end(struct session *session);
