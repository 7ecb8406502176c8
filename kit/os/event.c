#include "kit/os/event.h"
#include "kit/os/clock.h"
#include "kit/os/error.h"
#include "kit/os/fail.h"
#include "kit/os/text.h"
#include "kit/os/win32.h"

#include <assert.h>

#define WAIT_MOST 16

enum kit_status os_event_create(const char *name, enum os_reset reset, void **out,
                                struct kit_error *err)
{
    wchar_t wide[OS_NAME_WIDE];
    if (name && !os_widen(name, wide, OS_NAME_WIDE))
        return kit_fail(err, KIT_BAD_INPUT, "the event name '%.60s' is too long", name);
    HANDLE event = NULL;
    if (!os_fails(CALL_EVENT_CREATE))
        event = CreateEventW(NULL, reset == OS_MANUAL_RESET, FALSE, name ? wide : NULL);
    if (!event)
        return os_fail(err, "CreateEvent", GetLastError());
    if (GetLastError() == ERROR_ALREADY_EXISTS) {
        os_close(&event);
        return kit_fail(err, KIT_DENIED, "an event named '%s' already exists", name);
    }
    *out = event;
    return KIT_OK;
}

static enum kit_status open_event_for(const char *name, DWORD access, void **out,
                                      struct kit_error *err)
{
    wchar_t wide[OS_NAME_WIDE];
    if (!os_widen(name, wide, OS_NAME_WIDE))
        return kit_fail(err, KIT_BAD_INPUT, "the event name '%.60s' is too long", name);
    HANDLE event = NULL;
    if (!os_fails(CALL_EVENT_OPEN))
        event = OpenEventW(access, FALSE, wide);
    if (!event)
        return os_fail(err, "OpenEvent", GetLastError());
    *out = event;
    return KIT_OK;
}

enum kit_status os_event_open(const char *name, void **out, struct kit_error *err)
{
    return open_event_for(name, SYNCHRONIZE | EVENT_MODIFY_STATE, out, err);
}

enum kit_status os_event_open_to_set(const char *name, void **out, struct kit_error *err)
{
    return open_event_for(name, EVENT_MODIFY_STATE, out, err);
}

bool os_event_set(void *event)
{
    return !os_fails(CALL_EVENT_SET) && SetEvent(event);
}

void os_event_reset(void *event)
{
    ResetEvent(event);
}

/* One wait of the system. Without handles it waits for the own process's end, which never
 * comes, so only time passes. */
static DWORD wait_once(const HANDLE *waited, DWORD n, uint32_t timeout_ms)
{
    if (n == 0)
        return WaitForSingleObject(GetCurrentProcess(), timeout_ms);
    return WaitForMultipleObjects(n, waited, FALSE, timeout_ms);
}

int os_wait_any(void *const *handles, size_t count, uint32_t timeout_ms)
{
    if (timeout_ms > 0 && os_fails(CALL_WAIT))
        return -2;
    return os_wait_on(handles, count, timeout_ms);
}

int os_wait_on(void *const *handles, size_t count, uint32_t timeout_ms)
{
    HANDLE waited[WAIT_MOST];
    int index[WAIT_MOST];
    DWORD n = 0;
    assert(count <= WAIT_MOST);
    for (size_t i = 0; i < count; i++) {
        if (!handles[i])
            continue;
        index[n] = (int)i;
        waited[n++] = handles[i];
    }
    /* The system's timers run on while the run's clock stands still, and can fire a tick early.
     * So the time left is checked on the run's clock. */
    struct os_deadline until = os_deadline_in(timeout_ms);
    DWORD which = wait_once(waited, n, timeout_ms);
    while (which == WAIT_TIMEOUT && timeout_ms > 0 && (timeout_ms = os_left(until)) > 0)
        which = wait_once(waited, n, timeout_ms);
    if (which == WAIT_TIMEOUT)
        return -1;
    return which < WAIT_OBJECT_0 + n ? index[which - WAIT_OBJECT_0] : -2;
}

bool os_is_signalled(void *handle)
{
    return WaitForSingleObject(handle, 0) == WAIT_OBJECT_0;
}
