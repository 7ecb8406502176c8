#pragma once
/*
 * What the runner keeps of each actor beside its processes: which faults struck it, what it was
 * asked, and which threads were heard of. Pure; one thread.
 */
#include "kit/base/words.h"

/* How many threads of an actor are remembered, for the proof that the actor is suspended. */
#define ACTOR_THREADS 16

struct actor_state {
    bool had_process;     /* the actor has or had a process */
    bool lives;           /* its newest process has not ended, as far as the runner knows */
    uint32_t incarnation; /* how many processes the actor has had; the number of the newest */
    uint32_t pid;         /* PID of the newest process */
    int64_t ended_ns;     /* when the last ended process ended */
    bool unstarted;       /* its parent reported that it cannot be started */
    bool asked;           /* it was asked to stop */
    /* The fault that keeps it from ending by itself, as one word of the log, so that the runner
     * has to end it; or NULL. */
    const char *stuck;
    uint32_t suspensions; /* by faults, since the last resume; the system counts, too */
    uint32_t thread_count;
    uint32_t threads[ACTOR_THREADS]; /* the last heard of comes first */
};

/* A process begins to play the actor, the first or a further one. What happened to the previous
 * process is forgotten. */
void actor_begins(struct actor_state *actor, uint32_t pid);

/* The newest process was taken for this actor by mistake. */
void actor_was_not(struct actor_state *actor);

/* Its newest process has ended. */
void actor_ended(struct actor_state *actor, int64_t at_ns);

/* A thread of the actor was heard of. 0 is none. */
void actor_heard(struct actor_state *actor, uint32_t tid);

/* The thread that was heard of last; 0 if the actor has no probe or has said nothing. */
uint32_t actor_last_thread(const struct actor_state *actor);

/* A fault struck the actor; an order resumed it. */
void actor_struck(struct actor_state *actor, enum kit_fault fault);
void actor_resumed(struct actor_state *actor);
