#include "kit/os/fail.h"
#include "kit/os/win32.h"

static _Thread_local const char *calls_for;

void os_calls_for(const char *peer)
{
    if (os_hooks())
        calls_for = peer;
}

bool os_fails_by_order(const struct os_hooks *hooks, enum kit_call call)
{
    uint32_t code = hooks->fails(call, calls_for);
    if (code != 0)
        SetLastError(code);
    return code != 0;
}
