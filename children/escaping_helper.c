/*
 * The helper of escaping_parent.c. It lives until the process that the system calls its parent,
 * which is the runner, has ended. A time limit ensures that a test leaves nothing behind for
 * long.
 */
#include "kit/os/event.h"
#include "kit/os/handle.h"
#include "kit/os/process.h"

#include <windows.h>

#define LIFE_MS 20000

int wmain(void)
{
    void *parent = OpenProcess(SYNCHRONIZE, FALSE, os_process_creator(GetCurrentProcess()));
    if (parent)
        os_wait_any(&parent, 1, LIFE_MS);
    os_close(&parent);
    return 0;
}
