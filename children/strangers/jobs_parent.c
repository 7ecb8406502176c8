/*
 * Has one job after another done by a child, each takes 3 s. It waits for the child's process,
 * as long as that takes.
 *
 * The bug: after 1 s of silence it takes the child for dead and starts another.
 */
#include "children/strangers/stranger.h"

#define HASTY_MS 1000

/* FALSE if the job has to be done again. */
static BOOL do_job(BOOL bug)
{
    PROCESS_INFORMATION child;
    char line[32];
    DWORD code = 1;
    snprintf(line, sizeof line, "%lu", GetCurrentProcessId());
    if (!start_beside("jobs_child", line, DETACHED_PROCESS, NULL, NULL, &child))
        ExitProcess(2);
    LIFELINE_STEP("child.started", .peer = "worker");
    DWORD woke = WaitForSingleObject(child.hProcess, bug ? HASTY_MS : INFINITE);
    if (woke == WAIT_OBJECT_0)
        GetExitCodeProcess(child.hProcess, &code);
    if (code == 0)
        LIFELINE_REPORT("child.quit", .peer = "worker");
    else
        LIFELINE_REPORT("child.lost", .peer = "worker", .by = bug ? "watchdog" : "process");
    CloseHandle(child.hThread);
    CloseHandle(child.hProcess);
    return code == 0;
}

int main(int count, char **words)
{
    BOOL bug = has(count, words, "--bug");
    for (;;) {
        if (!do_job(bug))
            Sleep(100); /* before it tries again */
    }
}
