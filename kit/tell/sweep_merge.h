#pragma once
/*
 * Merges the results that the shards of one sweep left in their log folders into one map and
 * one report. One thread.
 */
#include "kit/report/formats.h"

struct sweep_merge_settings {
    /* The paths of the reports, by format; NULL: no report. */
    const char *reports[REPORT_FORMAT_COUNT];
    const char *page; /* the path of the map's page; NULL: no page */
};

/* Prints mistakes to standard error, and everything else to standard output. */
enum kit_exit sweep_merge(const struct sweep_merge_settings *settings, char *const *folders,
                          size_t count);
