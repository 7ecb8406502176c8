#pragma once
/*
 * The fault `fail`: a call of this layer that fails by order of a run, with a Win32 error of
 * the order's choice and without being made. Outside a run it costs one predictable branch.
 * Private to kit/os, but for os_calls_for.
 *
 *     HANDLE event = os_fails(CALL_EVENT_CREATE) ? NULL : CreateEventW(...);
 *     if (!event)
 *         return os_fail(err, "CreateEvent", GetLastError());
 */
#include "kit/base/calls.h"
#include "kit/probe/lifeline.h"

/*
 * For whom the calls of this thread are made from here on: the name of a child in a parent that
 * has several; NULL for nobody. An order `for cs` counts those alone. Borrowed until it is
 * changed.
 */
void os_calls_for(const char *peer);

/* What os_fails does in a run. */
bool os_fails_by_order(enum kit_call call);

/* True if this use of the call must fail: GetLastError() says with what, and the call must not
 * be made. Never attaches: what is called before the program has entered the run is its own. */
static inline bool os_fails(enum kit_call call)
{
    return lifeline_state > 0 && os_fails_by_order(call);
}
