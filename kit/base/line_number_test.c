#include "kit/base/line_number.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void the_first_time_has_the_number_of_the_file(void **state)
{
    (void)state;
    assert_int_equal(line_number_at(7, 1), 7);
    assert_int_equal(line_in_file(7), 7);
    assert_int_equal(line_time(7), 1);
    assert_string_equal(line_words(7).text, "line 7");
}

static void each_later_time_has_a_number_of_its_own(void **state)
{
    (void)state;
    uint32_t third = line_number_at(65534, 3);
    assert_int_equal(line_in_file(third), 65534);
    assert_int_equal(line_time(third), 3);
    assert_string_equal(line_words(third).text, "line 65534, time 3");
    assert_true(third != line_number_at(65534, 2));
}

static void any_number_of_a_log_can_be_told(void **state)
{
    (void)state;
    assert_string_equal(line_words(UINT32_MAX).text, "line 65535, time 65536");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_time_has_the_number_of_the_file),
        cmocka_unit_test(each_later_time_has_a_number_of_its_own),
        cmocka_unit_test(any_number_of_a_log_can_be_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
