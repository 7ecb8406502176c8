#include "kit/inject/clock_calls_win32.h"
#include "kit/inject/patch_win32.h"
#include "kit/inject/tell_win32.h"

#include <windows.h>
#include <winternl.h>

#define UNITS_IN_MS 10000 /* of 100 ns */

#define CALLS(X)                                                                               \
    X(NtQuerySystemTime, handle_system_time)                                                   \
    X(NtQueryPerformanceCounter, handle_counter)

/* X(module, function, clock, handler) */
#define FUNCTIONS(X)                                                                           \
    X("kernelbase.dll", GetSystemTimePreciseAsFileTime, WALL, handle_precise_time)             \
    X("kernelbase.dll", GetTickCount, TICKS, handle_ticks)                                     \
    X("kernelbase.dll", GetTickCount64, TICKS, handle_ticks_64)                                \
    X("kernel32.dll", GetTickCount, TICKS, handle_ticks)                                       \
    X("kernel32.dll", GetTickCount64, TICKS, handle_ticks_64)                                  \
    X("ntdll.dll", RtlQueryPerformanceCounter, COUNTER, handle_rtl_counter)

CALL_PLACES(CALLS);
static struct call_hook hooks[PLACES];
static struct actor_block *block_of_clocks;
static uintptr_t ntdll_begin, ntdll_end;

/* How far the clock is moved for this thread: the probe itself asks for the true time. */
static int64_t moved_ms(enum kit_clock clock)
{
    struct own_work work;
    if (!block_of_clocks || !own_work_begin(&work))
        return 0;
    own_work_end(&work);
    return atomic_load_explicit(&block_of_clocks->clocks_ms[clock], memory_order_relaxed);
}

static bool is_in_ntdll(const void *caller)
{
    uintptr_t at = (uintptr_t)caller;
    return at >= ntdll_begin && at < ntdll_end;
}

/* No clock of the system is before its beginning. */
static int64_t not_negative(int64_t value)
{
    return value < 0 ? 0 : value;
}

/* ---- the calls ---- */

static NTSTATUS NTAPI handle_system_time(LARGE_INTEGER *time)
{
    bool is_own = is_in_ntdll(__builtin_return_address(0));
    NTSTATUS status = ORIGINAL(NtQuerySystemTime, handle_system_time)(time);
    if (status >= 0 && !is_own)
        time->QuadPart = not_negative(time->QuadPart + moved_ms(CLOCK_WALL) * UNITS_IN_MS);
    return status;
}

static void move_counter(LARGE_INTEGER *counter, int64_t each_second)
{
    counter->QuadPart =
        not_negative(counter->QuadPart + moved_ms(CLOCK_COUNTER) * (each_second / 1000));
}

static NTSTATUS NTAPI handle_counter(LARGE_INTEGER *counter, LARGE_INTEGER *each_second)
{
    LARGE_INTEGER each = {.QuadPart = 0};
    bool is_own = is_in_ntdll(__builtin_return_address(0));
    NTSTATUS status = ORIGINAL(NtQueryPerformanceCounter, handle_counter)(counter, &each);
    if (status < 0)
        return status;
    if (each_second)
        *each_second = each;
    if (!is_own)
        move_counter(counter, each.QuadPart);
    return status;
}

/* ---- the functions ---- */

static void WINAPI handle_precise_time(FILETIME *time);
static DWORD WINAPI handle_ticks(void);
static ULONGLONG WINAPI handle_ticks_64(void);
static BOOL WINAPI handle_rtl_counter(LARGE_INTEGER *counter);

#define FUNCTION_PATCH(from, function, clock, by)                                              \
    {.module = from, .name = #function, .handler = (void *)(uintptr_t)by},
#define FUNCTION_CLOCK(from, function, clock, by) CLOCK_##clock,

static struct function_patch patches[] = {FUNCTIONS(FUNCTION_PATCH)};
static const enum kit_clock patch_clocks[] = {FUNCTIONS(FUNCTION_CLOCK)};

/* The original of the first function with this handler that was patched. Two modules have the
 * same function. */
static void *original_of(void *handler)
{
    void *original = NULL;
    for (size_t i = 0; i < sizeof patches / sizeof *patches && !original; i++)
        original = patches[i].handler == handler ? patches[i].original : NULL;
    return original;
}

#define FUNCTION_ORIGINAL(handler) AS_FUNCTION(handler, original_of((void *)(uintptr_t)handler))

static void WINAPI handle_precise_time(FILETIME *time)
{
    FUNCTION_ORIGINAL(handle_precise_time)(time);
    ULARGE_INTEGER value = {
        .u = {.LowPart = time->dwLowDateTime, .HighPart = time->dwHighDateTime}};
    value.QuadPart =
        (uint64_t)not_negative((int64_t)value.QuadPart + moved_ms(CLOCK_WALL) * UNITS_IN_MS);
    time->dwLowDateTime = value.u.LowPart;
    time->dwHighDateTime = value.u.HighPart;
}

static ULONGLONG WINAPI handle_ticks_64(void)
{
    ULONGLONG ticks = FUNCTION_ORIGINAL(handle_ticks_64)();
    return (ULONGLONG)not_negative((int64_t)ticks + moved_ms(CLOCK_TICKS));
}

/* It goes round after 49 days, as it does by itself. */
static DWORD WINAPI handle_ticks(void)
{
    return FUNCTION_ORIGINAL(handle_ticks)() + (DWORD)moved_ms(CLOCK_TICKS);
}

/* It asks by the call above, and the call knows that ntdll asks. */
static BOOL WINAPI handle_rtl_counter(LARGE_INTEGER *counter)
{
    LARGE_INTEGER each;
    BOOL good = FUNCTION_ORIGINAL(handle_rtl_counter)(counter);
    if (good && QueryPerformanceFrequency(&each))
        move_counter(counter, each.QuadPart);
    return good;
}

static struct call_hook hooks[PLACES] = {CALLS(CALL_HOOK)};

struct call_hooks clock_call_hooks(void)
{
    return (struct call_hooks){.all = hooks, .count = PLACES};
}

static void find_ntdll(void)
{
    const uint8_t *base = (const void *)GetModuleHandleW(L"ntdll.dll");
    const IMAGE_DOS_HEADER *dos = (const void *)base;
    const IMAGE_NT_HEADERS *nt = (const void *)(base + dos->e_lfanew);
    ntdll_begin = (uintptr_t)base;
    ntdll_end = ntdll_begin + nt->OptionalHeader.SizeOfImage;
}

/* A clock can be moved if all of its functions that are there are patched. */
void clock_calls_begin(struct actor_block *block)
{
    uint32_t clocks = clocks_of(CLOCK_COUNT);
    find_ntdll();
    patch_functions(patches, sizeof patches / sizeof *patches);
    for (size_t i = 0; i < sizeof patches / sizeof *patches; i++) {
        if (patches[i].is_there && !patches[i].original)
            clocks &= ~(1u << patch_clocks[i]);
    }
    block->calls.clocks = clocks;
    block_of_clocks = block;
}
