#pragma once
/*
 * The pairs of a sweep, from the logs that the runs of their firsts left: by the sweep itself,
 * and by `merge`, so that both come to the same. One thread at a time.
 */
#include "kit/sweep/pairs.h"

/* Where the logs of a sweep are, and what it is of; every pointer is borrowed. */
struct paired_source {
    const struct scenario *scenario;
    const char *path; /* of the scenario, as it was given */
    const char *text;
    size_t size;
    const char *folder;
};

struct paired {
    struct sweep_point *firsts; /* what the pairs point to */
    struct sweep_point *pairs;
    size_t count;
};

/* Whether the log of this first is there and of this text. */
bool paired_has_log(const struct paired_source *source, const struct sweep_point *first);

/*
 * The pairs of those of the points that pairs begin with, sorted. A first without a log, since
 * it was not run, has none. paired_free in any case.
 */
enum kit_status paired_find(const struct paired_source *source,
                            const struct sweep_point *points, size_t count, struct paired *out,
                            struct kit_error *err);
void paired_free(struct paired *paired);
