#pragma once
/*
 * The pairs of a sweep, from the logs of the runs with their first faults. Both the sweep
 * itself and `merge` use this, so that they find the same pairs. One thread at a time.
 */
#include "kit/sweep/pairs.h"

/*
 * The folder of a sweep's logs, and the sweep that they belong to. Every pointer is borrowed.
 */
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

/* Whether the log of this first exists and belongs to this text. */
bool sweep_pairs_has_log(const struct sweep_pairs_source *source,
                         const struct sweep_point *first);

/*
 * The pairs of those points that are the first of pairs, sorted. A first that was not run has
 * no log, and so no pairs. Call sweep_pairs_free in any case.
 */
enum kit_status sweep_pairs_find(const struct sweep_pairs_source *source,
                                 const struct sweep_point *points, size_t count,
                                 struct sweep_pairs *out, struct kit_error *err);
void sweep_pairs_free(struct sweep_pairs *pairs);
