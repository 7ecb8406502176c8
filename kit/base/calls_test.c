/*
 * Goal: the table of calls can be trusted: its words are distinct and no step's or fault's, its
 * codes are in the order that is promised, and each says what it means.
 * Method: properties of all rows, and the rows that rules depend on by name.
 */
#include "kit/base/calls.h"
#include "kit/base/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static void every_call_has_a_word_of_its_own(void **state)
{
    (void)state;
    for (int i = 0; i < CALL_COUNT; i++) {
        assert_int_equal(word_index(call_words, call_words[i]), i);
        assert_true(strlen(call_words[i]) < KIT_NAME);
        assert_true(word_index(fault_words, call_words[i]) < 0);
    }
    assert_null(call_words[CALL_COUNT]);
}

static void every_call_has_codes_and_gives_each(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < CALL_COUNT; i++) {
        enum kit_call call = (enum kit_call)i;
        bool other = false;
        assert_true(call_code(call, 0) != 0);
        for (uint32_t k = 0; call_code(call, k) != 0; k++) {
            uint32_t code = call_code(call, k);
            assert_true(call_gives(call, code));
            for (uint32_t before = 0; before < k; before++)
                assert_true(call_code(call, before) != code);
            /* Those of a loss stand first. */
            other |= !call_tells_loss(call, code);
            assert_false(other && call_tells_loss(call, code));
        }
        assert_false(call_gives(call, 0));
        assert_false(call_gives(call, 12345));
        assert_false(call_tells_loss(call, 12345));
    }
}

static void the_codes_of_a_loss_are_those_of_a_broken_pipe_and_a_lost_name(void **state)
{
    (void)state;
    assert_true(call_tells_loss(CALL_PIPE_READ, 109));
    assert_true(call_tells_loss(CALL_PIPE_WRITE, 232));
    assert_true(call_tells_loss(CALL_PIPE_WRITE, 233));
    assert_true(call_tells_loss(CALL_EVENT_OPEN, 2));
    assert_false(call_tells_loss(CALL_PIPE_WRITE, 1450));
    assert_false(call_tells_loss(CALL_PROCESS_CREATE, 2));
    assert_true(call_gives(CALL_PROCESS_CREATE, 2));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_call_has_a_word_of_its_own),
        cmocka_unit_test(every_call_has_codes_and_gives_each),
        cmocka_unit_test(the_codes_of_a_loss_are_those_of_a_broken_pipe_and_a_lost_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
