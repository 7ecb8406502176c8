/*
 * Goal: the system's own processes are known by their names, and no other is taken for one.
 * Method: names.
 */
#include "kit/judge/system_processes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void a_console_a_crash_and_an_object_are_the_systems(void **state)
{
    static const char *const names[] = {"conhost.exe", "OpenConsole.exe", "DLLHOST.EXE",
                                        "WerFault.exe", "createdump.exe"};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_true(is_systems_own(names[i]));
}

static void a_name_that_is_like_one_is_not(void **state)
{
    static const char *const names[] = {"",           "conhost",       "conhost.exe.exe",
                                        "helper.exe", "myconhost.exe", "conhost_.exe"};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_false(is_systems_own(names[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_console_a_crash_and_an_object_are_the_systems),
        cmocka_unit_test(a_name_that_is_like_one_is_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
