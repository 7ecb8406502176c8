/*
 * Goal: whatever is done to a pipe when its peer is gone, in whatever way and on either side,
 * the system says what the table of loss.c has for it, and the kit says gone. Method: a second
 * process takes the other side and is really lost; each operation is made by the bare call, and
 * again by kit/os/pipe.h. The table itself and the page that shows it are compared as data.
 */
#include "kit/base/text.h"
#include "kit/os/error.h"
#include "kit/os/event.h"
#include "kit/os/file.h"
#include "kit/os/loss.h"
#include "kit/os/pipe.h"
#include "kit/os/platform.h"
#include "kit/os/process.h"
#include "kit/os/text.h"
#include "kit/os/thread.h"
#include "kit/os/win32.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define LONG_MS    20000u
#define PIPE_ROOM  4096
#define LAST_WORDS "last words"
#define PAGE       "docs/wine-and-windows.md"

static const char *const operation_words[] = {
#define X(operation, words) words,
    OS_LOSS_OPERATIONS(X)
#undef X
};

enum way {
#define X(way, loss, words) WAY_##way,
    OS_LOSS_WAYS(X)
#undef X
        WAY_COUNT
};

static const struct {
    const char *name, *words;
    enum os_loss loss;
} ways[WAY_COUNT] = {
#define X(way, loss, words) {#way, words, OS_LOSS_BY_##loss},
    OS_LOSS_WAYS(X)
#undef X
};

static const struct os_loss_row *row_of(enum os_loss_operation operation, enum os_loss loss,
                                        uint32_t seen_by)
{
    for (size_t i = 0; i < os_loss_row_count; i++)
        if (os_loss_rows[i].operation == operation && os_loss_rows[i].loss == loss &&
            (os_loss_rows[i].seen_by & seen_by))
            return &os_loss_rows[i];
    return NULL;
}

/* ---- The table as data ---- */

static void a_cell_stands_in_one_row(void **state)
{
    (void)state;
    for (size_t i = 0; i < os_loss_row_count; i++)
        for (size_t k = i + 1; k < os_loss_row_count; k++)
            assert_false(os_loss_rows[i].operation == os_loss_rows[k].operation &&
                         os_loss_rows[i].loss == os_loss_rows[k].loss &&
                         (os_loss_rows[i].seen_by & os_loss_rows[k].seen_by));
}

static void what_is_said_of_windows_has_a_source_and_nothing_else_is_said(void **state)
{
    (void)state;
    for (size_t i = 0; i < os_loss_row_count; i++)
        assert_int_equal(os_loss_rows[i].windows == OS_LOSS_UNKNOWN,
                         os_loss_rows[i].source == OS_LOSS_SAID_BY_NONE);
}

static bool by_name(enum os_loss_operation operation)
{
    return operation == OS_LOSS_WAIT || operation == OS_LOSS_REOPEN;
}

static void expect_gone_code(const struct os_loss_row *row, uint32_t code)
{
    if (code == OS_LOSS_UNKNOWN)
        return;
    /* A message that was sent before the end was closed is still delivered; nothing else is. */
    assert_int_equal(code == 0, row->operation == OS_LOSS_QUEUED_READ &&
                                    row->loss == OS_LOSS_BY_PEER_CLOSED);
    if (code == 0)
        return;
    assert_int_equal(os_loss_status(row->operation, code), KIT_GONE);
    if (!by_name(row->operation))
        assert_int_equal(os_status(code), KIT_GONE);
}

static void the_codes_of_both_systems_say_gone(void **state)
{
    (void)state;
    for (size_t i = 0; i < os_loss_row_count; i++) {
        expect_gone_code(&os_loss_rows[i], os_loss_rows[i].wine);
        expect_gone_code(&os_loss_rows[i], os_loss_rows[i].windows);
    }
}

