#pragma once
/*
 * The hosts of consoles, under Wine. There a process that has no console creates a conhost.exe
 * as it starts, and that inherits the pipes of the process: whoever waits for their end waits
 * for the host, too. On Windows a host holds no pipe.
 *
 * - The process ends while it creates its host: half a host remains, which never runs, and
 *   keeps the pipes for ever. The runner ends it. Nobody can use it: only its creator could
 *   have let it run.
 * - The process ends while its host starts: the host sees that only when it has started, after
 *   0.4 to 3 s. The machine counts as stalled until then. No process is late that waits for
 *   such a pipe.
 * - The host had started: it ends at once, or another process uses the console.
 *
 * Only the run's thread calls these functions.
 */
#include "kit/run/session.h"

/* Ends half hosts, and logs the stalls of those that have ended. Call it when the ends of
 * processes are known. */
void console_hosts_look(struct session *session);

/* How far time has passed, if it has passed until now_ns: not beyond the end of a process whose
 * host still starts. */
int64_t console_hosts_passed_ns(const struct session *session, int64_t now_ns);
