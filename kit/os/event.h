#pragma once
/*
 * Events and waits. Names are UTF-8 without a prefix; they live in the session's namespace. Any
 * thread. Handles are owned by the caller and given back with os_close.
 */
#include "kit/base/status.h"
#include "kit/os/handle.h"

#include <stddef.h>

enum os_reset { OS_AUTO_RESET, OS_MANUAL_RESET };

/*
 * Makes an event. KIT_DENIED if the name is taken: two owners of one event would wake each
 * other. `name` may be NULL. Not inheritable.
 */
enum kit_status os_event_create(const char *name, enum os_reset reset, void **out,
                                struct kit_error *err);

/* Opens an event by name, to wait on and to set. */
enum kit_status os_event_open(const char *name, void **out, struct kit_error *err);

/*
 * The same, only to set or reset it: its owner may have refused all else. err has the Win32
 * error: 2 if there is no such event, 5 if access was refused, 6 if another object has the
 * name.
 */
enum kit_status os_event_open_to_set(const char *name, void **out, struct kit_error *err);

/*
 * False if the event could not be set, which only a closed handle causes: no thread was woken.
 */
bool os_event_set(void *event);
void os_event_reset(void *event);

/*
 * Waits until one of `count` handles is signalled (at most 16; NULL handles are ignored).
 * Returns the index of the first signalled handle; -1 when the time has passed on the run's
 * clock; -2 if the wait failed, which only a closed handle can cause. With timeout_ms 0 it only
 * looks.
 */
int os_wait_any(void *const *handles, size_t count, uint32_t timeout_ms);

/* Like os_wait_any, but not counted as an injectable call. For waits inside a read, write or
 * accept of kit/os, which are injectable themselves; and for waits that continue one that ended
 * for nothing. */
int os_wait_on(void *const *handles, size_t count, uint32_t timeout_ms);

/* True if this one handle is signalled now. */
bool os_is_signalled(void *handle);

#define OS_FOREVER 0xFFFFFFFFu /* only for waits that a stop event is part of */
