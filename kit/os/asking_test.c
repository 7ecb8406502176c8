/*
 * Goal: a process without a window or a console is told from one that was asked. Method: this
 * process, which has no window, and a PID that no process has. That the keys and the cross
 * arrive is shown by scenarios/prints.
 */
#include "kit/os/asking.h"
#include "kit/os/process.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define NOBODY 0xfffffff0u /* a PID is a multiple of four, and far smaller */

static void a_process_without_a_window_is_not_found(void **state)
{
    struct kit_error err;
    (void)state;
    assert_int_equal(os_windows_close(os_own_pid(), &err), KIT_NOT_FOUND);
    assert_string_equal(err.text, "the process has no window");
    assert_int_equal(os_windows_close(NOBODY, NULL), KIT_NOT_FOUND);
}

static void a_process_without_a_console_is_not_found(void **state)
{
    struct kit_error err;
    (void)state;
    assert_int_equal(os_console_key(NOBODY, false, &err), KIT_NOT_FOUND);
    assert_string_equal(err.text, "the process has no console");
    assert_int_equal(os_console_key(NOBODY, true, NULL), KIT_NOT_FOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_process_without_a_window_is_not_found),
        cmocka_unit_test(a_process_without_a_console_is_not_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
