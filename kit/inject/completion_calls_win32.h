#pragma once
/*
 * The calls by which a process learns that an operation on a pipe is over, other than waits and
 * routines: those of completion ports, and functions that look into an OVERLAPPED without a
 * call of ntdll. Wine's begin with bytes that are known, and these are patched.
 */
#include "kit/inject/calls_win32.h"

struct call_hooks completion_call_hooks(void);

/* Patches the functions that are no calls. Once, before the calls are patched. */
void completion_functions_begin(void);
