#include "kit/os/clock.h"
#include "kit/base/event.h"
#include "kit/base/text.h"
#include "kit/base/ticks.h"
#include "kit/os/hooks.h"
#include "kit/os/win32.h"

uint64_t os_ticks(void)
{
    LARGE_INTEGER now;
    QueryPerformanceCounter(&now);
    return (uint64_t)now.QuadPart;
}

uint64_t os_ticks_per_s(void)
{
    LARGE_INTEGER frequency;
    QueryPerformanceFrequency(&frequency);
    return (uint64_t)frequency.QuadPart;
}

int64_t os_ns(uint64_t ticks)
{
    return (int64_t)ticks_to_ns(ticks, os_ticks_per_s());
}

void os_wall_clock(char to[32])
{
    SYSTEMTIME now;
    GetSystemTime(&now);
    struct text out = text_over(to, 32);
    text_add(&out, "%04u-%02u-%02uT%02u:%02u:%02uZ", now.wYear, now.wMonth, now.wDay, now.wHour,
             now.wMinute, now.wSecond);
}

static uint64_t clock_now_ns(void)
{
    const struct os_hooks *hooks = os_hooks();
    return hooks ? hooks->now_ns() : (uint64_t)os_ns(os_ticks());
}

/* Not from GetTickCount64, whose step is up to 16 ms: a deadline could pass early. */
struct os_deadline os_deadline_in(uint32_t timeout_ms)
{
    return (struct os_deadline){clock_now_ns() + timeout_ms * NS_PER_MS};
}

uint32_t os_left(struct os_deadline deadline)
{
    uint64_t at_ns = clock_now_ns();
    if (at_ns >= deadline.at_ns)
        return 0;
    return (uint32_t)((deadline.at_ns - at_ns + NS_PER_MS - 1) / NS_PER_MS);
}
