/*
 * Goal: facts come out by time, and those of one instant in the order they came in, whatever
 * order they had. Method: orders that the insertion sort alone handles, and orders that make it
 * give up, each compared with the plain definition of a stable sort.
 */
#include "kit/base/event.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdlib.h>
#include <cmocka.h>

#define MANY 2000u

static void sorted_and_stable(const struct kit_event *events, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        assert_true(events[i - 1].at_ns <= events[i].at_ns);
        if (events[i - 1].at_ns == events[i].at_ns)
            assert_true(events[i - 1].line_number < events[i].line_number);
    }
}

/* `line` holds the place that each had before. */
static struct kit_event *in_order(int64_t (*time_of)(size_t i), size_t count)
{
    struct kit_event *events = calloc(count, sizeof *events);
    assert_non_null(events);
    for (size_t i = 0; i < count; i++) {
        events[i].at_ns = time_of(i);
        events[i].line_number = (uint32_t)i;
    }
    return events;
}

static int64_t ascending(size_t i)
{
    return (int64_t)i;
}

static int64_t two_rings(size_t i)
{
    return (int64_t)(i % 2 ? i : i + 3);
}

static int64_t descending_in_pairs(size_t i)
{
    return -(int64_t)(i / 2);
}

static int64_t scattered(size_t i)
{
    return (int64_t)(i * 7919 % 101);
}

static void every_order_comes_out_by_time_and_stable(void **state)
{
    static int64_t (*const orders[])(size_t) = {ascending, two_rings, descending_in_pairs,
                                                scattered};
    static const size_t counts[] = {0, 1, 2, 3, 17, 1000, MANY};
    (void)state;
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        for (size_t k = 0; k < sizeof counts / sizeof *counts; k++) {
            struct kit_event *events = in_order(orders[i], counts[k] + 1);
            events_sort(events, counts[k]);
            sorted_and_stable(events, counts[k]);
            free(events);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_order_comes_out_by_time_and_stable),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
