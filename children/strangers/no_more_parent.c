/*
 * Asks a child whether there is more to do. The child's exit code is the answer, and it is
 * ERROR_NO_MORE_ITEMS, which is 259, if there is not. Then it asks again after 200 ms.
 *
 * The bug: it asks for the exit code to know whether the child runs. 259 is STILL_ACTIVE, too.
 */
#include "children/strangers/stranger.h"

#define PAUSE_MS 200

static void wait_for(HANDLE process, BOOL bug)
{
    DWORD code;
    if (!bug)
        WaitForSingleObject(process, INFINITE);
    while (GetExitCodeProcess(process, &code) && code == STILL_ACTIVE && bug)
        Sleep(10);
}

static DWORD ask(BOOL bug)
{
    PROCESS_INFORMATION child;
    DWORD code = 1;
    if (!start_beside("no_more_child", "", DETACHED_PROCESS, NULL, NULL, &child))
        ExitProcess(2);
    LIFELINE_STEP("child.started", .peer = "finder");
    wait_for(child.hProcess, bug);
    GetExitCodeProcess(child.hProcess, &code);
    if (code == ERROR_NO_MORE_ITEMS)
        LIFELINE_REPORT("child.quit", .peer = "finder");
    else
        LIFELINE_REPORT("child.lost", .peer = "finder", .by = "process");
    CloseHandle(child.hThread);
    CloseHandle(child.hProcess);
    return code;
}

int main(int count, char **words)
{
    BOOL bug = has(count, words, "--bug");
    for (;;) {
        ask(bug);
        Sleep(PAUSE_MS);
    }
}
