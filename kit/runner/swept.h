#pragma once
/*
 * What a sweep has come to so far: in memory for its map, and on disk, line by line, for a
 * later
 * `--resume`. One thread at a time.
 */
#include "kit/runner/run.h"
#include "kit/sweep/map.h"

#include <stdio.h>

struct swept {
    const struct scenario *scenario; /* borrowed, as is the next */
    struct sweep_result *results;
    size_t count;
    size_t *open;     /* by index of the script: which result its run makes */
    int64_t until_ns; /* os_ns: nothing is begun after it; 0: no end */
    FILE *journal;
    bool write_failed;
};

/* Opens the journal of this text; with `resume`, takes in what is in it. swept_end in any case.
 */
enum kit_status swept_begin(struct swept *swept, const char *path, const char *text,
                            size_t size, bool resume, struct kit_error *err);

/* What became of the script of this index. */
void swept_keep(struct swept *swept, size_t index, const struct run_outcome *outcome);

enum kit_status swept_end(struct swept *swept, struct kit_error *err);
