/* Goal: a variable for lifeline reaches none of its children. Method: the process's own
 * environment. */
#include "kit/os/variable.h"
#include "kit/os/win32.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

static void a_variable_is_taken_once_and_whole(void **state)
{
    char value[16];
    (void)state;
    assert_int_equal(_wputenv_s(L"LIFELINE_TEXT_TEST", L"\u00e4/ci"), 0);
    assert_true(os_variable_take("LIFELINE_TEXT_TEST", value, sizeof value));
    assert_string_equal(value, "\xc3\xa4/ci");
    assert_null(_wgetenv(L"LIFELINE_TEXT_TEST"));
    assert_false(os_variable_take("LIFELINE_TEXT_TEST", value, sizeof value));
    assert_string_equal(value, "");
    assert_int_equal(_wputenv_s(L"LIFELINE_TEXT_TEST", L"longer than fits"), 0);
    assert_false(os_variable_take("LIFELINE_TEXT_TEST", value, sizeof value));
    assert_string_equal(value, "");
    assert_null(_wgetenv(L"LIFELINE_TEXT_TEST"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_variable_is_taken_once_and_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
