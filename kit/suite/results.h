#pragma once
/*
 * What all runs of a command came to, for the reports that options such as `--junit` ask for.
 * Their files are begun before anything is run, so that no wrong path is found out last, and
 * the reports of an earlier day removed, so that none is taken for today's. One thread at a
 * time.
 */
#include "kit/report/formats.h"
#include "kit/os/output.h"

struct kept_run; /* one run, with texts of its own */

struct results {
    const char *paths[REPORT_FORMAT_COUNT]; /* borrowed; NULL: not wanted */
    struct os_output outputs[REPORT_FORMAT_COUNT];
    struct kept_run *all; /* none where no report is wanted */
    size_t count;
    size_t room;
    bool lost; /* there was no memory for one of them */
};

/* By format; a path may be NULL. results_end or results_drop in any case. */
enum kit_status results_begin(struct results *results,
                              const char *const paths[REPORT_FORMAT_COUNT],
                              struct kit_error *err);

/* Its texts are copied, but for the scenario's path, which is borrowed until the end. */
void results_add(struct results *results, const struct report_run *run);

/* Writes the reports, in the order of scenarios and their runs, and gives all back. The first
 * that fails is the failure; others that fail are told on standard error. */
enum kit_status results_end(struct results *results, const struct report_totals *totals,
                            int64_t took_ns, struct kit_error *err);

/* Gives all back and leaves the reports unwritten. */
void results_drop(struct results *results);
