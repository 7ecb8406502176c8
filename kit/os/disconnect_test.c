/*
 * Goal: exactly the pipes that two processes share are disconnected, whoever has which end.
 * Method: this process, and one that is suspended before its first instruction and is given
 * ends of pipes. Where it matters who opened a pipe, loss_test_child as a client.
 */
#include "kit/os/disconnect.h"
#include "kit/base/text.h"
#include "kit/os/event.h"
#include "kit/os/handles.h"
#include "kit/os/suspended_child_test.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

static HANDLE read_shared, write_shared, read_own, write_own;

static int set_up(void **state)
{
    (void)state;
    return suspended_child_begin() && CreatePipe(&read_shared, &write_shared, NULL, 0) &&
                   CreatePipe(&read_own, &write_own, NULL, 0)
               ? 0
               : -1;
}

static int tear_down(void **state)
{
    (void)state;
    suspended_child_end();
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

static void assert_disconnects(HANDLE one, HANDLE other)
{
    struct kit_error err;
    if (os_disconnect_pipes(one, other, &err) != KIT_OK)
        fail_msg("%s", err.text);
    assert_int_equal(error_of_write(write_shared), ERROR_PIPE_NOT_CONNECTED);
    assert_int_equal(error_of_write(write_own), ERROR_SUCCESS);
}

static void the_pipe_whose_client_is_there_is_disconnected(void **state)
{
    (void)state;
    give(write_shared);
    assert_disconnects(GetCurrentProcess(), child.handle);
}

static void the_pipe_whose_server_is_there_is_disconnected(void **state)
{
    (void)state;
    give(read_shared);
    os_close(&read_shared);
    assert_disconnects(child.handle, GetCurrentProcess());
}

static void where_nothing_is_shared_nothing_is_disconnected(void **state)
{
    (void)state;
    struct kit_error err = {.status = KIT_OK};
    assert_int_equal(os_disconnect_pipes(GetCurrentProcess(), child.handle, &err),
                     KIT_NOT_FOUND);
    assert_non_null(strstr(err.text, "no connected pipe"));
    assert_int_equal(error_of_write(write_shared), ERROR_SUCCESS);
    assert_int_equal(error_of_write(write_own), ERROR_SUCCESS);
}

/* Its server's handle is for writing alone, and may not be asked about the pipe. */
static void a_pipe_by_which_the_server_only_writes_is_disconnected_too(void **state)
{
    wchar_t name[64];
    struct kit_error err;
    (void)state;
    _snwprintf(name, 64, L"\\\\.\\pipe\\part-out-%lu", GetCurrentProcessId());
    HANDLE server =
        CreateNamedPipeW(name, PIPE_ACCESS_OUTBOUND, PIPE_TYPE_BYTE, 1, 64, 64, 0, NULL);
    HANDLE client = CreateFileW(name, GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);
    assert_true(server != INVALID_HANDLE_VALUE && client != INVALID_HANDLE_VALUE);
    give(client);
    CloseHandle(client);
    if (os_disconnect_pipes(GetCurrentProcess(), child.handle, &err) != KIT_OK)
        fail_msg("%s", err.text);
    assert_int_equal(error_of_write(server), ERROR_PIPE_NOT_CONNECTED);
    CloseHandle(server);
}

/* Two children at one name, as with a server that makes an instance for each client. */
#define CLIENTS 2
#define LONG_MS 20000u

static char pipe_name[64];
static HANDLE instances[CLIENTS];
static struct os_process clients[CLIENTS];

static int name_pipe(void **state)
{
    struct text name = text_over(pipe_name, sizeof pipe_name);
    (void)state;
    text_add(&name, "lifeline-disconnect-test-%llx", os_random());
    return set_up(state);
}

static int close_instances(void **state)
{
    for (int i = 0; i < CLIENTS; i++) {
        if (clients[i].handle)
            os_process_kill(clients[i].handle, 1, NULL);
        os_close(&clients[i].handle);
        os_close(&instances[i]);
    }
    return tear_down(state);
}

static HANDLE make_instance(void)
{
    char path[96];
    struct text to = text_over(path, sizeof path);
    text_add(&to, "\\\\.\\pipe\\%s", pipe_name);
    HANDLE made = CreateNamedPipeA(path, PIPE_ACCESS_DUPLEX | FILE_FLAG_OVERLAPPED,
                                   PIPE_TYPE_MESSAGE | PIPE_READMODE_MESSAGE, CLIENTS, 4096,
                                   4096, 0, NULL);
    assert_ptr_not_equal(made, INVALID_HANDLE_VALUE);
    return made;
}

/* Opened by this process; the handle is the caller's. */
static HANDLE open_client(void)
{
    char path[96];
    struct text to = text_over(path, sizeof path);
    text_add(&to, "\\\\.\\pipe\\%s", pipe_name);
    HANDLE made =
        CreateFileA(path, GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);
    assert_ptr_not_equal(made, INVALID_HANDLE_VALUE);
    return made;
}

/* A child that opened this pipe, and stays. */
static void start_client(int i)
{
    char folder[OS_PATH], program[OS_PATH], ready_name[96], go_name[96];
    const char *const words[] = {"client", pipe_name, ready_name, go_name, "CLOSED", "", NULL};
    struct os_spawn what = {.program = program, .arguments = words};
    struct text path = text_over(program, sizeof program);
    struct text ready_text = text_over(ready_name, sizeof ready_name);
    struct text go_text = text_over(go_name, sizeof go_name);
    void *either[2] = {NULL, NULL}, *go = NULL;
    assert_int_equal(os_program_folder(folder, NULL), KIT_OK);
    text_add(&path, "%s/loss_test_child.exe", folder);
    text_add(&ready_text, "%s.ready.%d", pipe_name, i);
    text_add(&go_text, "%s.go.%d", pipe_name, i);
    assert_int_equal(os_event_create(ready_name, OS_AUTO_RESET, &either[1], NULL), KIT_OK);
    assert_int_equal(os_event_create(go_name, OS_MANUAL_RESET, &go, NULL), KIT_OK);
    assert_int_equal(os_spawn(&what, &clients[i], NULL), KIT_OK);
    either[0] = clients[i].handle;
    assert_int_equal(os_wait_any(either, 2, LONG_MS), 1);
    os_close(&either[1]);
    os_close(&go);
}

static DWORD error_of_peek(HANDLE from)
{
    return PeekNamedPipe(from, NULL, 0, NULL, NULL, NULL) ? ERROR_SUCCESS : GetLastError();
}

static void of_two_instances_of_one_name_only_theirs_is_disconnected(void **state)
{
    (void)state;
    for (int i = 0; i < CLIENTS; i++) {
        instances[i] = make_instance();
        start_client(i);
    }
    give(instances[0]); /* a third process that holds a server's end is nobody's peer */
    assert_int_equal(os_disconnect_pipes(clients[1].handle, GetCurrentProcess(), NULL), KIT_OK);
    assert_int_equal(error_of_peek(instances[1]), ERROR_BAD_PIPE);
    assert_int_equal(error_of_peek(instances[0]), ERROR_SUCCESS);
    assert_int_equal(os_disconnect_pipes(GetCurrentProcess(), clients[0].handle, NULL), KIT_OK);
    assert_int_equal(error_of_peek(instances[0]), ERROR_BAD_PIPE);
}

/* Its end was opened by its parent, and so were the other children's: nothing tells whose it
 * is. */
static void instances_that_cannot_be_told_apart_are_left_alone(void **state)
{
    HANDLE ends[CLIENTS];
    struct kit_error err = {.status = KIT_OK};
    (void)state;
    for (int i = 0; i < CLIENTS; i++) {
        instances[i] = make_instance();
        ends[i] = open_client();
    }
    give(ends[1]);
    os_close(&ends[1]);
    assert_int_equal(os_disconnect_pipes(GetCurrentProcess(), child.handle, &err),
                     KIT_BAD_INPUT);
    assert_non_null(strstr(err.text, "cannot be told from others"));
    for (int i = 0; i < CLIENTS; i++)
        assert_int_equal(error_of_peek(instances[i]), ERROR_SUCCESS);
    os_close(&ends[0]);
}

static void a_pipe_without_a_name_is_none_that_can_be_found(void **state)
{
    static const struct {
        const wchar_t *name;
        bool named;
    } rows[] = {
        {L"", false},
        {L"\\Device\\NamedPipe", false},
        {L"\\Device\\NamedPipe\\", false},
        {L"\\Device\\NamedPipe\\x", true},
        {L"\\Device\\NamedPipe\\Win32Pipes.0000012c.00000001", true},
        {L"\\Device\\NamedPipes", true},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(pipe_is_named(rows[i].name, wcslen(rows[i].name)), rows[i].named);
}

#define TOO_MANY 257

static void more_pipes_than_are_looked_at_are_told_of(void **state)
{
    static HANDLE ends[TOO_MANY][2];
    struct kit_error err = {.status = KIT_OK};
    (void)state;
    give(write_shared);
    for (int i = 0; i < TOO_MANY; i++)
        assert_true(CreatePipe(&ends[i][0], &ends[i][1], NULL, 0));
    enum kit_status status = os_disconnect_pipes(GetCurrentProcess(), child.handle, &err);
    for (int i = 0; i < TOO_MANY; i++) {
        os_close(&ends[i][0]);
        os_close(&ends[i][1]);
    }
    assert_int_equal(status, KIT_FULL);
    assert_non_null(strstr(err.text, "more than 256 pipes"));
    assert_int_equal(error_of_write(write_shared), ERROR_SUCCESS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_pipe_whose_client_is_there_is_disconnected, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(the_pipe_whose_server_is_there_is_disconnected, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(
            a_pipe_by_which_the_server_only_writes_is_disconnected_too, set_up, tear_down),
        cmocka_unit_test_setup_teardown(where_nothing_is_shared_nothing_is_disconnected, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(
            of_two_instances_of_one_name_only_theirs_is_disconnected, name_pipe,
            close_instances),
        cmocka_unit_test_setup_teardown(instances_that_cannot_be_told_apart_are_left_alone,
                                        name_pipe, close_instances),
        cmocka_unit_test(a_pipe_without_a_name_is_none_that_can_be_found),
        cmocka_unit_test_setup_teardown(more_pipes_than_are_looked_at_are_told_of, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
