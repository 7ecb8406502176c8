#pragma once
/*
 * The cost of an operation as a ratio to the bare operation: rounds of both, one directly after
 * the other, and the median and quartiles of the rounds' ratios. A busy machine slows both, so
 * a ratio stays meaningful where a time does not. For the programs kit/..._bench.c, which
 * ci/bench runs. Pure; one thread.
 */
#include "kit/base/text.h"

#define RATIO_ROUNDS_MOST 1000

struct ratio {
    const char *name; /* one word */
    const char *ours; /* what is measured */
    const char *bare; /* what it is measured against */
    bool at_least;    /* the target is a lower bound; else an upper one */
    double target;    /* 0: no target; the ratio is printed for information */
};

struct ratio_rounds {
    size_t count;
    double ours[RATIO_ROUNDS_MOST]; /* in any unit, the same for both */
    double bare[RATIO_ROUNDS_MOST];
};

struct ratio_spread {
    double lower; /* quartile */
    double median;
    double upper;
    double quiet; /* ratio of both lower deciles: from the least disturbed rounds */
};

/* Adds a round. Numbers that are not positive, and rounds beyond the room, are ignored. */
void ratio_add(struct ratio_rounds *rounds, double ours, double bare);

/* The spread of ours / bare over the rounds (except `quiet`); all 0 without rounds. */
struct ratio_spread ratio_spread(const struct ratio_rounds *rounds);

/*
 * One line for ci/bench, its fields apart by tabs: "ratio", name, lower quartile, median, upper
 * quartile, the quiet ratio, rounds, "at most", "at least" or "-", the target, then what was
 * measured and against what.
 */
void ratio_line(struct text *to, const struct ratio *ratio, const struct ratio_rounds *rounds);

/* Prints the line to standard output at once, so that it is not lost if the bench crashes
 * later. */
void ratio_tell(const struct ratio *ratio, const struct ratio_rounds *rounds);
