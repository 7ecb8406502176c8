#pragma once
/*
 * The map of a sweep: a table for each actor, a row for each step, wait and call, a column for
 * each fault. Pure: it writes into a text that its caller owns.
 */
#include "kit/sweep/point.h"

/* X(state, meaning) */
#define SWEEP_STATES(X)                                                                        \
    X(OPEN, "not run")                                                                         \
    X(PASSED, "passed")                                                                        \
    X(UNREACHED, "not reached")                                                                \
    X(FAILED, "failed")                                                                        \
    X(TROUBLED, "not judged")

enum sweep_state {
#define X(state, meaning) SWEEP_##state,
    SWEEP_STATES(X)
#undef X
        SWEEP_STATES_COUNT
};

extern const char *const sweep_state_meanings[SWEEP_STATES_COUNT + 1];

/* The result of a point. */
struct sweep_result {
    struct sweep_point point;
    enum sweep_state state;
    int64_t took_ns;
    int64_t detection_ns; /* -1: no actor reported the harm */
    uint32_t exercised;   /* as in the run's judgement */
    const char *folder;   /* the folder of its log; borrowed; or NULL */
    const char *log; /* the path of its log, for a page; and its address from there; or NULL */
    const char *link;
};

/* The number of results in one state. */
size_t sweep_count(const struct sweep_result *results, size_t count, enum sweep_state state);

/*
 * The number of tables of a map, most of which are empty: one for each actor, and one for the
 * pairs that begin with it.
 */
#define SWEEP_TABLES (2 * SCENARIO_ACTORS)

/* The table that a point belongs to, and the heading of that table. */
int sweep_table_of(const struct sweep_point *point);
void sweep_table_name(const struct scenario *scenario, int table, struct text *to);

/* By table, row and all else, so that a list of points always has the same order. */
void sweep_sort(struct sweep_result *results, size_t count);

/* The results of one row, which are adjacent. */
struct sweep_row {
    const struct sweep_result *first; /* NULL before the first row */
    size_t count;
    char name[128];
};

/* The next row of sorted results; false after the last. */
bool sweep_next_row(const struct scenario *scenario, const struct sweep_result *results,
                    size_t count, struct sweep_row *row);

/* Whether the table has a column for this fault, and whether it has any column. */
bool sweep_has_fault(const struct sweep_result *results, size_t count, int table,
                     enum kit_fault fault);
bool sweep_has_table(const struct sweep_result *results, size_t count, int table);

/* The number of results of a row for this fault, and the number of them in each state. */
struct sweep_cell {
    size_t made;
    size_t in[SWEEP_STATES_COUNT];
};

struct sweep_cell sweep_cell_of(const struct sweep_row *row, enum kit_fault fault);

/*
 * The median and the longest time of a row until an actor reported the harm, in whole ms. False
 * if no actor did.
 */
bool sweep_times(const struct sweep_row *row, long long *median_ms, long long *worst_ms);

/* The tables, followed by the points that were not reached. Sorts the results. */
void sweep_map(const struct scenario *scenario, struct sweep_result *results, size_t count,
               struct text *to);

/*
 * "1040 runs: 1032 passed, 0 failed, 8 not reached", and how many were not judged or not run,
 * if any.
 */
void sweep_closing(const struct sweep_result *results, size_t count, struct text *to);