static void other_codes_do_not_say_gone(void **state)
{
    static const struct {
        enum os_loss_operation operation;
        uint32_t code;
        enum kit_status status;
    } others[] = {
        {OS_LOSS_READ, ERROR_FILE_NOT_FOUND, KIT_NOT_FOUND},
        {OS_LOSS_READ, ERROR_MORE_DATA, KIT_VIOLATION},
        {OS_LOSS_PENDING_READ, ERROR_OPERATION_ABORTED, KIT_TIMEOUT},
        {OS_LOSS_WRITE, ERROR_ACCESS_DENIED, KIT_DENIED},
        {OS_LOSS_PEEK, ERROR_INVALID_HANDLE, KIT_OS},
        {OS_LOSS_CONNECT, ERROR_PIPE_BUSY, KIT_DENIED},
        {OS_LOSS_REOPEN, ERROR_ACCESS_DENIED, KIT_DENIED},
        {OS_LOSS_QUEUED_READ, ERROR_SUCCESS, KIT_OK},
    };
    (void)state;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_int_equal(os_loss_status(others[i].operation, others[i].code), others[i].status);
}

/* ---- The page ---- */

static const struct {
    enum os_loss loss;
    uint32_t seen_by;
} columns[] = {
    {OS_LOSS_BY_PEER_CLOSED, OS_SEEN_BY_SERVER},  {OS_LOSS_BY_PEER_CLOSED, OS_SEEN_BY_CLIENT},
    {OS_LOSS_BY_DISCONNECTED, OS_SEEN_BY_CLIENT}, {OS_LOSS_BY_DISCONNECTED, OS_SEEN_BY_SERVER},
    {OS_LOSS_BY_OWN_CLOSED, OS_SEEN_BY_BOTH},
};

static void add_code(struct text *line, uint32_t code)
{
    if (code == OS_LOSS_UNKNOWN)
        text_add(line, "unknown");
    else if (code == 0)
        text_add(line, "the message");
    else
        text_add(line, "%u", code);
}

/* One code where both have the same, else "Wine's; Windows: its". */
static void add_cell(struct text *line, const struct os_loss_row *row)
{
    text_add(line, " ");
    if (row)
        add_code(line, row->wine);
    if (row && row->windows != row->wine) {
        text_add(line, "; Windows: ");
        add_code(line, row->windows);
    }
    text_add(line, "%s|", row ? " " : "");
}

static void the_page_shows_the_table(void **state)
{
    char *page = NULL;
    size_t size = 0;
    bool whole = true;
    (void)state;
    assert_int_equal(os_file_read(PAGE, 1 << 20, &page, &size, NULL), KIT_OK);
    for (int operation = 0; operation < OS_LOSS_OPERATION_COUNT; operation++) {
        char bytes[256];
        struct text line = text_over(bytes, sizeof bytes);
        text_add(&line, "| %s |", operation_words[operation]);
        for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
            add_cell(&line, row_of((enum os_loss_operation)operation, columns[i].loss,
                                   columns[i].seen_by));
        if (!strstr(page, bytes)) {
            print_error("missing in %s:\n%s\n", PAGE, bytes);
            whole = false;
        }
    }
    free(page);
    assert_true(whole);
}

/* ---- A peer that is really lost ---- */

static char pipe_name[64], ready_name[64], go_name[64], child_path[OS_PATH];
static void *ready, *go;
static struct os_process peer;

static int make_peer_objects(void **state)
{
    char folder[OS_PATH];
    struct text path = text_over(child_path, sizeof child_path);
    struct text name = text_over(pipe_name, sizeof pipe_name);
    struct text first = text_over(ready_name, sizeof ready_name);
    struct text second = text_over(go_name, sizeof go_name);
    (void)state;
    text_add(&name, "lifeline-loss-test-%lu-%llx", (unsigned long)os_own_pid(), os_random());
    text_add(&first, "%s.ready", pipe_name);
    text_add(&second, "%s.go", pipe_name);
    if (os_program_folder(folder, NULL) != KIT_OK)
        return -1;
    text_add(&path, "%s/loss_test_child.exe", folder);
    return os_event_create(ready_name, OS_AUTO_RESET, &ready, NULL) == KIT_OK &&
                   os_event_create(go_name, OS_AUTO_RESET, &go, NULL) == KIT_OK
               ? 0
               : -1;
}

