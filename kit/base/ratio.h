#pragma once
/*
 * What a thing costs, as a ratio to the bare thing: rounds of both, one right after the other,
 * and the median and quartiles of the rounds' ratios. A busy machine slows both alike, so a
 * ratio says something where a time says nothing. For the programs kit/..._bench.c, which
 * ci/bench runs. Pure; one thread.
 */
#include "kit/base/text.h"

#define RATIO_ROUNDS_MOST 1000

struct ratio {
    const char *name; /* one word */
    const char *ours; /* what is measured */
    const char *bare; /* what it is measured against */
    bool at_least;    /* the target is a lower bound; else an upper one */
    double target;    /* 0: there is none, the ratio is told for information */
};

struct ratio_rounds {
    size_t count;
    double ours[RATIO_ROUNDS_MOST]; /* of whatever unit, the same for both */
    double bare[RATIO_ROUNDS_MOST];
};

struct ratio_spread {
    double lower; /* quartile */
    double median;
    double upper;
    double quiet; /* of the lower deciles of both: of the rounds that were disturbed least */
};

/* A round. What is no positive number, and what there is no room for, is not counted. */
void ratio_add(struct ratio_rounds *rounds, double ours, double bare);

/* Of ours / bare, round by round (but for `quiet`); all 0 where there is no round. */
struct ratio_spread ratio_spread(const struct ratio_rounds *rounds);

/*
 * One line for ci/bench, its fields apart by tabs: "ratio", name, lower quartile, median, upper
 * quartile, the quiet ratio, rounds, "at most", "at least" or "-", the target, then what was
 * measured and against what.
 */
void ratio_line(struct text *to, const struct ratio *ratio, const struct ratio_rounds *rounds);

/* The same on standard output, at once: a bench that crashes later has told what it knew. */
void ratio_tell(const struct ratio *ratio, const struct ratio_rounds *rounds);
