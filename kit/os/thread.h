#pragma once
/*
 * Threads. A thread is a handle, which is signalled when the thread is over.
 */
#include "kit/base/status.h"
#include "kit/os/handle.h"

/* Starts `run(context)`. The context stays the caller's and must outlive the thread. */
enum kit_status os_thread_start(void (*run)(void *context), void *context, void **out,
                                struct kit_error *err);

/* Waits until the thread is over and closes the handle; does nothing for NULL. */
void os_thread_join(void **thread);

uint32_t os_own_tid(void);

/* A lock between threads of one process; all zero is free. Held for a few instructions only. */
struct os_lock {
    void *state;
};

void os_lock(struct os_lock *lock);
void os_unlock(struct os_lock *lock);

/* A condition variable for a lock; all zero is the state without waiting threads. */
struct os_turn {
    void *state;
};

/* Releases the lock, waits for a wake-up or for the time to pass, and takes the lock again. The
 * caller must check its condition again: another thread may have changed it before the lock was
 * taken again. */
void os_turn_wait(struct os_turn *turn, struct os_lock *lock, uint32_t timeout_ms);
void os_turn_wake(struct os_turn *turn);
