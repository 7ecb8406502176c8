/*
 * The child of crash_test: crash_test_child <ready> [exits|survives]. Sets the event `ready`
 * and stays. It ends with 3 after an exception (exits), or only ends the thread (survives).
 */
#include "kit/os/event.h"
#include "kit/os/text.h"
#include "kit/os/win32.h"

#include <stdlib.h>
#include <string.h>

static LONG WINAPI end_program(EXCEPTION_POINTERS *exception)
{
    (void)exception;
    ExitProcess(3);
}

static LONG WINAPI end_thread(EXCEPTION_POINTERS *exception)
{
    (void)exception;
    ExitThread(0);
}

int wmain(int count, wchar_t **wide);

int wmain(int count, wchar_t **wide)
{
    char **words = os_arguments(count, wide);
    void *ready = NULL, *never = NULL;
    if (!words || count < 2 || os_event_open(words[1], &ready, NULL) != KIT_OK ||
        os_event_create(NULL, OS_MANUAL_RESET, &never, NULL) != KIT_OK)
        return 1;
    if (count > 2 && strcmp(words[2], "exits") == 0)
        SetUnhandledExceptionFilter(end_program);
    else if (count > 2)
        AddVectoredExceptionHandler(1, end_thread);
    os_event_set(ready);
    os_wait_any(&never, 1, 60000); /* a test that was cut off leaves nothing behind for long */
    free(words);
    return 1;
}
