/*
 * The parent: sends its worker a line every 20 ms, over the worker's standard input.
 *
 *     boss worker              right
 *     boss worker --kept-end   wrong: the worker inherits our end of the pipe, too
 */
#include <lifeline.h>

#include <string.h>
#include <windows.h>

/* Starts the worker; our end of its pipe, or NULL. */
static HANDLE start(char *program, BOOL keeps_end)
{
    SECURITY_ATTRIBUTES inheritable = {sizeof inheritable, NULL, TRUE};
    STARTUPINFOA how = {.cb = sizeof how, .dwFlags = STARTF_USESTDHANDLES};
    PROCESS_INFORMATION worker;
    HANDLE to_worker;
    if (!CreatePipe(&how.hStdInput, &to_worker, &inheritable, 0))
        return NULL;
    if (!keeps_end)
        SetHandleInformation(to_worker, HANDLE_FLAG_INHERIT, 0);
    if (!CreateProcessA(NULL, program, NULL, NULL, TRUE, DETACHED_PROCESS, NULL, NULL, &how,
                        &worker))
        return NULL;
    CloseHandle(how.hStdInput);
    CloseHandle(worker.hThread);
    CloseHandle(worker.hProcess);
    return to_worker;
}

int main(int count, char **words)
{
    HANDLE to_worker = NULL;
    DWORD size;
    if (count >= 2)
        to_worker = start(words[1], count > 2 && strcmp(words[2], "--kept-end") == 0);
    if (!to_worker)
        return 2;
    LIFELINE_STEP("child.started", .peer = "worker");
    while (WriteFile(to_worker, "work\n", 5, &size, NULL)) {
        LIFELINE_STEP("reply.sent", .peer = "worker");
        Sleep(20);
    }
    LIFELINE_REPORT("child.lost", .peer = "worker", .by = "pipe");
    Sleep(INFINITE); /* where a real program goes on without its worker */
    return 0;
}
