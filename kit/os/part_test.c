/*
 * Goal: exactly the pipes that two processes share are disconnected, whoever has which end.
 * Method: this process, and one that is suspended before its first instruction and is given
 * ends of pipes.
 */
#include "kit/os/part.h"
#include "kit/os/file.h"
#include "kit/os/process.h"
#include "kit/os/text.h"
#include "kit/os/win32.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

static struct os_process child;
static HANDLE read_shared, write_shared, read_own, write_own;

static int set_up(void **state)
{
    char program[OS_PATH];
    wchar_t wide[OS_PATH];
    (void)state;
    struct os_spawn what = {.program = program, .suspended = true};
    return GetModuleFileNameW(NULL, wide, OS_PATH) > 0 && os_narrow(wide, program, OS_PATH) &&
                   os_spawn(&what, &child, NULL) == KIT_OK &&
                   CreatePipe(&read_shared, &write_shared, NULL, 0) &&
                   CreatePipe(&read_own, &write_own, NULL, 0)
               ? 0
               : -1;
}

static int tear_down(void **state)
{
    (void)state;
    os_process_kill(child.handle, 1, NULL);
    os_close(&child.handle);
    os_close(&child.thread);
    os_close(&read_shared);
    os_close(&write_shared);
    os_close(&read_own);
    os_close(&write_own);
    return 0;
}

static void give(HANDLE handle)
{
    HANDLE given = NULL;
    assert_true(DuplicateHandle(GetCurrentProcess(), handle, child.handle, &given, 0, FALSE,
                                DUPLICATE_SAME_ACCESS));
}

static DWORD error_of_write(HANDLE to)
{
    DWORD written = 0;
    return WriteFile(to, "x", 1, &written, NULL) ? ERROR_SUCCESS : GetLastError();
}

static void assert_parts(HANDLE one, HANDLE other)
{
    struct kit_error err;
    if (os_part(one, other, &err) != KIT_OK)
        fail_msg("%s", err.text);
    assert_int_equal(error_of_write(write_shared), ERROR_PIPE_NOT_CONNECTED);
    assert_int_equal(error_of_write(write_own), ERROR_SUCCESS);
}

static void the_pipe_whose_client_is_there_is_parted(void **state)
{
    (void)state;
    give(write_shared);
    assert_parts(GetCurrentProcess(), child.handle);
}

static void the_pipe_whose_server_is_there_is_parted(void **state)
{
    (void)state;
    give(read_shared);
    os_close(&read_shared);
    assert_parts(child.handle, GetCurrentProcess());
}

static void where_nothing_is_shared_nothing_is_parted(void **state)
{
    (void)state;
    struct kit_error err = {.status = KIT_OK};
    assert_int_equal(os_part(GetCurrentProcess(), child.handle, &err), KIT_NOT_FOUND);
    assert_non_null(strstr(err.text, "no connected pipe"));
    assert_int_equal(error_of_write(write_shared), ERROR_SUCCESS);
    assert_int_equal(error_of_write(write_own), ERROR_SUCCESS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_pipe_whose_client_is_there_is_parted, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(the_pipe_whose_server_is_there_is_parted, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(where_nothing_is_shared_nothing_is_parted, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
