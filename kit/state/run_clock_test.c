/*
 * Goal: no time passes for a run while its clock stands, and none is lost or goes backwards.
 * Method: instants before, in and after a standstill, in a table.
 */
#include "kit/state/run_clock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define START 1000000000

static void a_clock_that_never_stood_counts_from_its_start(void **state)
{
    struct run_clock clock;
    (void)state;
    run_clock_start(&clock, START);
    assert_int_equal(run_clock_at(&clock, START), 0);
    assert_int_equal(run_clock_at(&clock, START + 77), 77);
    assert_int_equal(run_clock_at(&clock, START - 5), -5); /* a stall that began before it */
}

static void while_it_stands_all_instants_are_one(void **state)
{
    struct run_clock clock;
    (void)state;
    run_clock_start(&clock, START);
    run_clock_stop(&clock, START + 300);
    assert_int_equal(run_clock_at(&clock, START + 299), 299);
    assert_int_equal(run_clock_at(&clock, START + 300), 300);
    assert_int_equal(run_clock_at(&clock, START + 301), 300);
    assert_int_equal(run_clock_at(&clock, INT64_MAX - 1), 300);
}

static void afterwards_it_is_behind_by_how_long_it_stood(void **state)
{
    static const struct {
        int64_t shared, shown;
    } rows[] = {{0, 0},     {299, 299},  {300, 300},  {301, 300},
                {999, 300}, {5300, 300}, {5301, 301}, {6300, 1300}};
    struct run_clock clock;
    int64_t before = -1;
    (void)state;
    run_clock_start(&clock, START);
    run_clock_stop(&clock, START + 300);
    assert_int_equal(run_clock_go_on(&clock, START + 5300), 5000);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int64_t shown = run_clock_at(&clock, START + rows[i].shared);
        assert_int_equal(shown, rows[i].shown);
        assert_true(shown >= before);
        before = shown;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_clock_that_never_stood_counts_from_its_start),
        cmocka_unit_test(while_it_stands_all_instants_are_one),
        cmocka_unit_test(afterwards_it_is_behind_by_how_long_it_stood),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
