#ifndef PLAIN_H
#define PLAIN_H
/*
 * What the programs without a probe share, in children/boxes and children/odd: one line of
 * output in one WriteFile, and an end in any case. Plain Win32.
 */
#include "kit/base/status.h" /* for KIT_PRINTF alone */

#include <stdarg.h>
#include <stdio.h>
#include <windows.h>

#define PLAIN_TOO_LONG 86 /* the exit code of a process that came to the end of its time */

KIT_PRINTF(1, 2)
static inline void plain_say(const char *format, ...)
{
    char line[160];
    DWORD size;
    va_list values;
    va_start(values, format);
    int length = vsnprintf(line, sizeof line - 1, format, values);
    va_end(values);
    line[length++] = '\n';
    WriteFile(GetStdHandle(STD_OUTPUT_HANDLE), line, (DWORD)length, &size, NULL);
}

static DWORD WINAPI plain_end_in_time(void *left_ms)
{
    Sleep((DWORD)(UINT_PTR)left_ms);
    TerminateProcess(GetCurrentProcess(), PLAIN_TOO_LONG);
    return 0;
}

/* Whatever happens, the process does not live longer than this. */
static inline void plain_live_for(UINT_PTR left_ms)
{
    CloseHandle(CreateThread(NULL, 0, plain_end_in_time, (void *)left_ms, 0, NULL));
}
#endif
