#pragma once
/*
 * The fault `drop` from outside, for programs without a probe. The runner finds the pipe
 * between a child and its parent by their handles and disconnects it.
 *
 * A helper process does it: on Windows, a query on a pipe can block for ever while a
 * synchronous read is pending there. The runner ends the helper after PIPE_DISCONNECT_MS, and
 * the system then closes the helper's handles. Only the run's thread calls these functions.
 */
#include "kit/run/session.h"

/* How long the helper may take: a hundred times what it usually takes. The machine's stalls
 * extend it. */
#define PIPE_DISCONNECT_MS 3000u

/*
 * Disconnects the pipes between two processes. On success both stay suspended until
 * pipe_disconnect_let_go; on failure both run. Takes 30 ms, at most PIPE_DISCONNECT_MS and the
 * machine's stalls. The caller keeps both handles open, so that the system cannot reuse the
 * PIDs that the helper gets.
 */
enum kit_status pipe_disconnect(struct session *session, void *one, void *other,
                                struct kit_error *err);
void pipe_disconnect_let_go(void *one, void *other);

/* The helper's command line is `lifeline PIPE_DISCONNECT_COMMAND <pid> <pid>`. Its exit code is
 * a kit_status. */
#define PIPE_DISCONNECT_COMMAND "disconnect-pipes"
int pipe_disconnect_main(char **pids);
