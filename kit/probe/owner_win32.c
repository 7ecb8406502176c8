#include "kit/probe/owner.h"

#include <assert.h>
#include <windows.h>

static_assert(sizeof(SRWLOCK) == sizeof(void *), "an SRWLOCK is a pointer that begins as NULL");
static_assert(sizeof(CONDITION_VARIABLE) == sizeof(void *), "and so is a CONDITION_VARIABLE");

static SRWLOCK *lock_of(struct owner *owner)
{
    return (SRWLOCK *)&owner->lock;
}

static bool is_inside(const struct owner *owner, uint32_t tid)
{
    const struct owner_call *call = owner->inside;
    while (call && call->tid != tid)
        call = call->next;
    return call != NULL;
}

/* True if a call is under way that began before this version of the pair. */
static bool is_called_still(const struct owner *owner, enum owner_way way, uint32_t version)
{
    const struct owner_call *call = owner->inside;
    while (call && (call->way != way || (int32_t)(call->version - version) >= 0))
        call = call->next;
    return call != NULL;
}

/*
 * There is no deadline: the caller frees the context when this returns, so an early return
 * would let a thread use freed memory. The lock decides the race with owner_enter.
 * - owner_enter comes first: its call has the old version, and this waits until it leaves.
 * - owner_set comes first: owner_enter gets the new pair.
 *
 * In a run the runner ends a function that hangs; outside a run no function is ever called.
 */
void owner_set(struct owner *owner, enum owner_way way, lifeline_change *function,
               void *context)
{
    AcquireSRWLockExclusive(lock_of(owner));
    owner->ways[way].function = function;
    owner->ways[way].context = context;
    uint32_t version = ++owner->ways[way].version;
    bool waits = !is_inside(owner, GetCurrentThreadId());
    while (waits && is_called_still(owner, way, version))
        SleepConditionVariableSRW((CONDITION_VARIABLE *)&owner->left, lock_of(owner), INFINITE,
                                  0);
    ReleaseSRWLockExclusive(lock_of(owner));
}

bool owner_enter(struct owner *owner, enum owner_way way, struct owner_call *call)
{
    AcquireSRWLockExclusive(lock_of(owner));
    *call = (struct owner_call){.function = owner->ways[way].function,
                                .context = owner->ways[way].context,
                                .next = owner->inside,
                                .way = way,
                                .version = owner->ways[way].version,
                                .tid = GetCurrentThreadId()};
    if (call->function)
        owner->inside = call;
    ReleaseSRWLockExclusive(lock_of(owner));
    return call->function != NULL;
}

void owner_leave(struct owner *owner, struct owner_call *call)
{
    AcquireSRWLockExclusive(lock_of(owner));
    struct owner_call **at = &owner->inside;
    while (*at != call)
        at = &(*at)->next;
    *at = call->next;
    ReleaseSRWLockExclusive(lock_of(owner));
    WakeAllConditionVariable((CONDITION_VARIABLE *)&owner->left);
}
