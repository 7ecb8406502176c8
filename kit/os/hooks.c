#include "kit/os/hooks.h"

_Atomic(const struct os_hooks *) os_hooked;

void os_hook(const struct os_hooks *hooks)
{
    atomic_store_explicit(&os_hooked, hooks, memory_order_release);
}
