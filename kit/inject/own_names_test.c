/*
 * Goal: a name becomes the run's own, and what belongs to the system keeps its name. Method:
 * names as programs and the system's own DLLs have them.
 */
#include "kit/inject/own_names.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

static size_t in_units(uint16_t units[64], const char *text)
{
    size_t length = strlen(text);
    assert_true(length <= 64);
    for (size_t i = 0; i < length; i++)
        units[i] = (uint16_t)text[i];
    return length;
}

static void assert_own(enum object_kind kind, const char *name, const char *wanted)
{
    uint16_t units[64], made[64], expected[64];
    size_t count = in_units(units, name), place = own_name_place(kind, units, count);
    assert_int_not_equal(place, OWN_NAME_KEPT);
    size_t length = own_name_make(made, 64, units, count, place, "ab12.");
    assert_int_equal(length, in_units(expected, wanted));
    assert_memory_equal(made, expected, length * sizeof *made);
}

static void assert_kept(enum object_kind kind, const char *name)
{
    uint16_t units[64];
    size_t count = in_units(units, name);
    assert_true(own_name_place(kind, units, count) == OWN_NAME_KEPT);
}

static void a_name_gets_what_is_the_runs(void **state)
{
    (void)state;
    assert_own(OBJECT_PIPE, "daemon", "ab12.daemon");
    assert_own(OBJECT_PIPE, "a\\b", "ab12.a\\b");
    assert_own(OBJECT_EVENT, "ready", "ab12.ready");
    assert_own(OBJECT_SECTION, "x.dl", "ab12.x.dl");
    assert_own(OBJECT_MUTEX, "x.dll", "ab12.x.dll");
}

static void it_stands_behind_the_scope(void **state)
{
    (void)state;
    assert_own(OBJECT_MUTEX, "Global\\one", "Global\\ab12.one");
    assert_own(OBJECT_SEMAPHORE, "LOCAL\\one", "LOCAL\\ab12.one");
    assert_own(OBJECT_PIPE, "local\\one", "ab12.local\\one"); /* a pipe has no scope */
    assert_own(OBJECT_EVENT, "Session\\1\\one", "Session\\1\\ab12.one");
    assert_own(OBJECT_EVENT, "SESSION\\12\\one", "SESSION\\12\\ab12.one");
    assert_own(OBJECT_EVENT, "Session\\one", "ab12.Session\\one");
    assert_own(OBJECT_EVENT, "Session\\1", "ab12.Session\\1");
    assert_own(OBJECT_EVENT, "Session\\\\one", "ab12.Session\\\\one");
}

static void what_is_the_systems_keeps_its_name(void **state)
{
    (void)state;
    assert_kept(OBJECT_EVENT, "__wineboot_event");
    assert_kept(OBJECT_EVENT, "Global\\__wine_x");
    assert_kept(OBJECT_EVENT, "\\KernelObjects\\x");
    assert_kept(OBJECT_SECTION, "kernel32.DLL");
    assert_kept(OBJECT_PIPE, "Win32.Pipes.00000020.00000001");
    assert_kept(OBJECT_PIPE, "svcctl");
    assert_kept(OBJECT_PIPE, "lrpc\\irpcss");
    assert_kept(OBJECT_PIPE, "");
    assert_kept(OBJECT_MUTEX, "");
    assert_kept(OBJECT_MUTEX, "Global\\");
    assert_kept(OBJECT_MUTEX, "Session\\1\\");
    assert_kept(OBJECT_EVENT, "Session\\1\\__wine_x");
}

static void a_path_of_a_pipe_has_its_prefix(void **state)
{
    static const struct {
        const char *path;
        size_t length;
    } rows[] = {
        {"\\??\\pipe\\x", 9},
        {"\\??\\PIPE\\x", 9},
        {"\\Device\\NamedPipe\\x", 18},
        {"\\??\\C:\\pipe\\x", 0},
        {"\\??\\pipe", 0},
        {"\\DosDevices\\pipe\\x", 17},
        {"", 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint16_t units[64];
        size_t count = in_units(units, rows[i].path);
        assert_int_equal(pipe_path_prefix(units, count), rows[i].length);
    }
}

static void a_name_without_room_is_not_made(void **state)
{
    uint16_t units[64], made[10];
    (void)state;
    size_t count = in_units(units, "abcdef");
    assert_int_equal(own_name_make(made, 10, units, count, 0, "ab12."), 0);
    assert_int_equal(own_name_make(made, 10, units, count - 1, 0, "ab12."), 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_gets_what_is_the_runs),
        cmocka_unit_test(it_stands_behind_the_scope),
        cmocka_unit_test(what_is_the_systems_keeps_its_name),
        cmocka_unit_test(a_path_of_a_pipe_has_its_prefix),
        cmocka_unit_test(a_name_without_room_is_not_made),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
