/*
 * Starts a daemon that is to outlive it, and asks it every 100 ms, each time as a new client.
 *
 *     daemon_parent.exe [IDLE_MS] [--bug]
 */
#include "children/strangers/stranger.h"

static BOOL ask(const char *name)
{
    char answer[16];
    DWORD size;
    return CallNamedPipeA(name, "more?", 5, answer, sizeof answer, &size, 1000);
}

int main(int count, char **words)
{
    char name[64], line[128];
    PROCESS_INFORMATION made;
    snprintf(name, sizeof name, "\\\\.\\pipe\\daemon-%lu", GetCurrentProcessId());
    snprintf(line, sizeof line, "%s %s %s", name, count > 1 ? words[1] : "2000",
             has(count, words, "--bug") ? "--bug" : "");
    if (!start_beside("daemon_child", line, DETACHED_PROCESS | CREATE_NEW_PROCESS_GROUP, NULL,
                      NULL, &made))
        return 2;
    CloseHandle(made.hThread);
    LIFELINE_STEP("child.started", .peer = "daemon");
    while (WaitForSingleObject(made.hProcess, 100) == WAIT_TIMEOUT) {
        if (ask(name))
            LIFELINE_STEP("answer.received", .peer = "daemon");
    }
    LIFELINE_REPORT("child.lost", .peer = "daemon", .by = "process");
    CloseHandle(made.hProcess);
    go_on();
    return 0;
}
