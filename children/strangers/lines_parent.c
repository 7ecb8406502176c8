/*
 * Reads what its child writes to its standard output, line by line, until the end of it.
 *
 *     lines_parent.exe [--no-window | --new-console] [--bug]
 *
 * The bug: the child inherits the read end, too. When the parent is gone its writes succeed
 * still, until the pipe is full; then it waits for ever.
 */
#include "children/strangers/stranger.h"

static DWORD console(int count, char **words)
{
    if (has(count, words, "--no-window"))
        return CREATE_NO_WINDOW;
    if (has(count, words, "--new-console"))
        return CREATE_NEW_CONSOLE;
    return DETACHED_PROCESS;
}

int main(int count, char **words)
{
    HANDLE ours, childs;
    PROCESS_INFORMATION child;
    char line[128];
    DWORD size, code;
    if (!make_pipe(&ours, &childs, FALSE))
        return 2;
    if (has(count, words, "--bug"))
        SetHandleInformation(ours, HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT);
    if (!start_beside("lines_child", "", console(count, words), NULL, childs, &child))
        return 2;
    CloseHandle(childs);
    LIFELINE_STEP("child.started", .peer = "writer");
    while (ReadFile(ours, line, sizeof line, &size, NULL))
        LIFELINE_STEP("line.read", .peer = "writer", .size = size);
    LIFELINE_REPORT("child.lost", .peer = "writer", .by = "pipe");
    WaitForSingleObject(child.hProcess, INFINITE);
    GetExitCodeProcess(child.hProcess, &code);
    CloseHandle(ours);
    CloseHandle(child.hThread);
    CloseHandle(child.hProcess);
    go_on();
    return 0;
}
