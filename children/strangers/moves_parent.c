/*
 * Talks to its helper by a pipe that moves every second: it makes a new one, tells the helper
 * its name, waits until the helper is there, and closes the old one.
 *
 * The bug: it does not ask whether the helper has got the name, and waits for the new pipe
 * alone. If the helper has died, that is for ever.
 */
#include "children/strangers/stranger.h"

#define WORD_MS        50
#define WORDS_EACH     20 /* words between two moves */
#define HELPER_WAIT_MS 2000
#define LEAVE_MS       1000 /* for the helper to go by itself when its pipe is closed */

static HANDLE make_named(char *name, size_t room, int number)
{
    snprintf(name, room, "\\\\.\\pipe\\moves-%lu-%d", GetCurrentProcessId(), number);
    HANDLE pipe = CreateNamedPipeA(name, PIPE_ACCESS_OUTBOUND | FILE_FLAG_OVERLAPPED,
                                   PIPE_TYPE_BYTE, 1, 512, 512, 0, NULL);
    return pipe == INVALID_HANDLE_VALUE ? NULL : pipe;
}

static BOOL finish(HANDLE pipe, HANDLE process, OVERLAPPED *io, BOOL bug)
{
    HANDLE either[] = {io->hEvent, process};
    DWORD size, woke = bug ? WaitForSingleObject(io->hEvent, INFINITE)
                           : WaitForMultipleObjects(2, either, FALSE, HELPER_WAIT_MS);
    if (woke != WAIT_OBJECT_0)
        CancelIoEx(pipe, io);
    return GetOverlappedResult(pipe, io, &size, TRUE);
}

static BOOL await_helper(HANDLE pipe, HANDLE process, BOOL bug)
{
    OVERLAPPED io = {.hEvent = CreateEventA(NULL, TRUE, FALSE, NULL)};
    LIFELINE_STEP("connect.wait", .peer = "helper", .deadline_ms = HELPER_WAIT_MS);
    BOOL done = ConnectNamedPipe(pipe, &io) || GetLastError() == ERROR_PIPE_CONNECTED ||
                (GetLastError() == ERROR_IO_PENDING && finish(pipe, process, &io, bug));
    CloseHandle(io.hEvent);
    return done;
}

static BOOL tell(HANDLE pipe, HANDLE process, const char *text)
{
    OVERLAPPED io = {.hEvent = CreateEventA(NULL, TRUE, FALSE, NULL)};
    BOOL done = (WriteFile(pipe, text, (DWORD)strlen(text), NULL, &io) ||
                 GetLastError() == ERROR_IO_PENDING) &&
                finish(pipe, process, &io, FALSE);
    CloseHandle(io.hEvent);
    return done;
}

/* Until the helper is lost. */
static void talk(HANDLE pipe, HANDLE process, BOOL bug)
{
    char name[64], line[80];
    BOOL good = TRUE;
    for (int number = 1; good; number++) {
        for (int i = 0; good && i < WORDS_EACH; i++) {
            good = tell(pipe, process, "go on\n");
            Sleep(WORD_MS);
        }
        HANDLE next = make_named(name, sizeof name, number);
        if (!next)
            ExitProcess(2);
        LIFELINE_STEP("pipe.moves", .peer = "helper");
        snprintf(line, sizeof line, "%s\n", name);
        if (good)
            good = (tell(pipe, process, line) || bug) && await_helper(next, process, bug);
        CloseHandle(pipe);
        pipe = next;
    }
    CloseHandle(pipe);
}

int main(int count, char **words)
{
    BOOL bug = has(count, words, "--bug");
    char name[64];
    PROCESS_INFORMATION helper;
    HANDLE pipe = make_named(name, sizeof name, 0);
    if (!pipe || !start_beside("moves_child", name, DETACHED_PROCESS, NULL, NULL, &helper))
        return 2;
    LIFELINE_STEP("child.started", .peer = "helper");
    if (await_helper(pipe, helper.hProcess, FALSE))
        talk(pipe, helper.hProcess, bug);
    if (WaitForSingleObject(helper.hProcess, LEAVE_MS) != WAIT_OBJECT_0)
        TerminateProcess(helper.hProcess, 1);
    WaitForSingleObject(helper.hProcess, INFINITE);
    LIFELINE_REPORT("child.lost", .peer = "helper", .by = "pipe");
    CloseHandle(helper.hThread);
    CloseHandle(helper.hProcess);
    go_on();
    return 0;
}
