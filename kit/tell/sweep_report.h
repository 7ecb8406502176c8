#pragma once
/*
 * The output of a sweep at its end, and of merge for all shards: the map, the gaps in coverage,
 * and the closing line; with `--page` all this as a page, too. One thread at a time.
 */
#include "kit/os/output.h"
#include "kit/sweep/page.h"

struct sweep_report {
    struct os_output page; /* its file is NULL if no page is wanted */
};

/*
 * Creates the page's file before anything is run, so that a wrong path is reported at once.
 * Removes the old page, so that it is not mistaken for the new one. `path` is NULL if no page
 * is wanted. Call sweep_report_end in any case.
 */
enum kit_status sweep_report_begin(struct sweep_report *report, const char *path,
                                   struct kit_error *err);

/*
 * Reports that the whole sweep of this scenario has nothing to strike: it is vacuous, and no
 * pass.
 */
void sweep_report_nothing(const char *scenario_path);

/*
 * Prints to standard output, and writes the page. Sorts the results, and takes them into the
 * coverage, which has already taken in the run without faults. The caller sets all members of
 * `page` except the results and their count.
 */
enum kit_status sweep_report_show(struct sweep_report *report, struct sweep_page page,
                                  struct coverage *coverage, struct sweep_result *results,
                                  size_t count, struct kit_error *err);

/* If sweep_report_show was not called, the page is not written. */
void sweep_report_end(struct sweep_report *report);
