/*
 * Goal: a message names the command that the user called, and nothing that is no word. Method:
 * a table of words.
 */
#include "kit/base/command.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void the_name_is_lifeline_until_a_wrapper_names_itself(void **state)
{
    (void)state;
    assert_string_equal(command_name(), "lifeline");
    assert_true(command_name_set("ci/lifeline"));
    assert_string_equal(command_name(), "ci/lifeline");
    assert_true(command_name_set("/a b/ci/lifeline"));
    assert_string_equal(command_name(), "\"/a b/ci/lifeline\"");
}

static void what_is_no_word_is_not_taken(void **state)
{
    char longest[300];
    (void)state;
    memset(longest, 'x', sizeof longest);
    longest[sizeof longest - 1] = 0;
    assert_true(command_name_set("ci/lifeline"));
    assert_false(command_name_set(""));
    assert_false(command_name_set("a\nb"));
    assert_false(command_name_set("a\x1b[0m"));
    assert_false(command_name_set("a\"b"));
    assert_false(command_name_set(longest));
    assert_string_equal(command_name(), "ci/lifeline");
    longest[253] = 0;
    assert_true(command_name_set(longest));
    assert_string_equal(command_name(), longest);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_name_is_lifeline_until_a_wrapper_names_itself),
        cmocka_unit_test(what_is_no_word_is_not_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
