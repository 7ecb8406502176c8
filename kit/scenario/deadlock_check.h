#pragma once
/*
 * Holds that wait for themselves: a release waits until every fault and hold above it has
 * happened, so what can only come after the release must not stand above it. Pure.
 */
#include "kit/scenario/scenario_model.h"

/* A line that can never come: `held` stands still until `release`, and that waits for `line`.
 */
struct deadlock {
    uint32_t line_index, hold_index; /* indices into lines */
    int release;                     /* the same; -1 where nothing lets it go */
};

/*
 * The first line of the scenario for which this is certain: two holds of a reference child,
 * which has one thread; or what cannot come before the held step is over, by the order in which
 * the reference pair makes an exchange. Of other programs nothing is known. False if there is
 * none.
 */
bool deadlock_find(const struct scenario *scenario, struct deadlock *out);
