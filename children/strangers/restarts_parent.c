/*
 * Keeps two helpers of one image running, or one: a lost one is started again after 100 ms,
 * then after 200, 400 and so on. Every 50 ms it says a word to each.
 *
 *     restarts_parent.exe [--one] [--bug]
 *
 * The bug: of each helper that is lost it keeps the process handle.
 */
#include "children/strangers/stranger.h"

#define HELPERS       2
#define FIRST_WAIT_MS 100
#define WORD_MS       50

struct helper {
    const char *name;
    HANDLE process, to; /* NULL while there is none */
    DWORD wait_ms;      /* before the next start */
    ULONGLONG start_at;
};

static BOOL start(struct helper *helper)
{
    PROCESS_INFORMATION made;
    HANDLE childs;
    LIFELINE_STEP("child.prepared", .peer = helper->name);
    if (!make_pipe(&helper->to, &childs, TRUE))
        return FALSE;
    BOOL started =
        start_beside("restarts_child", helper->name, DETACHED_PROCESS, childs, NULL, &made);
    CloseHandle(childs);
    if (!started)
        return FALSE;
    CloseHandle(made.hThread);
    helper->process = made.hProcess;
    LIFELINE_STEP("child.started", .peer = helper->name);
    return TRUE;
}

static void let_go(struct helper *helper, BOOL bug)
{
    LIFELINE_REPORT("child.lost", .peer = helper->name, .by = "process");
    if (!bug)
        CloseHandle(helper->process);
    CloseHandle(helper->to);
    helper->process = helper->to = NULL;
    helper->start_at = GetTickCount64() + helper->wait_ms;
    helper->wait_ms *= 2;
}

static BOOL look_after(struct helper *helper, BOOL bug)
{
    DWORD size;
    if (!helper->process)
        return GetTickCount64() < helper->start_at || start(helper);
    if (WaitForSingleObject(helper->process, 0) == WAIT_OBJECT_0)
        let_go(helper, bug);
    else
        WriteFile(helper->to, "go on\n", 6, &size, NULL); /* its loss is seen by the process */
    return TRUE;
}

int main(int count, char **words)
{
    struct helper helpers[HELPERS] = {{.name = "one", .wait_ms = FIRST_WAIT_MS},
                                      {.name = "two", .wait_ms = FIRST_WAIT_MS}};
    BOOL bug = has(count, words, "--bug");
    int helpers_wanted = has(count, words, "--one") ? 1 : HELPERS;
    for (;;) {
        for (int i = 0; i < helpers_wanted; i++) {
            if (!look_after(&helpers[i], bug))
                return 2;
        }
        if (!helpers[0].process && !helpers[1].process)
            LIFELINE_STEP("family.rest");
        Sleep(WORD_MS);
    }
}
