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
#include "kit/os/hooks.h"

/*
 * For whom the calls of this thread are made from here on: the name of a child in a parent that
 * has several; NULL for nobody. An order `for cs` counts those alone. Borrowed until it is
 * changed. Without hooks it does nothing.
 */
void os_calls_for(const char *peer);

/* What os_fails does where there are hooks. */
bool os_fails_by_order(const struct os_hooks *hooks, enum kit_call call);

/* True if this use of the call must fail: GetLastError() says with what, and the call must not
 * be made. */
static inline bool os_fails(enum kit_call call)
{
    const struct os_hooks *hooks = os_hooks();
    return hooks && os_fails_by_order(hooks, call);
}
