#pragma once
/*
 * Meetings: names of objects that processes of two simultaneous runs had in common. Pure,
 * except for the memory that its caller gives. One thread at a time.
 */
#include "kit/run/belongings.h"

/* The maximum of runs that are remembered, and of names that were reported. */
#define MEETINGS_RUNS     128u
#define MEETINGS_REPORTED 64u

/* A run that is over. */
struct past_run {
    const char *path; /* of its scenario, borrowed */
    int64_t began_ns, ended_ns;
    struct belongings had;
    struct belongings lost; /* images of processes that ended without explanation */
};

/* All zero: no runs. It is large: allocate it. */
struct meetings {
    /* Names that prove nothing, because the runner has them, too. */
    struct belongings everybodys;
    uint64_t count; /* of all runs that were ever added */
    struct past_run runs[MEETINGS_RUNS];
    uint32_t reported_count;
    struct belonging reported[MEETINGS_REPORTED];
};

/*
 * Adds a run, and reports where it met an earlier run that was simultaneous: a line in `to` for
 * each name that was not reported yet. A common image is a meeting only if one of the two runs
 * has a bad end. Returns the number of lines.
 */
uint32_t meetings_add(struct meetings *meetings, const struct past_run *run, struct text *to);
