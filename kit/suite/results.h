#pragma once
/*
 * What all runs of a command came to, for the report that `--junit` asks for. Its file is made
 * before anything is run, so that neither a wrong path is found out last nor the report of an
 * earlier day is taken for today's. One thread at a time.
 */
#include "kit/judge/judge.h"
#include "kit/report/report.h"

#include <stdio.h>

struct result; /* of one run */

struct results {
    const char *path; /* borrowed; NULL: no report is wanted, and nothing is kept */
    FILE *file;
    struct result *all;
    size_t count;
    size_t room;
    bool lost; /* there was no memory for one of them */
};

/* `path` may be NULL. results_end or results_drop in any case. */
enum kit_status results_begin(struct results *results, const char *path, struct kit_error *err);

/* The run of a scenario: the path is borrowed until the end, the others are copied. `story` may
 * be NULL where it passed; `repetition` is 0 where the scenario is run but once. */
void results_add(struct results *results, const char *path, uint32_t repetition,
                 enum kit_verdict verdict, int64_t took_ns, const char *message,
                 const char *story);

/* Writes the report, in the order of scenarios and their runs, and gives all back. */
enum kit_status results_end(struct results *results, const struct report_totals *totals,
                            int64_t took_ns, struct kit_error *err);

/* Gives all back and leaves the report unwritten: an empty one is no XML, so that nobody takes
 * it for a report of nothing. */
void results_drop(struct results *results);
