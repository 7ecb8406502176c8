#pragma once
/*
 * The line `forge <text> to <actor> as <actor>`: a message in the pipe of two programs that
 * neither of them wrote. A helper process writes it through a duplicate of the sender's end,
 * since on Windows that can block for ever (kit/os/forge.h). Both programs are suspended
 * meanwhile. So the message stands behind everything that the sender wrote before, and before
 * everything that it writes later. Only the run's thread calls these functions.
 */
#include "kit/run/session.h"

/* How long the helper may take. */
#define PIPE_FORGE_MS 3000u

/* Carries out the line and logs it. A failure is logged as trouble. Returns false if it has to
 * be repeated later, since the two have no pipe at this moment. */
bool pipe_forge(struct session *session, int line_index);

/* The helper's command line is `lifeline PIPE_FORGE_COMMAND <handle>`. Its exit code is a
 * kit_status. */
#define PIPE_FORGE_COMMAND "forge-message"
int pipe_forge_main(char **words);
