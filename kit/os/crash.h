#pragma once
/* Makes another process crash. Any thread. */
#include "kit/base/status.h"

/*
 * Makes a thread in the process that writes to an invalid address: the process does what it
 * does after an access violation. Waits for its end, 500 ms at most; a process that is not over
 * by then still deals with the exception. KIT_VIOLATION: its own handler ended the thread, and
 * the process goes on. Another status: no thread could be made, as in a process that is ending.
 */
enum kit_status os_process_crash(void *process, struct kit_error *err);