static int end_peer(void **state)
{
    (void)state;
    if (peer.handle)
        os_process_kill(peer.handle, 1, NULL);
    os_close(&peer.handle);
    return 0;
}

static int close_peer_objects(void **state)
{
    end_peer(state);
    os_close(&ready);
    os_close(&go);
    return 0;
}

static void wait_ready(void)
{
    void *const either[] = {ready, peer.handle};
    assert_int_equal(os_wait_any(either, 2, LONG_MS), 0);
}

static void start_peer(uint32_t own_side, enum way way, const char *last)
{
    const char *const words[] = {
        own_side == OS_SEEN_BY_SERVER ? "client" : "server",
        pipe_name,
        ready_name,
        go_name,
        ways[way].name,
        last,
        NULL,
    };
    struct os_spawn what = {.program = child_path, .arguments = words};
    os_event_reset(ready);
    os_event_reset(go);
    assert_int_equal(os_spawn(&what, &peer, NULL), KIT_OK);
    wait_ready();
}

/* True if it is the peer that is lost: what this side does to its own end, the caller does. */
static bool lose_peer(uint32_t own_side, enum way way)
{
    switch (way) {
    case WAY_KILLED:
        assert_int_equal(os_process_kill(peer.handle, 77, NULL), KIT_OK);
        return true;
    case WAY_EXITED:
        os_event_set(go);
        assert_int_equal(os_wait_any(&peer.handle, 1, LONG_MS), 0);
        return true;
    case WAY_DISCONNECTED:
        if (own_side == OS_SEEN_BY_SERVER)
            return false;
        os_event_set(go);
        wait_ready();
        return true;
    case WAY_CLOSED:
        os_event_set(go);
        wait_ready();
        return true;
    case WAY_OWN_CLOSED:
    case WAY_COUNT:
        break;
    }
    return false;
}

/* ---- By the bare calls ---- */

struct end {
    HANDLE pipe;
    wchar_t path[OS_NAME_WIDE];
    OVERLAPPED read, write, other;
    char to[64];
};

static void take_end(struct end *end, uint32_t side, enum way way, const char *last)
{
    wchar_t name[64];
    DWORD mode = PIPE_READMODE_MESSAGE;
    memset(end, 0, sizeof *end);
    end->read.hEvent = CreateEventW(NULL, TRUE, FALSE, NULL);
    end->write.hEvent = CreateEventW(NULL, TRUE, FALSE, NULL);
    end->other.hEvent = CreateEventW(NULL, TRUE, FALSE, NULL);
    assert_true(os_widen(pipe_name, name, 64));
    wcscpy(end->path, L"\\\\.\\pipe\\");
    wcscat(end->path, name);
    if (side == OS_SEEN_BY_SERVER) {
        end->pipe = CreateNamedPipeW(end->path, PIPE_ACCESS_DUPLEX | FILE_FLAG_OVERLAPPED,
                                     PIPE_TYPE_MESSAGE | PIPE_READMODE_MESSAGE | PIPE_WAIT, 1,
                                     PIPE_ROOM, PIPE_ROOM, 0, NULL);
        start_peer(side, way, last);
        assert_false(ConnectNamedPipe(end->pipe, &end->other));
        assert_int_equal(GetLastError(), ERROR_PIPE_CONNECTED);
        return;
    }
    start_peer(side, way, last);
    end->pipe = CreateFileW(end->path, GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING,
                            FILE_FLAG_OVERLAPPED, NULL);
    assert_true(SetNamedPipeHandleState(end->pipe, &mode, NULL, NULL));
    wait_ready();
}

static void give_back(struct end *end)
{
    if (end->pipe)
        CloseHandle(end->pipe);
    CloseHandle(end->read.hEvent);
    CloseHandle(end->write.hEvent);
    CloseHandle(end->other.hEvent);
}

/* The code that an overlapped call ended with; 0 is success. */
static uint32_t ended_with(struct end *end, OVERLAPPED *io, BOOL done)
{
    DWORD moved = 0;
    if (!done && GetLastError() != ERROR_IO_PENDING)
        return GetLastError();
    assert_int_equal(WaitForSingleObject(io->hEvent, LONG_MS), WAIT_OBJECT_0);
    return GetOverlappedResult(end->pipe, io, &moved, FALSE) ? 0 : GetLastError();
}

