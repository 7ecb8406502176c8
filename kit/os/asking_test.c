/*
 * Goal: a process without a window or a console is told from one that was asked, and a key that
 * cannot arrive is no key that was sent. Method: this process, which has no window, a PID that
 * no process has, and crash_test_child in a console of its own. That the keys and the cross
 * arrive is shown by scenarios/prints.
 */
#include "kit/os/asking.h"
#include "kit/base/text.h"
#include "kit/os/event.h"
#include "kit/os/file.h"
#include "kit/os/platform.h"
#include "kit/os/process.h"
#include "kit/os/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define LONG_MS 20000u
#define NOBODY  0xfffffff0u /* a PID is a multiple of four, and far smaller */

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

/* In another console than the caller's, which the call leaves. */
static void start_with_console(struct os_process *child)
{
    char folder[OS_PATH], program[OS_PATH], name[64];
    struct text path = text_over(program, sizeof program), event = text_over(name, sizeof name);
    const char *const words[] = {name, NULL};
    struct os_spawn what = {.program = program, .arguments = words, .own_console = true};
    void *ready = NULL;
    assert_int_equal(os_program_folder(folder, NULL), KIT_OK);
    text_add(&path, "%s/crash_test_child.exe", folder);
    text_add(&event, "lifeline-asking-test-%llx", os_random());
    assert_int_equal(os_event_create(name, OS_MANUAL_RESET, &ready, NULL), KIT_OK);
    assert_int_equal(os_spawn(&what, child, NULL), KIT_OK);
    assert_int_equal(os_wait_any(&ready, 1, LONG_MS), 0);
    os_close(&ready);
}

static void a_key_that_does_not_arrive_is_not_said_to_be_sent(void **state)
{
    struct os_process child = {0};
    struct kit_error err = {0};
    (void)state;
    start_with_console(&child);
    enum kit_status status = os_console_key(child.pid, true, &err);
    bool ends = status == KIT_OK && os_wait_any(&child.handle, 1, LONG_MS) == 0;
    os_process_kill(child.handle, 1, NULL);
    os_close(&child.handle);
    assert_true(ends || status == KIT_OS);
    if (os_is_wine())
        assert_string_equal(err.text, "Wine does not deliver Ctrl+Break");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_process_without_a_window_is_not_found),
        cmocka_unit_test(a_process_without_a_console_is_not_found),
        cmocka_unit_test(a_key_that_does_not_arrive_is_not_said_to_be_sent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
