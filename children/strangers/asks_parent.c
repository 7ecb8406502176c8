/*
 * Asks its helper a question every 50 ms, over a named pipe in byte mode. A helper that is
 * silent for 2 s is ended; without a helper the program goes on.
 */
#include "children/strangers/stranger.h"

#define SILENCE_MS 2000
#define LEAVE_MS   1000 /* for the helper to go by itself when its pipe is closed */

/* Both waits of a parent: for its pipe, and for the process at the other end of it. */
static BOOL finish(HANDLE pipe, HANDLE process, OVERLAPPED *io, DWORD *size)
{
    HANDLE either[] = {io->hEvent, process};
    DWORD woke = WaitForMultipleObjects(2, either, FALSE, SILENCE_MS);
    if (woke != WAIT_OBJECT_0)
        CancelIoEx(pipe, io);
    return GetOverlappedResult(pipe, io, size, TRUE);
}

static BOOL connect_helper(HANDLE pipe, HANDLE process)
{
    OVERLAPPED io = {.hEvent = CreateEventA(NULL, TRUE, FALSE, NULL)};
    DWORD size;
    BOOL done = ConnectNamedPipe(pipe, &io) || GetLastError() == ERROR_PIPE_CONNECTED ||
                (GetLastError() == ERROR_IO_PENDING && finish(pipe, process, &io, &size));
    CloseHandle(io.hEvent);
    return done;
}

static BOOL ask(HANDLE pipe, HANDLE process)
{
    OVERLAPPED io = {.hEvent = CreateEventA(NULL, TRUE, FALSE, NULL)};
    char answer[16];
    DWORD size;
    BOOL done =
        (WriteFile(pipe, "more?\n", 6, NULL, &io) || GetLastError() == ERROR_IO_PENDING) &&
        finish(pipe, process, &io, &size);
    LIFELINE_STEP("answer.wait", .peer = "helper", .deadline_ms = SILENCE_MS);
    done = done &&
           (ReadFile(pipe, answer, sizeof answer, NULL, &io) ||
            GetLastError() == ERROR_IO_PENDING) &&
           finish(pipe, process, &io, &size);
    CloseHandle(io.hEvent);
    return done;
}

int main(int count, char **words)
{
    char name[64], line[96];
    PROCESS_INFORMATION helper;
    snprintf(name, sizeof name, "\\\\.\\pipe\\asks-%lu", GetCurrentProcessId());
    snprintf(line, sizeof line, "%s %s", name, has(count, words, "--bug") ? "--bug" : "");
    HANDLE pipe = CreateNamedPipeA(name, PIPE_ACCESS_DUPLEX | FILE_FLAG_OVERLAPPED,
                                   PIPE_TYPE_BYTE, 1, 512, 512, 0, NULL);
    if (pipe == INVALID_HANDLE_VALUE ||
        !start_beside("asks_child", line, DETACHED_PROCESS, NULL, NULL, &helper))
        return 2;
    LIFELINE_STEP("child.started", .peer = "helper");
    if (connect_helper(pipe, helper.hProcess)) {
        while (ask(pipe, helper.hProcess)) {
            LIFELINE_STEP("answer.received", .peer = "helper");
            Sleep(50);
        }
    }
    CloseHandle(pipe);
    if (WaitForSingleObject(helper.hProcess, LEAVE_MS) != WAIT_OBJECT_0)
        TerminateProcess(helper.hProcess, 1);
    WaitForSingleObject(helper.hProcess, INFINITE);
    LIFELINE_REPORT("child.lost", .peer = "helper", .by = "pipe");
    CloseHandle(helper.hThread);
    CloseHandle(helper.hProcess);
    go_on();
    return 0;
}
