#pragma once
/*
 * The pairs of a sweep, from the logs that the runs of their firsts left: by the sweep itself,
 * and by `merge`, so that both come to the same. One thread at a time.
 */
#include "kit/sweep/pairs.h"

/* Where the logs of a sweep are, and what it is of; every pointer is borrowed. */
struct sweep_pairs_source {
    const struct scenario *scenario;
    const char *path; /* of the scenario, as it was given */
    const char *text;
    size_t size;
    const char *folder;
    const struct kit_event *events; /* of the run without faults */
    size_t event_count;
};

struct sweep_pairs {
    struct sweep_point *firsts; /* what the pairs point to */
    struct sweep_point *pairs;
    size_t count;
};

/* Whether the log of this first is there and of this text. */
bool sweep_pairs_has_log(const struct sweep_pairs_source *source,
                         const struct sweep_point *first);

/*
 * The pairs of those of the points that pairs begin with, sorted. A first without a log, since
 * it was not run, has none. sweep_pairs_free in any case.
 */
enum kit_status sweep_pairs_find(const struct sweep_pairs_source *source,
                                 const struct sweep_point *points, size_t count,
                                 struct sweep_pairs *out, struct kit_error *err);
void sweep_pairs_free(struct sweep_pairs *pairs);
