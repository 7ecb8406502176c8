#pragma once
/*
 * Takes pipes away from another process: for one that inherited them, and has no use for them.
 */

/*
 * Closes the ends of pipes that the process has among its first handles, where inherited ones
 * are. Does nothing if it has ended. Any thread.
 */
void os_close_pipes(void *process);
