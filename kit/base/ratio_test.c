/*
 * Goal: the spread is that of the rounds' ratios and no ratio of means, and a line is what
 * ci/bench takes apart. Method: rounds whose machine changes its speed.
 */
#include "kit/base/ratio.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

static void the_spread_is_of_the_ratios_round_by_round(void **state)
{
    (void)state;
    static struct ratio_rounds rounds;
    /* Each round on a machine of another speed; the sums alone would say 1.1. */
    ratio_add(&rounds, 1000, 1000);
    ratio_add(&rounds, 2, 1);
    ratio_add(&rounds, 30, 10);
    ratio_add(&rounds, 400, 100);
    ratio_add(&rounds, 500, 100);
    struct ratio_spread spread = ratio_spread(&rounds);
    assert_float_equal(spread.lower, 2, 1e-6);
    assert_float_equal(spread.median, 3, 1e-6);
    assert_float_equal(spread.upper, 4, 1e-6);
}

static void a_quartile_between_two_rounds_lies_between_them(void **state)
{
    (void)state;
    static struct ratio_rounds rounds;
    ratio_add(&rounds, 1, 1);
    ratio_add(&rounds, 2, 1);
    struct ratio_spread spread = ratio_spread(&rounds);
    assert_float_equal(spread.lower, 1.25, 1e-6);
    assert_float_equal(spread.median, 1.5, 1e-6);
    assert_float_equal(spread.upper, 1.75, 1e-6);
}

static void the_quiet_ratio_is_of_the_rounds_that_were_disturbed_least(void **state)
{
    (void)state;
    static struct ratio_rounds rounds;
    for (int i = 0; i < 40; i++) /* each side disturbed in other rounds, the bare one more */
        ratio_add(&rounds, i % 2 ? 3 : 50, i % 4 == 0 ? 2 : 90);
    assert_float_equal(ratio_spread(&rounds).quiet, 1.5, 1e-6);
}

static void what_is_no_time_is_no_round(void **state)
{
    (void)state;
    static struct ratio_rounds rounds;
    ratio_add(&rounds, 0, 1);
    ratio_add(&rounds, 1, 0);
    ratio_add(&rounds, -1, 1);
    assert_int_equal(rounds.count, 0);
    assert_float_equal(ratio_spread(&rounds).median, 0, 1e-6);
    for (int i = 0; i < RATIO_ROUNDS_MOST + 5; i++)
        ratio_add(&rounds, 7, 1);
    assert_int_equal(rounds.count, RATIO_ROUNDS_MOST);
    assert_float_equal(ratio_spread(&rounds).upper, 7, 1e-6);
}

static void a_line_has_its_fields_apart_by_tabs(void **state)
{
    (void)state;
    static struct ratio_rounds rounds;
    char line[256];
    struct text text = text_over(line, sizeof line);
    struct ratio ratio = {.name = "wheel", .ours = "a cart", .bare = "a wheel", .target = 1.3};
    ratio_add(&rounds, 5, 4);
    ratio_line(&text, &ratio, &rounds);
    ratio.at_least = true;
    ratio_line(&text, &ratio, &rounds);
    ratio.target = 0;
    ratio_line(&text, &ratio, &rounds);
    assert_string_equal(
        line, "ratio\twheel\t1.250\t1.250\t1.250\t1.250\t1\tat most\t1.30\ta cart\ta wheel\n"
              "ratio\twheel\t1.250\t1.250\t1.250\t1.250\t1\tat least\t1.30\ta cart\ta wheel\n"
              "ratio\twheel\t1.250\t1.250\t1.250\t1.250\t1\t-\t0.00\ta cart\ta wheel\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_spread_is_of_the_ratios_round_by_round),
        cmocka_unit_test(a_quartile_between_two_rounds_lies_between_them),
        cmocka_unit_test(the_quiet_ratio_is_of_the_rounds_that_were_disturbed_least),
        cmocka_unit_test(what_is_no_time_is_no_round),
        cmocka_unit_test(a_line_has_its_fields_apart_by_tabs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
