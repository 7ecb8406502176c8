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
 * Makes an event. A name that is taken is KIT_DENIED: two owners of one name would wake each
 * other. `name` may be NULL. Not inheritable.
 */
enum kit_status os_event_create(const char *name, enum os_reset reset, void **out,
                                struct kit_error *err);

/* Opens one by name, to wait on and to set. */
enum kit_status os_event_open(const char *name, void **out, struct kit_error *err);

/* False if it could not be set, which a closed handle causes: nobody was woken. */
bool os_event_set(void *event);
void os_event_reset(void *event);

/*
 * Waits until one of `count` handles (at most 16; NULL ones are passed over) is signalled.
 * Returns the index of the first signalled one, -1 when the time has passed on the run's clock,
 * -2 if the wait failed, which only a closed handle can cause. timeout_ms 0 only looks.
 */
int os_wait_any(void *const *handles, size_t count, uint32_t timeout_ms);

/* The same, where it is no use of its own of the call that can fail by order: of kit/os itself
 * inside a read, a write or an accept, which can; and of a wait that goes on, since it was
 * over for nothing. */
int os_wait_on(void *const *handles, size_t count, uint32_t timeout_ms);

/* True if this one handle is signalled now. */
bool os_is_signalled(void *handle);

#define OS_FOREVER 0xFFFFFFFFu /* only for waits that a stop event is part of */
