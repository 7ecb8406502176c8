#pragma once
/*
 * The fault `fail`: a call of this layer fails by order of a run, with the order's Win32 error,
 * and is not made. Outside a run this costs one predictable branch. Private to kit/os, except
 * os_calls_for.
 *
 *     HANDLE event = os_fails(CALL_EVENT_CREATE) ? NULL : CreateEventW(...);
 *     if (!event)
 *         return os_fail(err, "CreateEvent", GetLastError());
 */
#include "kit/os/hooks.h"

/*
 * The peer for which this thread makes its calls from now on: the name of a child in a parent
 * with several children; NULL for no peer. An order `for cs` counts only these calls. Borrowed
 * until it is changed. Does nothing without hooks.
 */
void os_calls_for(const char *peer);

/* os_fails with hooks. */
bool os_fails_by_order(const struct os_hooks *hooks, enum kit_call call);

/* True if this use of the call must fail: GetLastError() has the error, and the caller must not
 * make the call. */
static inline bool os_fails(enum kit_call call)
{
    const struct os_hooks *hooks = os_hooks();
    return hooks && os_fails_by_order(hooks, call);
}
