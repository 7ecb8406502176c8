#pragma once
/*
 * What a sweep tells at its end, and merge of all its shards: the map, what was never done, and
 * the closing line; and with `--page` all that as a page. One thread at a time.
 */
#include "kit/base/status.h"
#include "kit/sweep/page.h"

#include <stdio.h>

struct sweep_report {
    const char *path; /* of the page; borrowed; NULL: none is wanted */
    FILE *file;
};

/*
 * Makes the page's file before anything is run, so that neither a wrong path is found out last
 * nor the page of an earlier day is taken for today's. sweep_report_end in any case.
 */
enum kit_status sweep_report_begin(struct sweep_report *report, const char *path,
                                   struct kit_error *err);

/*
 * On standard output, and as the page. Sorts the results, and takes them into the coverage,
 * which has seen the run without faults. Of `page` all is set but results and their count.
 */
enum kit_status sweep_report_show(struct sweep_report *report, struct sweep_page page,
                                  struct coverage *coverage, struct sweep_result *results,
                                  size_t count, struct kit_error *err);

/* An empty page is none, so that nobody takes it for a map of nothing. */
void sweep_report_end(struct sweep_report *report);
