/*
 * Goal: the sets of ways to notice are what their names say, and a message names all sides that
 * have a step. Method: each single side, and each combination in a row of the table.
 */
#include "kit/protocol/steps.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static void all_ways_to_notice_are_the_sum_of_the_single_ones(void **state)
{
    (void)state;
    uint32_t sum = DETECT_NONE;
    for (int way = 0; way < NOTICE_ALL; way++) {
        assert_int_equal(sum & notice_sets[way], 0);
        sum |= notice_sets[way];
    }
    assert_int_equal(sum, DETECT_ALL);
    assert_int_equal(notice_sets[NOTICE_ALL], DETECT_ALL);
}

static void whoever_has_a_step_is_named(void **state)
{
    (void)state;
    static const struct {
        uint32_t flags;
        const char *names;
    } rows[] = {
        {STEP_BY_PARENT, "parent"},
        {STEP_BY_CHILD | STEP_CAN_DROP, "child"},
        {STEP_BY_OTHERS | STEP_IS_WAIT, "bystander"},
        {STEP_BY_BOTH, "parent or a child"},
        {STEP_BY_CHILD | STEP_BY_OTHERS, "child or a bystander"},
        {STEP_BY_BOTH | STEP_BY_OTHERS, "parent, a child or a bystander"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char names[64];
        struct text text = text_over(names, sizeof names);
        text_add_sides(&text, rows[i].flags);
        assert_string_equal(names, rows[i].names);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_ways_to_notice_are_the_sum_of_the_single_ones),
        cmocka_unit_test(whoever_has_a_step_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
