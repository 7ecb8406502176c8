#pragma once
/*
 * The clocks that a line moves. Beside calls of ntdll there are functions that read the time
 * from a page of the system; Wine's begin with bytes that are known, and these are patched.
 * Nobody asks for the time by another way than through these functions, or it is not moved.
 *
 * What ntdll asks for itself stays true: its timers and its waits count with it.
 */
#include "kit/inject/calls_win32.h"
#include "kit/probe/run_block.h"

struct call_hooks clock_call_hooks(void);

/*
 * Patches the functions that are no calls, and keeps in the block which clocks can be moved.
 * Before the calls are patched, and before the first call is handled. Only under Wine.
 */
void clock_calls_begin(struct actor_block *block);
