/*
 * Asks a child whether there is more to do. The child's exit code is the answer, and it is
 * ERROR_NO_MORE_ITEMS, which is 259, if there is not. Then it asks again after 200 ms.
 *
 *     no_more_parent.exe [--suspended] [--bug]
 *
 * With --suspended it starts the child suspended and lets it run after 300 ms, as parents do
 * that prepare something for it.
 *
 * The bug: it asks for the exit code to know whether the child runs. 259 is STILL_ACTIVE, too.
 */
#include "children/strangers/stranger.h"

#define PAUSE_MS   200
#define PREPARE_MS 300

static void wait_for(HANDLE process, BOOL bug)
{
    DWORD code;
    if (!bug)
        WaitForSingleObject(process, INFINITE);
    while (GetExitCodeProcess(process, &code) && code == STILL_ACTIVE && bug)
        Sleep(10);
}

static DWORD ask(BOOL suspended, BOOL bug)
{
    PROCESS_INFORMATION child;
    DWORD code = 1, flags = DETACHED_PROCESS | (suspended ? CREATE_SUSPENDED : 0);
    if (!start_beside("no_more_child", "", flags, NULL, NULL, &child))
        ExitProcess(2);
    if (suspended) {
        Sleep(PREPARE_MS);
        ResumeThread(child.hThread);
    }
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
        ask(has(count, words, "--suspended"), bug);
        Sleep(PAUSE_MS);
    }
}
