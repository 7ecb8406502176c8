/*
 * Goal: a forged message comes into exactly the pipe that leads from the one process to the
 * other, between the messages of the sender, and nobody else hears of it. Method: this process
 * as the sender or the receiver, and one that is suspended before its first instruction and is
 * given ends of pipes.
 */
#include "kit/os/forge.h"
#include "kit/os/suspended_child_test.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

static char names[256];

static int set_up(void **state)
{
    (void)state;
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

static enum kit_status forge(HANDLE to, HANDLE as, const char *pattern, const char *bytes)
{
    struct text text = text_over(names, sizeof names);
    const struct os_forgery what = {
        .to = to, .as = as, .pattern = pattern, .bytes = bytes, .size = strlen(bytes)};
    struct kit_error err;
    names[0] = 0;
    return os_forge_message(&what, &text, &err);
}

static void expect_bytes(HANDLE from, const char *bytes)
{
    char got[64] = "";
    DWORD size = 0, there = 0;
    assert_true(PeekNamedPipe(from, NULL, 0, NULL, &there, NULL));
    if (there > 0)
        assert_true(ReadFile(from, got, sizeof got - 1, &size, NULL));
    got[size] = 0;
    assert_string_equal(got, bytes);
}

static void write_bytes(HANDLE to, const char *bytes)
{
    DWORD size = 0;
    assert_true(WriteFile(to, bytes, (DWORD)strlen(bytes), &size, NULL));
}

/* The child writes into it, this process reads. */
static void open_pipe_from_child(HANDLE *read)
{
    HANDLE write = NULL;
    assert_true(CreatePipe(read, &write, NULL, 0));
    give(write);
    CloseHandle(write);
}

static void a_message_comes_behind_those_that_were_sent_before(void **state)
{
    HANDLE read = NULL, write = NULL;
    (void)state;
    assert_true(CreatePipe(&read, &write, NULL, 0));
    give(read);
    write_bytes(write, "one");
    assert_int_equal(forge(child.handle, GetCurrentProcess(), NULL, "two"), KIT_OK);
    write_bytes(write, "three");
    expect_bytes(read, "onetwothree");
    CloseHandle(read);
    CloseHandle(write);
}

static void a_pipe_in_the_other_direction_is_none(void **state)
{
    HANDLE read = NULL;
    (void)state;
    open_pipe_from_child(&read);
    assert_int_equal(forge(child.handle, GetCurrentProcess(), NULL, "x"), KIT_NOT_FOUND);
    expect_bytes(read, "");
    assert_int_equal(forge(GetCurrentProcess(), child.handle, NULL, "x"), KIT_OK);
    expect_bytes(read, "x");
    CloseHandle(read);
}

static void of_several_pipes_none_is_guessed(void **state)
{
    HANDLE first = NULL, second = NULL;
    char pattern[256];
    (void)state;
    open_pipe_from_child(&first);
    assert_int_equal(forge(GetCurrentProcess(), child.handle, NULL, "a"), KIT_OK);
    strcpy(pattern, names);
    open_pipe_from_child(&second);
    assert_int_equal(forge(GetCurrentProcess(), child.handle, NULL, "b"), KIT_BAD_INPUT);
    assert_non_null(strstr(names, pattern));
    assert_non_null(strstr(names, ", "));
    assert_int_equal(forge(GetCurrentProcess(), child.handle, pattern, "c"), KIT_OK);
    expect_bytes(first, "ac");
    expect_bytes(second, "");
    assert_int_equal(forge(GetCurrentProcess(), child.handle, "no such", "d"), KIT_NOT_FOUND);
    CloseHandle(first);
    CloseHandle(second);
}

#define PATH L"\\\\.\\pipe\\lifeline-forge-test"

static HANDLE serve(DWORD flags)
{
    HANDLE pipe =
        CreateNamedPipeW(PATH, PIPE_ACCESS_DUPLEX | flags,
                         PIPE_TYPE_MESSAGE | PIPE_READMODE_MESSAGE, 3, 64, 64, 0, NULL);
    assert_true(pipe != INVALID_HANDLE_VALUE);
    return pipe;
}

static HANDLE open_client(void)
{
    HANDLE client =
        CreateFileW(PATH, GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);
    assert_true(client != INVALID_HANDLE_VALUE);
    return client;
}

/* This process opened the client's end, so the child cannot be the one that reads there. */
static void an_instance_of_somebody_else_is_none(void **state)
{
    (void)state;
    HANDLE server = serve(0), client = open_client(), second = serve(0);
    give(client);
    assert_int_equal(forge(child.handle, GetCurrentProcess(), "lifeline-forge-test", "x"),
                     KIT_BAD_INPUT);
    CloseHandle(second);
    assert_int_equal(forge(child.handle, GetCurrentProcess(), "lifeline-forge-test", "x"),
                     KIT_OK);
    expect_bytes(client, "x");
    CloseHandle(server);
    CloseHandle(client);
}

/* A completion that the sender did not ask for would be taken for one of its own. */
static void the_completion_port_of_the_sender_is_not_told(void **state)
{
    DWORD size = 0;
    ULONG_PTR key = 0;
    OVERLAPPED *whose = NULL;
    (void)state;
    HANDLE server = serve(FILE_FLAG_OVERLAPPED), client = open_client();
    HANDLE port = CreateIoCompletionPort(server, NULL, 7, 0);
    assert_non_null(port);
    give(client);
    assert_int_equal(forge(child.handle, GetCurrentProcess(), "lifeline-forge-test", "x"),
                     KIT_OK);
    expect_bytes(client, "x");
    assert_false(GetQueuedCompletionStatus(port, &size, &key, &whose, 50));
    CloseHandle(port);
    CloseHandle(server);
    CloseHandle(client);
}

/* A write on a synchronous handle cannot be given up; the process that makes it is ended. */
static void a_full_pipe_takes_no_message(void **state)
{
    static const char block[64] = "";
    OVERLAPPED pending = {.hEvent = NULL};
    (void)state;
    HANDLE server = serve(FILE_FLAG_OVERLAPPED), client = open_client();
    give(client);
    while (WriteFile(server, block, sizeof block, NULL, &pending))
        continue;
    assert_int_equal(GetLastError(), ERROR_IO_PENDING);
    assert_int_equal(forge(child.handle, GetCurrentProcess(), "lifeline-forge-test", "x"),
                     KIT_TIMEOUT);
    CancelIo(server);
    CloseHandle(server);
    CloseHandle(client);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_message_comes_behind_those_that_were_sent_before,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_pipe_in_the_other_direction_is_none, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(of_several_pipes_none_is_guessed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_instance_of_somebody_else_is_none, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(the_completion_port_of_the_sender_is_not_told, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_full_pipe_takes_no_message, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
