/* Makes <stdlib.h> declare rand_s; must come before it. */
#define _CRT_RAND_S
#include "kit/os/text.h"
#include "kit/os/platform.h"
#include "kit/os/win32.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <winternl.h>

#define RANDOM_CORES 256 /* more than Wine counts */

bool os_widen(const char *from, wchar_t *to, size_t room)
{
    bool fits = MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, from, -1, to, (int)room) > 0;
    if (!fits) /* the part that fits is written already */
        to[0] = 0;
    return fits;
}

bool os_narrow(const wchar_t *from, char *to, size_t room)
{
    bool fits = WideCharToMultiByte(CP_UTF8, WC_ERR_INVALID_CHARS, from, -1, to, (int)room,
                                    NULL, NULL) > 0;
    if (!fits)
        to[0] = 0;
    return fits;
}

char **os_arguments(int count, wchar_t **wide)
{
    size_t bytes = ((size_t)count + 1) * sizeof(char *);
    for (int i = 0; i < count; i++)
        bytes += wcslen(wide[i]) * 3 + 1; /* UTF-8 takes at most three for each UTF-16 unit */
    char **arguments = calloc(1, bytes);
    if (!arguments)
        return NULL;
    char *at = (char *)(arguments + count + 1);
    char *end = (char *)arguments + bytes;
    for (int i = 0; i < count; i++) {
        if (!os_narrow(wide[i], at, (size_t)(end - at))) {
            free(arguments);
            return NULL;
        }
        arguments[i] = at;
        at += strlen(at) + 1;
    }
    return arguments;
}

/*
 * A random number under Wine. Wine's rand_s loads three DLLs, a tenth of an actor's start time,
 * and then reads the same source. What Wine returns as interrupt counters are bytes of the
 * system's random generator. Windows returns real counters, so there the generator itself is
 * used.
 */
static bool wine_random(unsigned long long *out)
{
    unsigned long long rows[RANDOM_CORES * sizeof(SYSTEM_INTERRUPT_INFORMATION) / 8] = {0};
    ULONG size =
        GetActiveProcessorCount(ALL_PROCESSOR_GROUPS) * (ULONG)(sizeof rows / RANDOM_CORES);
    if (!os_is_wine() || size > sizeof rows ||
        NtQuerySystemInformation(SystemInterruptInformation, rows, size, NULL) < 0)
        return false;
    *out = rows[0];
    return rows[0] != 0;
}

unsigned long long os_random(void)
{
    unsigned long long random = 0;
    unsigned int high = 0, low = 0;
    if (wine_random(&random))
        return random;
    errno_t failed = rand_s(&high) | rand_s(&low);
    /* Without the system's generator a name is still unique by PID and time, but it can be
     * guessed. */
    if (failed) {
        high = GetCurrentProcessId();
        low = (unsigned int)GetTickCount64() ^ (unsigned int)(uintptr_t)&high;
    }
    return (unsigned long long)high << 32 | low;
}
