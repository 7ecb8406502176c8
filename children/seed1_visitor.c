/*
 * A child for the published parent of 2010; a tool of the tests and no published program. It
 * talks to its parent as the published children do, and does what they never do.
 *
 *     seed1_visitor.exe two    HANDLE PIPE EVENT BYTES     two requests, and one event
 *     seed1_visitor.exe quit   HANDLE PIPE EVENT BYTES     a request and a Quit, and one event
 *     seed1_visitor.exe long   HANDLE PIPE EVENT BYTES     a request of 1100 bytes, and it ends
 *     seed1_visitor.exe deaf   HANDLE PIPE EVENT BYTES     many requests, and no reply is read
 *     seed1_visitor.exe nosy   HANDLE PIPE EVENT BYTES     writes to all memory that it was
 * given
 *
 * A ref_parent puts HANDLE PIPE EVENT BYTES first and the word last. It can start this child,
 * too.
 *
 * It ends when its parent is gone, as every child must, or when it is stopped.
 */
#include "kit/probe/lifeline.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

enum { REQUEST = 30, LONG_REQUEST = 1100, DEAF_REQUESTS = 20, LAST_HANDLE = 4096 };

static HANDLE pipe_end, event;
static uint64_t requests;

static uint64_t sum(const char *bytes, DWORD count)
{
    uint64_t sum = 14695981039346656037u;
    for (DWORD i = 0; i < count; i++)
        sum = (sum ^ (unsigned char)bytes[i]) * 1099511628211u;
    return sum;
}

/* Overlapped, because a write to a pipe of 100 bytes blocks until the reader comes. */
static void begin_write(const char *bytes, DWORD size, OVERLAPPED *io)
{
    memset(io, 0, sizeof *io);
    io->hEvent = CreateEventA(NULL, TRUE, FALSE, NULL);
    WriteFile(pipe_end, bytes, size, NULL, io);
    /*
     * The long request is reported without data to compare: its content is not the subject of
     * the test.
     */
    if (size == LONG_REQUEST)
        LIFELINE_STEP("request.sent");
    else
        LIFELINE_STEP("request.sent", .sequence = ++requests, .size = size,
                      .checksum = sum(bytes, size));
}

static void request(DWORD size)
{
    static char bytes[LONG_REQUEST];
    static OVERLAPPED io[DEAF_REQUESTS + 1];
    static unsigned count;
    memset(bytes, 'r', sizeof bytes);
    if (count < DEAF_REQUESTS)
        begin_write(bytes, size, &io[count++]);
}

static void quit(void)
{
    static OVERLAPPED io;
    begin_write("Quit", 4, &io);
    LIFELINE_STEP("quit.sent");
}

static void signal_parent(void)
{
    SetEvent(event);
    LIFELINE_STEP("request.signalled", .sequence = requests);
}

/*
 * Everything that a child inherits if its parent starts it with "inherit handles" and without a
 * list of handles. A handle of this process is a small number, and mapping a view of it shows
 * whether it is a mapping.
 */
static void rummage(int own)
{
    for (int handle = 4; handle <= LAST_HANDLE; handle += 4) {
        wchar_t *text = handle == own ? NULL
                                      : MapViewOfFile((HANDLE)(INT_PTR)handle,
                                                      FILE_MAP_READ | FILE_MAP_WRITE, 0, 0, 64);
        if (!text)
            continue;
        LIFELINE_REPORT("memory.of.another", .code = (uint32_t)handle);
        if (wcsncmp(text, L"Written", 7) == 0)
            text[0] = L'X';
        UnmapViewOfFile(text);
    }
}

/* The parent's end is noticed by a read that fails. A reply is read and discarded. */
static const char *wait_for_the_end(bool once)
{
    HANDLE stopped = lifeline_stop_event();
    for (;;) {
        char reply[4096];
        DWORD size = 0;
        OVERLAPPED io = {.hEvent = CreateEventA(NULL, TRUE, FALSE, NULL)};
        const HANDLE waits[] = {io.hEvent, stopped};
        LIFELINE_STEP("visitor.waits");
        if (!ReadFile(pipe_end, reply, sizeof reply, NULL, &io) &&
            GetLastError() != ERROR_IO_PENDING)
            return "pipe";
        if (WaitForMultipleObjects(stopped ? 2 : 1, waits, FALSE, INFINITE) != WAIT_OBJECT_0)
            return "stop";
        if (!GetOverlappedResult(pipe_end, &io, &size, TRUE))
            return "pipe";
        LIFELINE_STEP("reply.received");
        CloseHandle(io.hEvent);
        if (once)
            return "done";
    }
}

/* A child that does not read notices the parent's end only by the process handle. */
static const char *wait_without_reading(void)
{
    HANDLE stopped = lifeline_stop_event();
    unsigned long parent = 0;
    GetNamedPipeServerProcessId(pipe_end, &parent);
    const HANDLE waits[] = {OpenProcess(SYNCHRONIZE, FALSE, parent), stopped};
    LIFELINE_STEP("visitor.waits");
    DWORD which = WaitForMultipleObjects(stopped ? 2 : 1, waits, FALSE, INFINITE);
    return which == WAIT_OBJECT_0 ? "process" : "stop";
}

static void visit(const char *mode, int own)
{
    if (strcmp(mode, "two") == 0) {
        request(REQUEST);
        request(REQUEST);
        signal_parent();
    } else if (strcmp(mode, "quit") == 0) {
        request(REQUEST);
        quit();
        signal_parent();
    } else if (strcmp(mode, "long") == 0) {
        request(LONG_REQUEST);
        signal_parent();
    } else if (strcmp(mode, "nosy") == 0) {
        LIFELINE_STEP("nosy.begun");
        rummage(own);
        LIFELINE_STEP("nosy.done");
    } else {
        for (int i = 0; i < DEAF_REQUESTS; i++)
            request(REQUEST);
        signal_parent();
    }
}

/*
 * A ref_parent gives each child its name. The published parent does not, so its child is known
 * by its image.
 */
static const char *name_of(int argc, char **argv)
{
    for (int i = 1; i + 1 < argc; i++) {
        if (strcmp(argv[i], "--actor") == 0)
            return argv[i + 1];
    }
    return NULL;
}

int main(int argc, char **argv)
{
    char name[256];
    lifeline_attach(name_of(argc, argv));
    if (argc < 6)
        return 2;
    bool word_is_last = argv[1][0] >= '0' && argv[1][0] <= '9';
    const char *mode = word_is_last ? argv[argc - 1] : argv[1];
    argv += word_is_last ? 1 : 2;
    LIFELINE_STEP("child.begun");
    snprintf(name, sizeof name, "\\\\.\\pipe\\%s", argv[1]);
    LIFELINE_STEP("connect.before");
    pipe_end = CreateFileA(name, GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING,
                           FILE_FLAG_OVERLAPPED, NULL);
    event = OpenEventA(EVENT_MODIFY_STATE, FALSE, argv[2]);
    if (pipe_end == INVALID_HANDLE_VALUE || !event)
        return 1;
    LIFELINE_STEP("connected");
    visit(mode, atoi(argv[0]));
    const char *by = strcmp(mode, "deaf") == 0 ? wait_without_reading()
                                               : wait_for_the_end(strcmp(mode, "long") == 0);
    LIFELINE_REPORT("child.ending", .by = by);
    return 0;
}
