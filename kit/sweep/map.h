#pragma once
/*
 * The map of a sweep: a table for each actor, a row for each step, wait and call, a column for
 * each fault. Pure: it writes into a text that its caller owns.
 */
#include "kit/sweep/sweep.h"

/* X(state, meaning) */
#define SWEEP_STATES(X)                                                                        \
    X(OPEN, "not run")                                                                         \
    X(PASSED, "passed")                                                                        \
    X(UNREACHED, "not reached")                                                                \
    X(FAILED, "failed")                                                                        \
    X(TROUBLED, "no verdict")

enum sweep_state {
#define X(state, meaning) SWEEP_##state,
    SWEEP_STATES(X)
#undef X
        SWEEP_STATES_COUNT
};

extern const char *const sweep_state_meanings[SWEEP_STATES_COUNT + 1];

/* What became of a point. */
struct sweep_result {
    struct sweep_point point;
    enum sweep_state state;
    int64_t took_ns;
    int64_t detection_ns; /* -1: nobody told of harm */
};

/* Of all results those in one state. */
size_t sweep_count(const struct sweep_result *results, size_t count, enum sweep_state state);

/* The tables, and below them the points that were not reached. Sorts the results by place. */
void sweep_map(const struct scenario *scenario, struct sweep_result *results, size_t count,
               struct text *to);

/* "1040 runs: 1032 passed, 0 failed, 8 not reached", and where not all were run, how many not.
 */
void sweep_closing(const struct sweep_result *results, size_t count, struct text *to);
