#pragma once
/*
 * The run without faults that a sweep has its points from. A machine that stands still can add
 * to it what the next one does not have, such as a watchdog that looks or a word that the other
 * side is silent. So it is made until two in a row have the same points, and the last of them
 * counts. Private to the commands; one thread.
 */
#include "kit/run/run.h"
#include "kit/runner/scripts.h"
#include "kit/sweep/sweep.h"

/* How often it is made at most. */
#define RECORDINGS_MOST 8

struct recording {
    struct run_outcome last; /* recording_free gives it back */
    uint32_t runs;
    bool settled;                /* the last two had the same points */
    char (*passing)[SWEEP_LINE]; /* of points that one of them had, and not the next */
    size_t passing_count;
};

/* Stops at a run that does not pass. recording_free in any case. */
enum kit_status recording_make(const struct script *script, const struct run_settings *settings,
                               struct recording *out, struct kit_error *err);

/* Says on standard output what an earlier run had and the last has not; nothing where there is
 * no such thing. */
void recording_tell(const struct recording *recording);

void recording_free(struct recording *recording);
