#pragma once
/*
 * Lines that look at the world outside the actors: whether a pipe, a file or a port is there,
 * and whether a command succeeds.
 */
#include "kit/run/session.h"

/* Looks for the line that is waited for now, if it is due. */
void checks_look(struct session *session);

/* Starts a command line as a part of the run, which belongs to no actor and is never taken for
 * one. *out (may be NULL) is a handle to wait for, which the caller closes. */
enum kit_status checks_start(struct session *session, const char *command, void **out,
                             struct kit_error *err);

/* Ends the command that still runs for a line, and what that command started. */
void checks_end(struct session *session);
