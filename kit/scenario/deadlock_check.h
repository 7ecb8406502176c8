#pragma once
/*
 * Deadlocks in a scenario: a release waits until every fault and hold above it has happened. So
 * an event that can only come after the release must not stand above it. Pure.
 */
#include "kit/scenario/scenario_model.h"

/* A line that can never happen: `held` waits for `release`, and `release` waits for `line`. */
struct deadlock {
    uint32_t line_index, hold_index; /* indices into lines */
    int release;                     /* the same; -1 if no line releases it */
};

/*
 * The first line of the scenario that certainly deadlocks. There are two cases: two holds of a
 * reference child, which has one thread; or an event that cannot come before the held step is
 * over, by the order in which the reference pair makes an exchange. Nothing is known of other
 * programs. False if there is none.
 */
bool deadlock_find(const struct scenario *scenario, struct deadlock *out);
