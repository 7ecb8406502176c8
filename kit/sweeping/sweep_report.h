#pragma once
/*
 * What a sweep tells at its end, and merge of all its shards: the map, what was never done, and
 * the closing line; and with `--page` all that as a page. One thread at a time.
 */
#include "kit/os/output.h"
#include "kit/sweep/page.h"

struct sweep_report {
    struct os_output page; /* its file is NULL where none is wanted */
};

/*
 * Begins the page's file before anything is run, so that no wrong path is found out last, and
 * removes the page of an earlier day, so that it is not taken for today's. `path` is NULL where
 * no page is wanted. sweep_report_end in any case.
 */
enum kit_status sweep_report_begin(struct sweep_report *report, const char *path,
                                   struct kit_error *err);

/* Tells, as a complaint, that there is nothing to strike in the whole sweep of this scenario:
 * it is vacuous, and no pass. */
void sweep_report_nothing(const char *scenario_path);

/*
 * On standard output, and as the page. Sorts the results, and takes them into the coverage,
 * which has seen the run without faults. Of `page` all is set but results and their count.
 */
enum kit_status sweep_report_show(struct sweep_report *report, struct sweep_page page,
                                  struct coverage *coverage, struct sweep_result *results,
                                  size_t count, struct kit_error *err);

/* A page that was not shown is not written. */
void sweep_report_end(struct sweep_report *report);
