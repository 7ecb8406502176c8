/* Goal: a pipe, an event, a file and a port are told apart from what is gone, and from what
 * nobody can tell. Method: the test's own objects. */
#include "kit/os/there.h"
#include "kit/os/folder_test.h"
#include "kit/os/win32.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#define LONG_NAME_BYTES 4000

static void name_of_test(char name[64], const char *what)
{
    struct text text = text_over(name, 64);
    text_add(&text, "lifeline-there-%s-%llx", what, os_random());
}

static void an_event_is_there_while_it_is_open(void **state)
{
    (void)state;
    char name[64];
    wchar_t wide[64];
    name_of_test(name, "event");
    assert_true(os_widen(name, wide, 64));
    assert_int_equal(os_event_there(name), OS_GONE);
    HANDLE event = CreateEventW(NULL, TRUE, FALSE, wide);
    assert_non_null(event);
    assert_int_equal(os_event_there(name), OS_THERE);
    CloseHandle(event);
    assert_int_equal(os_event_there(name), OS_GONE);
}

static HANDLE make_mutex(const wchar_t *name)
{
    return CreateMutexW(NULL, FALSE, name);
}

static HANDLE make_semaphore(const wchar_t *name)
{
    return CreateSemaphoreW(NULL, 0, 1, name);
}

static HANDLE make_section(const wchar_t *name)
{
    return CreateFileMappingW(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 64, name);
}

static void an_object_is_there_as_what_it_is(void **state)
{
    static const struct {
        HANDLE (*make)(const wchar_t *name);
        enum os_there (*there)(const char *name);
    } rows[] = {{make_mutex, os_mutex_there},
                {make_semaphore, os_semaphore_there},
                {make_section, os_section_there}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char name[64];
        wchar_t wide[64];
        name_of_test(name, "object");
        assert_true(os_widen(name, wide, 64));
        assert_int_equal(rows[i].there(name), OS_GONE);
        HANDLE object = rows[i].make(wide);
        assert_non_null(object);
        assert_int_equal(rows[i].there(name), OS_THERE);
        /* Its name is taken, but it is of no other kind. */
        assert_int_equal(rows[(i + 1) % 3].there(name), OS_GONE);
        assert_int_equal(os_event_there(name), OS_GONE);
        CloseHandle(object);
        assert_int_equal(rows[i].there(name), OS_GONE);
    }
}

static void a_pipe_is_there_while_it_is_served(void **state)
{
    (void)state;
    char name[64], path[80];
    wchar_t wide[80];
    struct text text = text_over(path, sizeof path);
    name_of_test(name, "pipe");
    text_add(&text, "\\\\.\\pipe\\%s", name);
    assert_true(os_widen(path, wide, 80));
    assert_int_equal(os_pipe_there(name), OS_GONE);
    HANDLE pipe = CreateNamedPipeW(wide, PIPE_ACCESS_DUPLEX, PIPE_TYPE_BYTE | PIPE_WAIT, 1, 64,
                                   64, 0, NULL);
    assert_true(pipe != INVALID_HANDLE_VALUE);
    assert_int_equal(os_pipe_there(name), OS_THERE);
    CloseHandle(pipe);
    assert_int_equal(os_pipe_there(name), OS_GONE);
}

static void a_file_is_there_until_it_is_removed(void **state)
{
    (void)state;
    char folder[OS_PATH];
    wchar_t wide[OS_PATH];
    assert_true(make_test_folder(folder, "there", ""));
    assert_int_equal(os_path_there(folder), OS_THERE);
    assert_true(os_widen(folder, wide, OS_PATH));
    assert_true(RemoveDirectoryW(wide));
    assert_int_equal(os_path_there(folder), OS_GONE);
    struct text text = text_over(folder, OS_PATH);
    text_add(&text, "no-such-folder\\file");
    assert_int_equal(os_path_there(folder), OS_GONE);
}

/* A name that the system cannot be asked about is not gone: a line that waits for its end must
 * not pass. */
static void what_cannot_be_asked_is_not_gone(void **state)
{
    (void)state;
    char *name = malloc(LONG_NAME_BYTES + 1);
    assert_non_null(name);
    memset(name, 'x', LONG_NAME_BYTES);
    name[LONG_NAME_BYTES] = '\0';
    assert_int_equal(os_pipe_there(name), OS_THERE_UNKNOWN);
    assert_int_equal(os_event_there(name), OS_THERE_UNKNOWN);
    assert_int_equal(os_path_there("a|b?c"), OS_THERE_UNKNOWN);
    free(name);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_event_is_there_while_it_is_open),
        cmocka_unit_test(an_object_is_there_as_what_it_is),
        cmocka_unit_test(a_pipe_is_there_while_it_is_served),
        cmocka_unit_test(a_file_is_there_until_it_is_removed),
        cmocka_unit_test(what_cannot_be_asked_is_not_gone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