static void begin(struct end *end)
{
    static const char more_than_fits[2 * PIPE_ROOM];
    assert_false(ReadFile(end->pipe, end->to, sizeof end->to, NULL, &end->read));
    assert_int_equal(GetLastError(), ERROR_IO_PENDING);
    assert_false(
        WriteFile(end->pipe, more_than_fits, sizeof more_than_fits, NULL, &end->write));
    assert_int_equal(GetLastError(), ERROR_IO_PENDING);
}

static uint32_t seen[OS_LOSS_OPERATION_COUNT];

static void see_pending(struct end *end)
{
    SetLastError(ERROR_IO_PENDING);
    seen[OS_LOSS_PENDING_READ] = ended_with(end, &end->read, FALSE);
    SetLastError(ERROR_IO_PENDING);
    seen[OS_LOSS_PENDING_WRITE] = ended_with(end, &end->write, FALSE);
}

/* The server is told of no loss by what it did itself: it waits for the next client. */
static void expect_waits_for_next(struct end *end)
{
    DWORD moved = 0;
    assert_false(ConnectNamedPipe(end->pipe, &end->other));
    assert_int_equal(GetLastError(), ERROR_IO_PENDING);
    CancelIoEx(end->pipe, &end->other);
    assert_false(GetOverlappedResult(end->pipe, &end->other, &moved, TRUE));
    assert_int_equal(GetLastError(), ERROR_OPERATION_ABORTED);
}

static void see_new(struct end *end, uint32_t side)
{
    char byte = 'x', reply[64];
    DWORD mode = PIPE_READMODE_MESSAGE;
    HANDLE pipe = end->pipe;
    seen[OS_LOSS_READ] =
        ended_with(end, &end->read, ReadFile(pipe, end->to, sizeof end->to, NULL, &end->read));
    seen[OS_LOSS_WRITE] =
        ended_with(end, &end->write, WriteFile(pipe, &byte, 1, NULL, &end->write));
    seen[OS_LOSS_PEEK] = PeekNamedPipe(pipe, NULL, 0, NULL, NULL, NULL) ? 0 : GetLastError();
    seen[OS_LOSS_TRANSACT] =
        ended_with(end, &end->other,
                   TransactNamedPipe(pipe, &byte, 1, reply, sizeof reply, NULL, &end->other));
    if (!SetNamedPipeHandleState(pipe, &mode, NULL, NULL)) /* else it is no loss to it */
        seen[OS_LOSS_MODE] = GetLastError();
    if (side == OS_SEEN_BY_SERVER && seen[OS_LOSS_READ] == ERROR_BROKEN_PIPE)
        seen[OS_LOSS_CONNECT] =
            ended_with(end, &end->other, ConnectNamedPipe(pipe, &end->other));
    else if (side == OS_SEEN_BY_SERVER)
        expect_waits_for_next(end);
}

static void see_by_name(struct end *end)
{
    CloseHandle(end->pipe);
    end->pipe = NULL;
    seen[OS_LOSS_WAIT] = WaitNamedPipeW(end->path, 1) ? 0 : GetLastError();
    HANDLE again = CreateFileW(end->path, GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING,
                               FILE_FLAG_OVERLAPPED, NULL);
    seen[OS_LOSS_REOPEN] = again == INVALID_HANDLE_VALUE ? GetLastError() : 0;
    if (again != INVALID_HANDLE_VALUE)
        CloseHandle(again);
}

static bool runs_on_wine(void)
{
    char platform[64];
    os_platform(platform, sizeof platform);
    return strncmp(platform, "wine", 4) == 0;
}

