#pragma once
/*
 * Every file of kit/os includes this: <windows.h> and the few calls of ntdll that the kit uses,
 * with the warnings that the kit is compiled with. Private to kit/os.
 */
#include <windows.h>

NTSYSAPI LONG NTAPI NtSuspendProcess(HANDLE process);
NTSYSAPI LONG NTAPI NtResumeProcess(HANDLE process);

/* Longest name of an object in UTF-16, with its terminator. */
#define OS_NAME_WIDE 260

/* The longest path in UTF-16, with its terminator. */
#define OS_PATH_WIDE 32768
