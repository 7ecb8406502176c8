#include "kit/os/thread.h"
#include "kit/os/error.h"
#include "kit/os/fail.h"
#include "kit/os/win32.h"

#include <assert.h>
#include <stdlib.h>

struct start {
    void (*run)(void *context);
    void *context;
};

static DWORD WINAPI thread_main(void *given)
{
    struct start start = *(struct start *)given;
    free(given);
    start.run(start.context);
    return 0;
}

enum kit_status os_thread_start(void (*run)(void *context), void *context, void **out,
                                struct kit_error *err)
{
    struct start *start = malloc(sizeof *start);
    if (!start)
        return kit_fail(err, KIT_FULL, "no memory for a thread");
    *start = (struct start){run, context};
    HANDLE thread = os_fails(CALL_THREAD_CREATE)
                        ? NULL
                        : CreateThread(NULL, 0, thread_main, start, 0, NULL);
    if (!thread) {
        enum kit_status status = os_fail(err, "CreateThread", GetLastError());
        free(start);
        return status;
    }
    *out = thread;
    return KIT_OK;
}

void os_thread_join(void **thread)
{
    if (*thread)
        WaitForSingleObject(*thread, INFINITE);
    os_close(thread);
}

uint32_t os_own_tid(void)
{
    return GetCurrentThreadId();
}

static_assert(sizeof(struct os_lock) == sizeof(SRWLOCK), "a lock is an SRWLOCK");

void os_lock(struct os_lock *lock)
{
    AcquireSRWLockExclusive((SRWLOCK *)lock);
}

void os_unlock(struct os_lock *lock)
{
    ReleaseSRWLockExclusive((SRWLOCK *)lock);
}

static_assert(sizeof(struct os_turn) == sizeof(CONDITION_VARIABLE), "see os_lock");

void os_turn_wait(struct os_turn *turn, struct os_lock *lock, uint32_t timeout_ms)
{
    SleepConditionVariableSRW((CONDITION_VARIABLE *)turn, (SRWLOCK *)lock, timeout_ms, 0);
}

void os_turn_wake(struct os_turn *turn)
{
    WakeAllConditionVariable((CONDITION_VARIABLE *)turn);
}
