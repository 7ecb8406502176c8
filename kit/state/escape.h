#pragma once
/*
 * Whose is a process that runs outside the run's job? An actor can have a process started by
 * another parent, and then it is in that one's job. It counts only what is proven: the process
 * has the run's own name in its environment, which nobody can guess and only the actors'
 * descendants inherit; or a process of the run has created it. That it has an actor's image
 * proves nothing, since a user may start the same program at the same time. Pure: it touches no
 * process.
 */
#include "kit/scenario/scenario.h"

/* The two variables that the runner sets for each process that it starts. */
#define ESCAPE_RUN    "LIFELINE_RUN"
#define ESCAPE_FAMILY "LIFELINE_FAMILY" /* the name of that actor */

/* X(TIE, word in the log) */
#define ESCAPE_TIES(X)                                                                         \
    X(ENVIRONMENT, "environment")                                                              \
    X(CREATOR, "creator")

enum escape_tie {
    ESCAPE_NONE,
#define X(tie, word) ESCAPE_##tie,
    ESCAPE_TIES(X)
#undef X
};

/* By enum escape_tie; the first is NULL. */
extern const char *const escape_words[];

/* A process of which it is known that it is of the run. Somebody holds a handle on it, so that
 * its number is no other's. */
struct escape_member {
    uint32_t pid;
    int64_t created; /* on the system's clock; 0 where that is not known */
    int actor;       /* whose family it is of, or -1 */
};

struct escape_outsider {
    uint32_t creator; /* PID; that process may be over, and its number another's */
    int64_t created;
    const char *run, *family; /* of its environment; empty where they cannot be read */
};

/* By what the outsider is known to be of the run, and in *actor whose family it is of: its
 * parent or bystander, or -1 where that cannot be said. */
enum escape_tie escape_tie(const struct scenario *scenario, const char *run,
                           const struct escape_member *members, size_t count,
                           const struct escape_outsider *outsider, int *actor);
