#pragma once
/*
 * What the shards of one sweep left in their log folders, as one map and one report. One
 * thread.
 */
#include "kit/report/formats.h"

struct sweep_merge_settings {
    /* Where the reports go, by format; NULL: not wanted. */
    const char *reports[REPORT_FORMAT_COUNT];
    const char *page; /* where the map goes as a page; NULL: none is wanted */
};

/* Tells mistakes on standard error, and all else on standard output. */
enum kit_exit sweep_merge(const struct sweep_merge_settings *settings, char *const *folders,
                          size_t count);
