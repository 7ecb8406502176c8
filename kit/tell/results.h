#pragma once
/*
 * The results of all runs of a command, for the reports that options such as `--junit` ask for.
 * The files are created before anything is run, so that a wrong path is reported at once. The
 * old reports are removed, so that they are not mistaken for the new ones. One thread at a
 * time.
 */
#include "kit/report/formats.h"
#include "kit/os/output.h"

struct kept_run; /* one run, with texts of its own */

struct results {
    const char *paths[REPORT_FORMAT_COUNT]; /* borrowed; NULL: not wanted */
    struct os_output outputs[REPORT_FORMAT_COUNT];
    struct kept_run *all; /* NULL if no report is wanted */
    size_t count;
    size_t room;
    bool lost; /* memory for one of them could not be allocated */
};

/* By format; a path may be NULL. Call results_end or results_drop in any case. */
enum kit_status results_begin(struct results *results,
                              const char *const paths[REPORT_FORMAT_COUNT],
                              struct kit_error *err);

/* Copies the texts, except the scenario's path, which is borrowed until the end. */
void results_add(struct results *results, const struct report_run *run);

/*
 * Writes the reports, in the order of scenarios and their runs, and releases everything.
 * Returns the first failure; prints further ones to standard error.
 */
enum kit_status results_end(struct results *results, const struct report_totals *totals,
                            int64_t took_ns, struct kit_error *err);

/* Releases everything and leaves the reports unwritten. */
void results_drop(struct results *results);
