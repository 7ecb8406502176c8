/*
 * Goal: ticks become nanoseconds without an overflow and without going backwards. Method: a
 * table of counters and counts that can be checked by hand.
 */
#include "kit/base/ticks.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#define MHZ  UINT64_C(1000000)
#define YEAR (UINT64_C(365) * 24 * 3600)

static void ticks_are_so_many_nanoseconds(void **state)
{
    static const struct {
        uint64_t ticks, a_second, ns;
    } rows[] = {
        {0, 10 * MHZ, 0},
        {1, 10 * MHZ, 100},
        {10 * MHZ - 1, 10 * MHZ, 999999900},
        {10 * MHZ, 10 * MHZ, 1000000000},
        {1, 3, 333333333},
        /* A year, where the product alone would have overflown after half an hour. */
        {YEAR * 10 * MHZ + 7, 10 * MHZ, YEAR * 1000000000 + 700},
        {YEAR * 3000 * MHZ + 2, 3000 * MHZ, YEAR * 1000000000},
        {9999 * MHZ, 10000 * MHZ, 999900000},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(ticks_to_ns(rows[i].ticks, rows[i].a_second), rows[i].ns);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ticks_are_so_many_nanoseconds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
