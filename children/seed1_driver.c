/*
 * A parent for the published children of 2010; a tool of the tests and no published program. It
 * starts one of them in the way of seed1_parent, and gives it input that the published parent
 * never gives, so that the tests see how the child handles it.
 *
 *     seed1_driver.exe NAME "seed1_cs.exe" few      one argument less
 *     seed1_driver.exe NAME "seed1_vb.exe" full     a text that fills the shared memory
 *     seed1_driver.exe NAME "seed1_vb.exe" top      a text with a character of 255
 *     seed1_driver.exe NAME "seed1_cs.exe" long     replies of 150 bytes
 *     seed1_driver.exe NAME "seed1_cs.exe" deaf     never answers
 *
 * It reports its steps as seed1_parent does, and ends when it is stopped.
 */
#include "kit/probe/lifeline.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <windows.h>

enum { MEMORY = 2048, LONG_REPLY = 150 };

struct driver {
    const char *peer, *program, *mode;
    HANDLE mapping, pipe, event, child;
    unsigned char *memory; /* the view, which is a page and so twice as large as MEMORY */
    uint64_t messages;
};

static uint64_t sum(const char *bytes, DWORD count)
{
    uint64_t sum = 14695981039346656037u;
    for (DWORD i = 0; i < count; i++)
        sum = (sum ^ (unsigned char)bytes[i]) * 1099511628211u;
    return sum;
}

static bool is(const struct driver *driver, const char *mode)
{
    return strcmp(driver->mode, mode) == 0;
}

/* The text, one byte of each character, as the children read it. */
static void write_memory(struct driver *driver)
{
    char low[MEMORY / 2];
    DWORD count = is(driver, "full") ? MEMORY / 2 : 16;
    memset(low, 'A', sizeof low);
    if (is(driver, "top"))
        low[4] = (char)255;
    /* If the text fills the memory, more text follows it: these bytes must not be read. */
    memset(driver->memory, is(driver, "full") ? 'B' : 0, (size_t)2 * MEMORY);
    for (DWORD i = 0; i < count; i++) {
        driver->memory[2 * i] = (unsigned char)low[i];
        driver->memory[2 * i + 1] = 0;
    }
    LIFELINE_STEP("memory.written", .peer = driver->peer, .sequence = driver->messages,
                  .size = count, .checksum = sum(low, count), .deadline_ms = 1000);
}

static void serve(struct driver *driver, const HANDLE *waits)
{
    char data[1000];
    DWORD size = 0, written = 0;
    while (WaitForMultipleObjects(3, waits, FALSE, 10000) == WAIT_OBJECT_0 + 1) {
        if (!PeekNamedPipe(driver->pipe, NULL, 0, NULL, &size, NULL) || size == 0)
            continue;
        if (!ReadFile(driver->pipe, data, sizeof data, &size, NULL))
            continue;
        LIFELINE_STEP("request.received", .peer = driver->peer, .sequence = ++driver->messages,
                      .size = size, .checksum = sum(data, size));
        if (size == 4 && memcmp(data, "Quit", 4) == 0)
            LIFELINE_REPORT("child.quit", .peer = driver->peer);
        if (is(driver, "deaf") || memcmp(data, "Quit", 4) == 0)
            continue;
        write_memory(driver);
        for (; is(driver, "long") && size < LONG_REPLY; size++)
            data[size] = (char)('a' + size % 26);
        if (WriteFile(driver->pipe, data, size, &written, NULL))
            LIFELINE_STEP("reply.sent", .peer = driver->peer, .sequence = driver->messages,
                          .size = written, .checksum = sum(data, written));
    }
}

static bool prepare(struct driver *driver, char *command, size_t room)
{
    SECURITY_ATTRIBUTES inherited = {sizeof inherited, NULL, TRUE};
    char pipe[64], event[64], full[80];
    unsigned long pid = GetCurrentProcessId();
    snprintf(pipe, sizeof pipe, "Pipe1_%lu", pid);
    snprintf(event, sizeof event, "Event1_%lu", pid);
    snprintf(full, sizeof full, "\\\\.\\pipe\\%s", pipe);
    driver->mapping =
        CreateFileMappingA(INVALID_HANDLE_VALUE, &inherited, PAGE_READWRITE, 0, MEMORY, NULL);
    driver->memory = MapViewOfFile(driver->mapping, FILE_MAP_ALL_ACCESS, 0, 0, 0);
    driver->pipe =
        CreateNamedPipeA(full, PIPE_ACCESS_DUPLEX, PIPE_TYPE_MESSAGE | PIPE_READMODE_MESSAGE, 1,
                         4096, 4096, 100, NULL);
    driver->event = CreateEventA(NULL, FALSE, FALSE, event);
    snprintf(command, room, "%s %d %s %s", driver->program, (int)(INT_PTR)driver->mapping, pipe,
             event);
    if (!is(driver, "few"))
        snprintf(command + strlen(command), room - strlen(command), " %d", MEMORY);
    return driver->memory && driver->pipe != INVALID_HANDLE_VALUE && driver->event;
}

static int drive(struct driver *driver)
{
    char command[512];
    STARTUPINFOA startup = {.cb = sizeof startup};
    PROCESS_INFORMATION process;
    HANDLE stopped = lifeline_stop_event();
    if (!prepare(driver, command, sizeof command) || !stopped)
        return 1;
    LIFELINE_STEP("child.prepared", .peer = driver->peer);
    if (!CreateProcessA(NULL, command, NULL, NULL, TRUE, DETACHED_PROCESS, NULL, NULL, &startup,
                        &process)) {
        LIFELINE_REPORT("child.unstarted", .peer = driver->peer, .code = GetLastError());
        return 1;
    }
    LIFELINE_STEP("child.started", .peer = driver->peer);
    CloseHandle(process.hThread);
    const HANDLE waits[] = {stopped, driver->event, process.hProcess};
    serve(driver, waits);
    if (WaitForSingleObject(process.hProcess, 0) == WAIT_OBJECT_0)
        LIFELINE_REPORT("child.lost", .peer = driver->peer, .by = "process");
    WaitForSingleObject(stopped, INFINITE);
    LIFELINE_REPORT("parent.ending", .by = "stop");
    return 0;
}

int main(int argc, char **argv)
{
    static struct driver driver;
    lifeline_attach(NULL);
    if (argc != 4)
        return 2;
    driver.peer = argv[1];
    driver.program = argv[2];
    driver.mode = argv[3];
    return drive(&driver);
}
