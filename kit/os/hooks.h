#pragma once
/*
 * What kit/os asks its user: whether a call fails by order, and what time it is. kit/link
 * answers both from the process's run. lifeline.exe sets no hooks: no call of it fails by
 * order, and its clock is the system's.
 */
#include "kit/base/calls.h"

#include <stdatomic.h>

struct os_hooks {
    /* 0: make the call. Otherwise the Win32 error of the failure; then the call is not made.
     * `peer` is the peer for which this thread makes its calls, or NULL (os_calls_for). */
    uint32_t (*fails)(enum kit_call call, const char *peer);
    /* The clock that deadlines are counted on. It only goes forward. */
    uint64_t (*now_ns)(void);
};

/*
 * Sets the hooks, or removes them with NULL. `hooks` must stay valid until the process ends,
 * since another thread may be inside one of them. Any thread.
 */
void os_hook(const struct os_hooks *hooks);

/* Private to kit/os: the hooks, or NULL. A look costs one load. */
extern _Atomic(const struct os_hooks *) os_hooked;

static inline const struct os_hooks *os_hooks(void)
{
    return atomic_load_explicit(&os_hooked, memory_order_acquire);
}
