#pragma once
/*
 * Threads. A thread is a handle that is signalled when it is over.
 */
#include "kit/base/status.h"
#include "kit/os/handle.h"

/* Starts `run(context)`. The context stays the caller's and must outlive the thread. */
enum kit_status os_thread_start(void (*run)(void *context), void *context, void **out,
                                struct kit_error *err);

/* Waits until it is over and closes it; nothing if it is empty. */
void os_thread_join(void **thread);

uint32_t os_own_tid(void);

/* A lock between threads of one process; all zero is free. Held for a few instructions only. */
struct os_lock {
    void *state;
};

void os_lock(struct os_lock *lock);
void os_unlock(struct os_lock *lock);

/* What is waited for under a lock; all zero is nobody waits. */
struct os_turn {
    void *state;
};

/* Gives the lock up, waits to be woken or for the time to pass, and has the lock again. Whoever
 * calls it looks anew whether what he waits for is there. */
void os_turn_wait(struct os_turn *turn, struct os_lock *lock, uint32_t timeout_ms);
void os_turn_wake(struct os_turn *turn);
