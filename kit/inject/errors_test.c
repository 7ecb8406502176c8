/*
 * Goal: each error that a line can make a call fail with has a status. Method: the calls of the
 * language that are call steps.
 */
#include "kit/inject/errors.h"
#include "kit/base/calls.h"
#include "kit/protocol/call_steps.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static void each_error_of_a_call_step_has_its_status(void **state)
{
    uint32_t found = 0;
    (void)state;
    for (int call = 0; call < CALL_COUNT; call++) {
        if (word_index(call_step_words, call_words[call]) < 0)
            continue;
        for (uint32_t i = 0; call_code((enum kit_call)call, i) != 0; i++, found++)
            assert_true(status_of_error(call_code((enum kit_call)call, i)) >= 0xC0000000u);
    }
    assert_true(call_step_gives("pipe.read", CALL_MORE_DATA));
    assert_false(call_step_gives("pipe.write", CALL_MORE_DATA));
    assert_false(call_step_gives("pipe.read", 3));
    assert_int_equal(status_of_error(CALL_MORE_DATA), 0x80000005u);
    assert_true(found > 20);
}

static void another_error_has_none(void **state)
{
    (void)state;
    assert_int_equal(status_of_error(0), 0);
    assert_int_equal(status_of_error(3), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_error_of_a_call_step_has_its_status),
        cmocka_unit_test(another_error_has_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
