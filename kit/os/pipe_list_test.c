/*
 * Goal: the ends of pipes that another process has are listed with their direction, and a
 * question that is never answered does not block. Method: a process that is suspended before
 * its first instruction and is given ends of pipes.
 */
#include "kit/os/pipe_list.h"
#include "kit/base/text.h"
#include "kit/os/clock.h"
#include "kit/os/event.h"
#include "kit/os/suspended_child_test.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

#define LONG_MS 10000u

static char found[512];

static int set_up(void **state)
{
    (void)state;
    found[0] = 0;
    return suspended_child_begin() ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    suspended_child_end();
    return 0;
}

static void give(HANDLE handle)
{
    HANDLE given = NULL;
    assert_true(DuplicateHandle(GetCurrentProcess(), handle, child.handle, &given, 0, FALSE,
                                DUPLICATE_SAME_ACCESS));
}

static void note_end(void *context, const struct os_pipe_end *end)
{
    struct text text = text_after(found, sizeof found);
    const char *name = context;
    if (name && !words_equal(name, end->name))
        return;
    text_add(&text, "%s%s%s%s of %u;", end->is_server ? "server" : "client",
             end->is_listening ? " listens" : "", end->can_read ? " reads" : "",
             end->can_write ? " writes" : "", (unsigned)end->instances);
}

static void expect_found(const char *name, const char *ends)
{
    uint32_t left = 7;
    struct kit_error err;
    found[0] = 0;
    if (os_process_pipes_within(child.handle, LONG_MS, note_end, (void *)(uintptr_t)name, &left,
                                &err) != KIT_OK)
        fail_msg("%s", err.text);
    assert_string_equal(found, ends);
    assert_int_equal(left, 0);
}

static void a_pipe_of_one_direction_has_an_end_that_reads_and_one_that_writes(void **state)
{
    HANDLE read = NULL, write = NULL;
    (void)state;
    assert_true(CreatePipe(&read, &write, NULL, 0));
    give(read);
    expect_found(NULL, "server reads of 1;");
    give(write);
    expect_found(NULL, "server reads of 1;client writes of 1;");
    CloseHandle(read);
    CloseHandle(write);
}

static HANDLE serve(const wchar_t *path, DWORD access)
{
    HANDLE pipe = CreateNamedPipeW(path, access, PIPE_TYPE_BYTE, 3, 0, 0, 0, NULL);
    assert_true(pipe != INVALID_HANDLE_VALUE);
    give(pipe);
    return pipe;
}

static void a_pipe_of_both_directions_has_a_servers_end_and_a_clients(void **state)
{
    wchar_t path[64];
    char name[64];
    (void)state;
    snprintf(name, sizeof name, "lifeline-list-test-%lu", GetCurrentProcessId());
    swprintf(path, 64, L"\\\\.\\pipe\\lifeline-list-test-%lu", GetCurrentProcessId());
    HANDLE server = serve(path, PIPE_ACCESS_DUPLEX);
    expect_found(name, "server listens reads writes of 1;");
    HANDLE client =
        CreateFileW(path, GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);
    assert_true(client != INVALID_HANDLE_VALUE);
    give(client);
    expect_found(name, "server reads writes of 1;client reads writes of 1;");
    HANDLE second = serve(path, PIPE_ACCESS_DUPLEX);
    expect_found(name, "server reads writes of 2;client reads writes of 2;"
                       "server listens reads writes of 2;");
    CloseHandle(server);
    CloseHandle(client);
    CloseHandle(second);
}

static void a_servers_end_that_only_writes_is_told(void **state)
{
    wchar_t path[64];
    (void)state;
    swprintf(path, 64, L"\\\\.\\pipe\\lifeline-list-test-%lu", GetCurrentProcessId());
    HANDLE server = serve(path, PIPE_ACCESS_OUTBOUND);
    HANDLE client = CreateFileW(path, GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);
    assert_true(client != INVALID_HANDLE_VALUE);
    give(client);
    expect_found(NULL, "server writes of 1;client reads of 1;");
    CloseHandle(server);
    CloseHandle(client);
}

static void wait_for_event(void *context)
{
    os_wait_any(context, 1, LONG_MS);
}

/* As a question on Windows does while a synchronous read is pending. */
static void a_question_that_is_not_answered_is_left(void **state)
{
    void *event = NULL;
    (void)state;
    assert_int_equal(os_event_create(NULL, OS_MANUAL_RESET, &event, NULL), KIT_OK);
    struct os_deadline deadline = os_deadline_in(LONG_MS);
    assert_false(os_answers_within(wait_for_event, &event, 20));
    assert_true(os_left(deadline) > LONG_MS / 2);
    os_event_set(event);
    assert_true(os_answers_within(wait_for_event, &event, LONG_MS));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            a_pipe_of_one_direction_has_an_end_that_reads_and_one_that_writes, set_up,
            tear_down),
        cmocka_unit_test_setup_teardown(
            a_pipe_of_both_directions_has_a_servers_end_and_a_clients, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_servers_end_that_only_writes_is_told, set_up,
                                        tear_down),
        cmocka_unit_test(a_question_that_is_not_answered_is_left),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
