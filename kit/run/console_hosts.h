#pragma once
/*
 * The hosts of consoles, under Wine. There a process that has no console creates a conhost.exe
 * as it starts. The host inherits the pipes of the process. So a parent that waits for the end
 * of such a pipe also waits for the host. On Windows no host holds a pipe, so the runner takes
 * them away:
 *
 * - The process ended while it created its host: half a host remains. It never runs, and would
 *   keep the pipes for ever. The runner ends it. Only its creator could have let it run.
 * - The process ended while its host started: the host would see that only after 0.4 to 3 s.
 *   The runner closes the pipes in it.
 * - A child of the process uses the console on: the host may need the pipes, and is left alone.
 *
 * Only the run's thread calls these functions.
 */
#include "kit/run/session.h"

/* Call it when the ends of processes are known. */
void console_hosts_look(struct session *session);
