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
#include <stdbool.h>
#include <stdint.h>

enum owner_way { OWNER_DROPS, OWNER_SPOILS, OWNER_WAYS };

/* A thread that is inside a function of the program. Its caller's memory, until it left. */
struct owner_call {
    void (*function)(void *context, const char *peer, int how);
    void *context;
    struct owner_call *next; /* of those inside */
    enum owner_way way;
    uint32_t version; /* of the pair that is being called */
    uint32_t tid;
};

/* All zero at first. */
struct owner {
    void *lock; /* an SRWLOCK; never held while the program's function runs */
    void *left; /* a CONDITION_VARIABLE: somebody left */
    struct owner_call *inside;
    struct {
        void (*function)(void *context, const char *peer, int how);
        void *context;
        uint32_t version;
    } ways[OWNER_WAYS];
};

/*
 * Sets the pair of one way, or clears it with NULL. Returns when no other thread is inside the
 * function that was set before, so that its context may go. A thread that is inside one itself
 * waits for nobody: two such threads would wait for each other.
 */
void owner_set(struct owner *owner, enum owner_way way,
               void (*function)(void *context, const char *peer, int how), void *context);

/* Takes the pair to call, and says that this thread is inside; false if none is set. */
bool owner_enter(struct owner *owner, enum owner_way way, struct owner_call *call);
void owner_leave(struct owner *owner, struct owner_call *call);