/* On another system than Wine the other column is what must be seen. */
static bool compare(enum os_loss_operation operation, enum way way, uint32_t side)
{
    const struct os_loss_row *row = row_of(operation, ways[way].loss, side);
    uint32_t expected = OS_LOSS_UNKNOWN;
    if (row)
        expected = runs_on_wine() ? row->wine : row->windows;
    if (seen[operation] == OS_LOSS_UNKNOWN && (!row || expected == OS_LOSS_UNKNOWN))
        return true;
    if (!row || (expected != OS_LOSS_UNKNOWN && expected != seen[operation])) {
        print_error("%s, %s, seen by the %s: %u and not %d\n", operation_words[operation],
                    ways[way].words, side == OS_SEEN_BY_SERVER ? "server" : "client",
                    seen[operation], (int)expected);
        return false;
    }
    return seen[operation] == 0 || os_loss_status(operation, seen[operation]) == KIT_GONE;
}

static bool compare_all(enum way way, uint32_t side)
{
    bool all = true;
    for (int i = 0; i < OS_LOSS_OPERATION_COUNT; i++)
        all &= compare((enum os_loss_operation)i, way, side);
    return all;
}

static void see_nothing(void)
{
    for (int i = 0; i < OS_LOSS_OPERATION_COUNT; i++)
        seen[i] = OS_LOSS_UNKNOWN;
}

static void lose(struct end *end, uint32_t side, enum way way)
{
    if (lose_peer(side, way))
        return;
    if (way == WAY_DISCONNECTED) {
        assert_true(DisconnectNamedPipe(end->pipe));
    } else {
        CloseHandle(end->pipe);
        end->pipe = NULL;
    }
}

static void see_all(uint32_t side, enum way way)
{
    struct end end;
    see_nothing();
    take_end(&end, side, way, "");
    begin(&end);
    lose(&end, side, way);
    see_pending(&end);
    if (end.pipe)
        see_new(&end, side);
    if (end.pipe && side == OS_SEEN_BY_CLIENT)
        see_by_name(&end);
    give_back(&end);
    end_peer(NULL);
}

static void see_queued(uint32_t side, enum way way)
{
    struct end end;
    take_end(&end, side, way, LAST_WORDS);
    lose(&end, side, way);
    if (end.pipe)
        seen[OS_LOSS_QUEUED_READ] = ended_with(
            &end, &end.read, ReadFile(end.pipe, end.to, sizeof end.to, NULL, &end.read));
    if (seen[OS_LOSS_QUEUED_READ] == 0)
        assert_memory_equal(end.to, LAST_WORDS, strlen(LAST_WORDS));
    give_back(&end);
    end_peer(NULL);
}

static void each_operation_says_what_the_table_has(void **state)
{
    bool all = true;
    (void)state;
    for (int way = 0; way < WAY_COUNT; way++)
        for (uint32_t side = OS_SEEN_BY_SERVER; side <= OS_SEEN_BY_CLIENT; side++) {
            see_all(side, (enum way)way);
            see_queued(side, (enum way)way);
            all &= compare_all((enum way)way, side);
        }
    assert_true(all);
}

/* ---- By the kit ---- */

static struct os_pipe *take_kit_end(uint32_t side, enum way way, const char *last)
{
    struct os_pipe *end = NULL;
    if (side == OS_SEEN_BY_SERVER) {
        assert_int_equal(os_pipe_serve(pipe_name, &end, NULL), KIT_OK);
        start_peer(side, way, last);
        assert_int_equal(os_pipe_accept(end, NULL, 0, NULL, LONG_MS, NULL), KIT_OK);
        return end;
    }
    start_peer(side, way, last);
    assert_int_equal(os_pipe_open(pipe_name, &end, NULL), KIT_OK);
    wait_ready();
    return end;
}

static enum kit_status read_kit(struct os_pipe *end)
{
    char message[OS_PIPE_MESSAGE];
    size_t size = 0;
    enum kit_status status = os_pipe_read_begin(end, NULL);
    if (status != KIT_OK)
        return status;
    void *const read = os_pipe_readable(end);
    assert_int_equal(os_wait_any(&read, 1, LONG_MS), 0);
    return os_pipe_take(end, message, &size, NULL);
}

static enum kit_status write_kit(struct os_pipe *end)
{
    bool sent = false;
    return os_pipe_write(end, "x", 1, NULL, 0, LONG_MS, &sent, NULL);
}

static void lose_kit(struct os_pipe *end, uint32_t side, enum way way)
{
    if (!lose_peer(side, way))
        os_pipe_drop(end);
}

