#pragma once
/*
 * Where processes of two runs that were at once met: what both had by the same name. Pure but
 * for the memory that its caller gives. One thread at a time.
 */
#include "kit/run/belongings.h"

/* Runs that are remembered, and names that were told. */
#define MEETINGS_RUNS     128u
#define MEETINGS_REPORTED 64u

/* A run that is over. */
struct past_run {
    const char *path; /* of its scenario, borrowed */
    int64_t began_ns, ended_ns;
    struct belongings had;
    struct belongings lost; /* images of processes that ended as nothing in the run explains */
};

/* All zero is none yet. It is large: allocate it. */
struct meetings {
    struct belongings everybodys; /* names that prove nothing: the runner has them, too */
    uint64_t count;               /* of runs that were ever added */
    struct past_run runs[MEETINGS_RUNS];
    uint32_t reported_count;
    struct belonging reported[MEETINGS_REPORTED];
};

/*
 * Adds a run, and says where it met one before it that was at once: a sentence in `to` for a
 * name that was not told yet, nothing for most. To have an image in common is a meeting only
 * where one of the two has a bad end. Returns how many sentences there are, a line each.
 */
uint32_t meetings_add(struct meetings *meetings, const struct past_run *run, struct text *to);
