#pragma once
/*
 * The fault `drop` from outside, on programs that know nothing of it: the pipe between a child
 * and its parent is found by its handles and disconnected. A process of its own does it, since
 * on Windows a look at a pipe can block for good where a synchronous read is pending: it is
 * ended when it takes too long, and whatever it holds goes with it. The run's thread alone.
 */
#include "kit/base/words.h"

/* How long the look may take: a hundred times what it usually does. */
#define PIPE_DISCONNECT_MS 3000u

/* Disconnects the pipes between two processes, both of which stand still from then on, until
 * they are let go; if it fails, neither does. 30 ms, at most PIPE_DISCONNECT_MS. The caller
 * holds both, so that neither number can be another's by now. */
enum kit_status pipe_disconnect(void *one, void *other, struct kit_error *err);
void pipe_disconnect_let_go(void *one, void *other);

/* The other process: `lifeline PIPE_DISCONNECT_COMMAND <pid> <pid>`. Its exit code is a
 * kit_status. */
#define PIPE_DISCONNECT_COMMAND "disconnect-pipes"
int pipe_disconnect_main(char **pids);
