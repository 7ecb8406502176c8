#pragma once
/*
 * What a program told the probe to call for a fault that the probe cannot carry out itself: how
 * it loses its pipe, and how it spoils a message. A function and its context are one pair: they
 * are set, read and cleared together. Any thread.
 *
 *     struct owner_call call;
 *     if (owner_enter(&owner, OWNER_DROPS, &call)) {
 *         call.function(call.context, peer, how);
 *         owner_leave(&owner, &call);
 *     }
 */
#include "kit/probe/lifeline.h"

#include <stdbool.h>
#include <stdint.h>

enum owner_way { OWNER_DROPS, OWNER_SPOILS, OWNER_WAYS };

/* A thread that is inside a function of the program. The memory is the caller's until
 * owner_leave. */
struct owner_call {
    lifeline_change *function;
    void *context;
    struct owner_call *next; /* next thread that is inside */
    enum owner_way way;
    uint32_t version; /* version of the pair that is being called */
    uint32_t tid;
};

/* All zero is the initial state. */
struct owner {
    void *lock; /* an SRWLOCK; never held while the program's function runs */
    void *left; /* a CONDITION_VARIABLE: a thread left a function */
    struct owner_call *inside;
    struct {
        lifeline_change *function;
        void *context;
        uint32_t version;
    } ways[OWNER_WAYS];
};

/*
 * Sets the function and context of one way, or clears them with NULL. Returns when no other
 * thread is inside the previous function, so that its context may be freed.
 *
 * If the calling thread is itself inside a function, the call does not wait: two such threads
 * would wait for each other (deadlock).
 */
void owner_set(struct owner *owner, enum owner_way way, lifeline_change *function,
               void *context);

/* Takes the function and context to call, and marks this thread as inside; false if none is
 * set. */
bool owner_enter(struct owner *owner, enum owner_way way, struct owner_call *call);
void owner_leave(struct owner *owner, struct owner_call *call);
