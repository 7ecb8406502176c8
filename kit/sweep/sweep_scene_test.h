#pragma once
/* For tests of sweeps: the points that come of a scenario and the events of its run without
 * faults. */
#include "kit/sweep/sweep.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define ROOM 512

struct sweep {
    struct scenario scenario;
    struct sweep_point points[ROOM];
    size_t count;
    char lines[ROOM][SWEEP_LINE];
};

/* Freed by the test. */
static inline struct sweep *sweep_of(const char *text, const struct kit_event *events,
                                     size_t count)
{
    struct kit_error err;
    struct sweep *sweep = calloc(1, sizeof *sweep);
    assert_non_null(sweep);
    if (scenario_read("x.scenario", text, strlen(text), &sweep->scenario, &err) != KIT_OK)
        fail_msg("%s", err.text);
    sweep->count = sweep_points(&sweep->scenario, events, count, sweep->points, ROOM);
    assert_true(sweep->count <= ROOM);
    sweep->count = sweep_order(&sweep->scenario, sweep->points, sweep->count);
    for (size_t i = 0; i < sweep->count; i++) {
        struct text line = text_over(sweep->lines[i], SWEEP_LINE);
        sweep_line(&sweep->scenario, &sweep->points[i], &line);
        assert_false(line.cut);
    }
    return sweep;
}

/* The points are these, in this order, and no others; NULL is behind the last. */
static inline void assert_lines(const struct sweep *sweep, const char *const *lines)
{
    size_t count = 0;
    for (; lines[count]; count++) {
        if (count >= sweep->count)
            fail_msg("there is no '%s'", lines[count]);
        assert_string_equal(sweep->lines[count], lines[count]);
    }
    if (count < sweep->count)
        fail_msg("there is '%s', too", sweep->lines[count]);
}
