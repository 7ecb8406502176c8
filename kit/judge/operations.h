#pragma once
/*
 * The current operations of the actors' threads. An operation begins at a step that begins a
 * wait or declares a deadline, and ends with the same thread's next event. Gathered in the pass
 * of facts.c; the rule `bounded` reads it. Pure.
 */
#include "kit/judge/fact.h"

/*
 * How long an operation may take if its deadline is not declared, or is declared longer than
 * this and than the actor's own. Windows reports a program as hung if it does not answer for 5
 * s.
 */
#define OPERATION_CAP_MS     5000u

/* No declared deadline exceeds this, so that no sum of it and a window overflows. */
#define OPERATION_LONGEST_MS (24u * 60 * 60 * 1000)

/*
 * The maximum of threads, over all actors, that are in an operation at once. If there is no
 * room for another thread, one that is in no operation is dropped.
 */
#define OPERATION_THREADS    1024u

/* The maximum of operations that seem too long, before stalls and pauses are counted. */
#define OPERATIONS_LATE      256u

struct operation {
    int actor;
    const struct fact *begun, *over; /* `over` is NULL while it lasts */
    /* When its thread last finished one in which something was owed; 0: never. */
    int64_t settled_ns;
};

struct operation_thread {
    uint32_t tid;
    struct operation now; /* begun is NULL if it is in no bounded operation */
};

struct operations {
    bool spilled; /* a thread or an operation was not tracked for lack of room */
    bool kept; /* one in which something was owed ended in time, by its thread's next event */
    uint32_t late_count;
    struct operation late[OPERATIONS_LATE]; /* finished operations */
    uint16_t slots[2 * OPERATION_THREADS];  /* by hash of actor and tid: an index plus one */
    uint32_t thread_count;
    struct operation_thread threads[OPERATION_THREADS];
};

/* A step or report of an actor. */
void operations_said(struct operations *of, const struct scenario *scenario, int actor,
                     const struct fact *event);

/* The actor's process ended, and with it the operations of its threads. */
void operations_ended(struct operations *of, const struct scenario *scenario, int actor,
                      const struct fact *exit);

/* The longest time that the operation may take, without its window. */
uint32_t operation_bound_ms(const struct scenario *scenario, const struct operation *operation);

/* Whether an obligation is open during the operation. In an idle wait there is none. */
bool operation_is_idle(const struct operation *operation);

/* A copy; the cost grows with what is there. */
void operations_copy(struct operations *to, const struct operations *from);
