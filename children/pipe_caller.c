/*
 * Writes 64 bytes into an anonymous pipe of its own and reads them again, TIMES times, and
 * prints how many microseconds that took. ci/bench-inject measures by it what a call costs with
 * the injected probe. Plain Win32, no probe.
 *
 *     pipe_caller.exe TIMES
 */
#include "children/plain.h"

#include <stdlib.h>

#define BYTES   64
#define LIFE_MS 60000

static BOOL call_once(HANDLE from, HANDLE to)
{
    char bytes[BYTES] = {0};
    DWORD written, taken;
    return WriteFile(to, bytes, BYTES, &written, NULL) &&
           ReadFile(from, bytes, BYTES, &taken, NULL) && taken == BYTES;
}

static LONGLONG ticks_now(void)
{
    LARGE_INTEGER now;
    QueryPerformanceCounter(&now);
    return now.QuadPart;
}

int main(int count, char **words)
{
    HANDLE from, to;
    LARGE_INTEGER second;
    unsigned long times = count > 1 ? strtoul(words[1], NULL, 10) : 0;
    plain_live_for(LIFE_MS);
    if (!CreatePipe(&from, &to, NULL, 0) || !QueryPerformanceFrequency(&second))
        return EXIT_FAILURE;
    LONGLONG begun = ticks_now();
    for (unsigned long i = 0; i < times; i++) {
        if (!call_once(from, to))
            return EXIT_FAILURE;
    }
    plain_say("took %lld us", (ticks_now() - begun) * 1000000 / second.QuadPart);
    return EXIT_SUCCESS;
}
