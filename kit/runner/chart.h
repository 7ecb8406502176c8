#pragma once
/*
 * What a sweep tells at its end, and merge of all its shards: the map, what was never done, and
 * the closing line. One thread at a time.
 */
#include "kit/base/status.h"
#include "kit/sweep/coverage.h"

/* On standard output. Sorts the results, and takes them into the coverage, which has seen the
 * run without faults. */
enum kit_status chart_show(struct coverage *coverage, struct sweep_result *results,
                           size_t count, struct kit_error *err);
