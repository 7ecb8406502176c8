/*
 * Goal: a fault is found by what its row says of it, and what a row says of an end is what
 * ends. Method: every row of the table.
 */
#include "kit/base/faults.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

static void a_fault_is_found_by_its_word_its_argument_and_its_effect(void **state)
{
    (void)state;
    for (int i = 0; i < FAULT_COUNT; i++) {
        assert_ptr_equal(fault_named(fault_words[i]), &faults[i]);
        assert_int_equal(faults[fault_taking(faults[i].takes)].takes, faults[i].takes);
        assert_int_equal(faults[fault_with(faults[i].effect)].effect, faults[i].effect);
    }
    assert_null(fault_named("melt"));
    assert_int_equal(fault_taking(ARGUMENT_ERROR), FAULT_FAIL);
    assert_int_equal(fault_with(EFFECT_FAILED), FAULT_FAIL);
    assert_int_equal(fault_taking(ARGUMENT_NONE), 0); /* of several the first */
}

static void a_set_of_faults_has_those_that_strike_so(void **state)
{
    (void)state;
    for (int i = 0; i < FAULT_COUNT; i++) {
        enum kit_fault fault = (enum kit_fault)i;
        for (uint32_t way = 1; way < 1u << 8; way <<= 1)
            assert_int_equal(faults_that_strike(way) >> i & 1u, fault_strikes(fault, way));
        assert_int_equal(faults_of_sweep() >> i & 1u, !fault_strikes(fault, STRIKES_ASKED));
    }
}

static void a_code_is_that_of_a_fault_that_ends_its_actor(void **state)
{
    (void)state;
    for (int i = 0; i < FAULT_COUNT; i++) {
        enum kit_fault fault = (enum kit_fault)i;
        bool ends = faults[i].proof == PROOF_END;
        assert_int_equal(fault_ends_with(fault, 7, fault_end_code(fault, 7)), ends);
        assert_false(fault_ends_with(fault, 7, 12345));
        assert_true(!ends || !fault_leaves_alive(fault));
    }
    assert_true(fault_ends_with(FAULT_EXIT, 7, 7));
    assert_false(fault_ends_with(FAULT_EXIT, 7, 8));
    assert_true(fault_ends_with(FAULT_EXIT, 0, 0));
    assert_true(fault_ends_with(FAULT_KILL, 7, KIT_KILL_CODE));
    assert_false(fault_ends_with(FAULT_KILL, 7, 7)); /* what a line says is not for it */
    assert_false(fault_ends_with(FAULT_KILL, 0, 0)); /* and no second code is no code 0 */
    assert_true(fault_ends_with(FAULT_CRASH, 0, 0xC0000005));
    assert_false(fault_ends_with(FAULT_COUNT, 0, 0)); /* of no fault */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fault_is_found_by_its_word_its_argument_and_its_effect),
        cmocka_unit_test(a_set_of_faults_has_those_that_strike_so),
        cmocka_unit_test(a_code_is_that_of_a_fault_that_ends_its_actor),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
