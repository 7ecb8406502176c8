#pragma once
/*
 * This test's own program as a child that is suspended before its first instruction, so that it
 * opens and closes no handle by itself. Included by tests alone; one thread.
 */
#include "kit/os/file.h"
#include "kit/os/process.h"
#include "kit/os/text.h"
#include "kit/os/win32.h"

static struct os_process child;

static inline bool suspended_child_begin(void)
{
    char program[OS_PATH];
    wchar_t wide[OS_PATH];
    struct os_spawn what = {.program = program, .suspended = true};
    return GetModuleFileNameW(NULL, wide, OS_PATH) > 0 && os_narrow(wide, program, OS_PATH) &&
           os_spawn(&what, &child, NULL) == KIT_OK;
}

static inline void suspended_child_end(void)
{
    os_process_kill(child.handle, 1, NULL);
    os_close(&child.handle);
    os_close(&child.thread);
}
