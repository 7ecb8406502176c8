#pragma once
/*
 * Decides whether a process outside the run's job belongs to the run. An actor can have a
 * process started by another parent, and then the process is in that parent's job. Only proof
 * counts. Either the process has the run's name in its environment: the name cannot be guessed,
 * and only the actors' descendants inherit it. Or a process of the run created it. An actor's
 * image is no proof, since a user may start the same program at the same time. Pure: it touches
 * no process.
 */
#include "kit/scenario/scenario.h"

/* The environment variables that the runner sets for each process that it starts. */
#define ESCAPE_RUN    "LIFELINE_RUN"
#define ESCAPE_FAMILY "LIFELINE_FAMILY" /* the name of the started actor */

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

/* A process that is known to belong to the run. Once it has ended, its PID may be another
 * process's. Times are in units of 100 ns on the system's clock. */
struct escape_member {
    uint32_t pid;
    int64_t created; /* 0 where that is not known */
    int64_t ended;   /* 0 while it runs, and where that is not known */
    int actor;       /* the actor whose family it is of, or -1 */
};

struct escape_outsider {
    uint32_t creator; /* PID; that process may have ended, and its PID may be reused */
    int64_t created;
    int64_t creator_created;  /* of the process that has the creator's PID now; 0 if none has */
    const char *run, *family; /* from its environment; empty if it cannot be read */
};

/* Whether this member created the outsider; its `run` and `family` are not read. */
bool escape_can_have_created(const struct escape_member *member,
                             const struct escape_outsider *outsider);

/* How the outsider is known to belong to the run. *actor gets the parent or bystander of its
 * family, or -1 if that is unknown. */
enum escape_tie escape_tie(const struct scenario *scenario, const char *run,
                           const struct escape_member *members, size_t count,
                           const struct escape_outsider *outsider, int *actor);
