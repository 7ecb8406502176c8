/*
 * Goal: a process that is made to crash ends as one that crashed by itself, its own handlers
 * are heard, and a process that goes on, or has ended before, is told. Method:
 * crash_test_child, which stays until then.
 */
#include "kit/os/crash.h"
#include "kit/base/faults.h"
#include "kit/base/text.h"
#include "kit/os/clock.h"
#include "kit/os/event.h"
#include "kit/os/output.h"
#include "kit/os/process.h"
#include "kit/os/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

#define LONG_MS 20000u

static struct os_process child;
static void *ready;

/* Starts the child and waits until it stays. `way` may be NULL. */
static void start(const char *way)
{
    char folder[OS_PATH], program[OS_PATH], name[64];
    struct text path = text_over(program, sizeof program), event = text_over(name, sizeof name);
    const char *const words[] = {name, way, NULL};
    struct os_spawn what = {.program = program, .arguments = words};
    assert_int_equal(os_program_folder(folder, NULL), KIT_OK);
    text_add(&path, "%s/crash_test_child.exe", folder);
    text_add(&event, "lifeline-crash-test-%llx", os_random());
    assert_int_equal(os_event_create(name, OS_MANUAL_RESET, &ready, NULL), KIT_OK);
    assert_int_equal(os_spawn(&what, &child, NULL), KIT_OK);
    void *either[2] = {child.handle, ready};
    assert_int_equal(os_wait_any(either, 2, LONG_MS), 1);
}

static int tear_down(void **state)
{
    (void)state;
    os_process_kill(child.handle, 1, NULL);
    os_close(&child.handle);
    os_close(&child.thread);
    os_close(&ready);
    return 0;
}

static void a_program_ends_with_an_access_violation(void **state)
{
    (void)state;
    start(NULL);
    assert_int_equal(os_process_crash(child.handle, NULL), KIT_OK);
    assert_int_equal(os_wait_any(&child.handle, 1, LONG_MS), 0);
    assert_int_equal(os_exit_code(child.handle), KIT_CRASH_CODE);
}

static void so_does_one_that_is_suspended(void **state)
{
    (void)state;
    start(NULL);
    assert_int_equal(os_process_suspend(child.handle, NULL), KIT_OK);
    assert_int_equal(os_process_crash(child.handle, NULL), KIT_OK);
    assert_int_equal(os_wait_any(&child.handle, 1, LONG_MS), 0);
    assert_int_equal(os_exit_code(child.handle), KIT_CRASH_CODE);
}

static void its_own_handler_ends_it_as_it_likes(void **state)
{
    (void)state;
    start("exits");
    assert_int_equal(os_process_crash(child.handle, NULL), KIT_OK);
    assert_int_equal(os_wait_any(&child.handle, 1, LONG_MS), 0);
    assert_int_equal(os_exit_code(child.handle), 3);
}

static void one_that_goes_on_is_told(void **state)
{
    struct kit_error err;
    (void)state;
    start("survives");
    assert_int_equal(os_process_crash(child.handle, &err), KIT_VIOLATION);
    assert_string_equal(
        err.text, "its own handler ended the thread that crashed, and the program goes on");
    assert_false(os_process_ended(child.handle));
}

static void one_that_has_ended_cannot_crash(void **state)
{
    (void)state;
    start(NULL);
    assert_int_equal(os_process_kill(child.handle, 5, NULL), KIT_OK);
    assert_int_not_equal(os_process_crash(child.handle, NULL), KIT_OK);
    assert_int_equal(os_exit_code(child.handle), 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_program_ends_with_an_access_violation, tear_down),
        cmocka_unit_test_teardown(so_does_one_that_is_suspended, tear_down),
        cmocka_unit_test_teardown(its_own_handler_ends_it_as_it_likes, tear_down),
        cmocka_unit_test_teardown(one_that_goes_on_is_told, tear_down),
        cmocka_unit_test_teardown(one_that_has_ended_cannot_crash, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
