#include "kit/os/clock.h"
#include "kit/base/text.h"
#include "kit/os/win32.h"
#include "kit/probe/lifeline.h"

uint64_t os_ticks(void)
{
    LARGE_INTEGER now;
    QueryPerformanceCounter(&now);
    return (uint64_t)now.QuadPart;
}

int64_t os_ns(uint64_t ticks)
{
    LARGE_INTEGER frequency;
    QueryPerformanceFrequency(&frequency);
    uint64_t each = (uint64_t)frequency.QuadPart;
    /* Whole seconds apart, since ticks times a billion overflows after half an hour at 10 MHz.
     */
    return (int64_t)(ticks / each * 1000000000u + ticks % each * 1000000000u / each);
}

uint64_t os_now_ms(void)
{
    /* Not GetTickCount64: its step is up to 16 ms, so a deadline could pass early. */
    return lifeline_now_ns() / 1000000u;
}

void os_wall_clock(char to[32])
{
    SYSTEMTIME now;
    GetSystemTime(&now);
    struct text out = text_over(to, 32);
    text_add(&out, "%04u-%02u-%02uT%02u:%02u:%02uZ", now.wYear, now.wMonth, now.wDay, now.wHour,
             now.wMinute, now.wSecond);
}

struct os_deadline os_deadline_in(uint32_t timeout_ms)
{
    return (struct os_deadline){os_now_ms() + timeout_ms};
}

uint32_t os_left(struct os_deadline deadline)
{
    uint64_t now = os_now_ms();
    return now >= deadline.at_ms ? 0 : (uint32_t)(deadline.at_ms - now);
}
