#pragma once
/*
 * What the runner keeps of each actor of a run, beside its processes: what befell it, what it
 * was asked, and the threads that it was heard of. Pure; one thread.
 */
#include "kit/base/words.h"

/* Threads of one actor that are remembered, for the proof that it is suspended. */
#define ACTOR_THREADS 16

struct actor_state {
    bool had_process;     /* a process plays it, or did */
    bool lives;           /* its newest process has not ended, as far as that is known */
    uint32_t incarnation; /* how many processes have played it: which one its newest is */
    uint32_t pid;         /* of the newest */
    int64_t ended_ns;     /* when the last of them that has ended did */
    bool unstarted;       /* its parent said that there will be no process of it */
    bool asked;           /* to stop */
    /* By a fault, so that it cannot end by itself, and the runner has to end it: how, in one
     * word of the log. Or NULL. */
    const char *stuck;
    uint32_t suspensions; /* by faults, since it was resumed: the system counts them */
    uint32_t thread_count;
    uint32_t threads[ACTOR_THREADS]; /* the one that was heard of last comes first */
};

/* A process takes the actor's place: the first, or a further one. What befell the one before it
 * is that one's own. */
void actor_begins(struct actor_state *actor, uint32_t pid);

/* Its newest process was taken for it, and turned out to be somebody else. */
void actor_was_not(struct actor_state *actor);

/* Its newest process has ended. */
void actor_ended(struct actor_state *actor, int64_t at_ns);

/* The actor was heard of by this thread. 0 is none. */
void actor_heard(struct actor_state *actor, uint32_t tid);

/* The thread that was heard of last; 0 if the actor has no probe or has said nothing. */
uint32_t actor_last_thread(const struct actor_state *actor);

/* A fault struck it; and an order let it run again. */
void actor_struck(struct actor_state *actor, enum kit_fault fault);
void actor_resumed(struct actor_state *actor);
