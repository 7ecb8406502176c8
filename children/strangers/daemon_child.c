/*
 * Serves whoever calls its pipe, one after another, and ends when nobody has called for
 * IDLE_MS. It outlives the program that started it on purpose: another one may call.
 *
 *     daemon_child.exe PIPE IDLE_MS [--bug]
 *
 * The bug: its idle time begins anew whenever it is over.
 */
#include "children/strangers/stranger.h"

static BOOL finish(HANDLE pipe, OVERLAPPED *io, DWORD wait_ms)
{
    DWORD size;
    if (WaitForSingleObject(io->hEvent, wait_ms) != WAIT_OBJECT_0)
        CancelIoEx(pipe, io);
    return GetOverlappedResult(pipe, io, &size, TRUE);
}

/* FALSE if nobody called in that time. */
static BOOL is_called(HANDLE pipe, OVERLAPPED *io, DWORD idle_ms)
{
    if (ConnectNamedPipe(pipe, io) || GetLastError() == ERROR_PIPE_CONNECTED)
        return TRUE;
    return GetLastError() == ERROR_NO_DATA || finish(pipe, io, idle_ms);
}

static void serve(HANDLE pipe, OVERLAPPED *io, DWORD wait_ms)
{
    char question[64];
    if ((ReadFile(pipe, question, sizeof question, NULL, io) ||
         GetLastError() == ERROR_IO_PENDING) &&
        finish(pipe, io, wait_ms)) {
        LIFELINE_STEP("question.received");
        if (WriteFile(pipe, "yes", 3, NULL, io) || GetLastError() == ERROR_IO_PENDING)
            finish(pipe, io, wait_ms);
        /* Until the client has read it and closes: to disconnect would take the answer away. */
        if (ReadFile(pipe, question, sizeof question, NULL, io) ||
            GetLastError() == ERROR_IO_PENDING)
            finish(pipe, io, wait_ms);
    }
    DisconnectNamedPipe(pipe);
}

int main(int count, char **words)
{
    BOOL bug = has(count, words, "--bug");
    DWORD idle_ms = count > 2 ? strtoul(words[2], NULL, 10) : 2000;
    OVERLAPPED io = {.hEvent = CreateEventA(NULL, TRUE, FALSE, NULL)};
    HANDLE pipe =
        CreateNamedPipeA(count > 1 ? words[1] : "", PIPE_ACCESS_DUPLEX | FILE_FLAG_OVERLAPPED,
                         PIPE_TYPE_MESSAGE | PIPE_READMODE_MESSAGE, 1, 512, 512, 0, NULL);
    if (pipe == INVALID_HANDLE_VALUE)
        return 2;
    for (;;) {
        LIFELINE_STEP("idle.wait", .deadline_ms = idle_ms);
        if (is_called(pipe, &io, idle_ms))
            serve(pipe, &io, idle_ms);
        else if (!bug)
            break;
    }
    LIFELINE_REPORT("child.ending", .by = "idle");
    return 0;
}
