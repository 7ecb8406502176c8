#include "kit/os/fail.h"
#include "kit/os/win32.h"

static _Thread_local const char *calls_for;

void os_calls_for(const char *peer)
{
    if (lifeline_state > 0)
        calls_for = peer;
}

bool os_fails_by_order(enum kit_call call)
{
    /* The run's numbers of the words, looked up once. Threads that come at once write the same.
     */
    static uint32_t ids[CALL_COUNT];
    uint32_t code =
        lifeline_fails(&ids[call], &(const struct lifeline_facts){.name = call_words[call],
                                                                  .peer = calls_for});
    if (code != 0)
        SetLastError(code);
    return code != 0;
}