/* Nobody serves the name, or the server does not take it back: to this side both are gone. */
static void expect_gone_by_name(void)
{
    struct os_pipe *again = NULL;
    struct kit_error err = {.status = KIT_OK};
    assert_int_not_equal(os_pipe_open(pipe_name, &again, &err), KIT_OK);
    assert_int_equal(os_loss_status(OS_LOSS_REOPEN, err.os_code), KIT_GONE);
}

/* Twice: a loss is no news that is told once. */
static void expect_kit_gone(uint32_t side, enum way way)
{
    struct os_pipe *end = take_kit_end(side, way, "");
    assert_int_equal(os_pipe_read_begin(end, NULL), KIT_OK); /* pending when it is lost */
    lose_kit(end, side, way);
    assert_int_equal(write_kit(end), KIT_GONE);
    assert_int_equal(read_kit(end), KIT_GONE);
    assert_int_equal(write_kit(end), KIT_GONE);
    assert_int_equal(read_kit(end), KIT_GONE);
    if (side == OS_SEEN_BY_SERVER)
        assert_int_equal(os_pipe_accept(end, NULL, 0, NULL, LONG_MS, NULL), KIT_GONE);
    os_pipe_close(&end);
    if (side == OS_SEEN_BY_CLIENT)
        expect_gone_by_name();
    end_peer(NULL);
}

static void expect_last_words(uint32_t side, enum way way)
{
    struct os_pipe *end = take_kit_end(side, way, LAST_WORDS);
    lose_kit(end, side, way);
    if (row_of(OS_LOSS_QUEUED_READ, ways[way].loss, side)->wine == 0)
        assert_int_equal(read_kit(end), KIT_OK);
    assert_int_equal(read_kit(end), KIT_GONE);
    os_pipe_close(&end);
    end_peer(NULL);
}

struct filling {
    struct os_pipe *end;
    enum kit_status status;
};

static void fill(void *context)
{
    struct filling *filling = context;
    char message[OS_PIPE_MESSAGE] = {0};
    bool sent = true;
    for (int i = 0; i < 1000 && sent; i++)
        filling->status =
            os_pipe_write(filling->end, message, sizeof message, NULL, 0, LONG_MS, &sent, NULL);
}

/* Nobody reads, so that the write is pending sooner or later; before that it is a new one, and
 * either way the loss must end it. (A server that drops its own end does so on the thread that
 * writes: there is no such case.) */
static void expect_write_ended(uint32_t side, enum way way)
{
    void *thread = NULL;
    struct filling filling = {.end = take_kit_end(side, way, ""), .status = KIT_OK};
    assert_int_equal(os_thread_start(fill, &filling, &thread, NULL), KIT_OK);
    assert_true(lose_peer(side, way));
    os_thread_join(&thread);
    assert_int_equal(filling.status, KIT_GONE);
    os_pipe_close(&filling.end);
    end_peer(NULL);
}

static void the_kit_says_gone_for_each(void **state)
{
    (void)state;
    for (int way = 0; way < WAY_COUNT; way++)
        for (uint32_t side = OS_SEEN_BY_SERVER; side <= OS_SEEN_BY_CLIENT; side++) {
            if (way == WAY_OWN_CLOSED) /* there is no end left to ask */
                continue;
            expect_kit_gone(side, (enum way)way);
            expect_last_words(side, (enum way)way);
            if (way != WAY_DISCONNECTED || side == OS_SEEN_BY_CLIENT)
                expect_write_ended(side, (enum way)way);
        }
}

#define REAL(test) cmocka_unit_test_setup_teardown(test, make_peer_objects, close_peer_objects)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cell_stands_in_one_row),
        cmocka_unit_test(what_is_said_of_windows_has_a_source_and_nothing_else_is_said),
        cmocka_unit_test(the_codes_of_both_systems_say_gone),
        cmocka_unit_test(other_codes_do_not_say_gone),
        cmocka_unit_test(the_page_shows_the_table),
        REAL(each_operation_says_what_the_table_has),
        REAL(the_kit_says_gone_for_each),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
