/*
 * Goal: a deadline is over neither early nor is it longer than it was made. Method: deadlines
 * of a few milliseconds that are looked at without a pause, against the ticks that they are
 * made of.
 */
#include "kit/os/clock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#define TRIALS   50 /* they begin anywhere within a millisecond */
#define SHORT_MS 2u

static void a_deadline_is_never_over_early(void **state)
{
    (void)state;
    for (int i = 0; i < TRIALS; i++) {
        int64_t before_ns = os_ns(os_ticks());
        struct os_deadline until = os_deadline_in(SHORT_MS);
        while (os_left(until) > 0)
            ;
        assert_true(os_ns(os_ticks()) - before_ns >= SHORT_MS * INT64_C(1000000));
    }
}

static void no_more_is_left_than_there_was(void **state)
{
    static const uint32_t timeouts_ms[] = {0, 1, 5000, UINT32_MAX};
    (void)state;
    for (size_t i = 0; i < sizeof timeouts_ms / sizeof *timeouts_ms; i++) {
        for (int k = 0; k < TRIALS; k++)
            assert_in_range(os_left(os_deadline_in(timeouts_ms[i])), 0, timeouts_ms[i]);
    }
    assert_in_range(os_left(os_deadline_in(UINT32_MAX)), UINT32_MAX - 60000u, UINT32_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_deadline_is_never_over_early),
        cmocka_unit_test(no_more_is_left_than_there_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
