/*
 * A parent as in many programs: it starts a helper and answers the helper's questions, over two
 * anonymous pipes. When the helper is gone it continues without it.
 */
#include "kit/probe/lifeline.h"

#include <stdio.h>
#include <string.h>
#include <windows.h>

struct helper {
    HANDLE process;
    HANDLE from; /* our end of the pipe that the helper writes to */
    HANDLE to;   /* our end of the pipe that the helper reads from */
};

static BOOL start(struct helper *helper, const char *program, BOOL mended)
{
    SECURITY_ATTRIBUTES inheritable = {sizeof inheritable, NULL, TRUE};
    STARTUPINFOA how = {.cb = sizeof how, .dwFlags = STARTF_USESTDHANDLES};
    PROCESS_INFORMATION made;
    char command[MAX_PATH + 8];
    CreatePipe(&helper->from, &how.hStdOutput, &inheritable, 0);
    CreatePipe(&how.hStdInput, &helper->to, &inheritable, 0);
    if (mended) {
        SetHandleInformation(helper->from, HANDLE_FLAG_INHERIT, 0);
        SetHandleInformation(helper->to, HANDLE_FLAG_INHERIT, 0);
    }
    snprintf(command, sizeof command, "\"%s\"", program);
    BOOL started = CreateProcessA(NULL, command, NULL, NULL, TRUE, DETACHED_PROCESS, NULL, NULL,
                                  &how, &made);
    CloseHandle(how.hStdInput);
    CloseHandle(how.hStdOutput);
    if (!started)
        return FALSE;
    CloseHandle(made.hThread);
    helper->process = made.hProcess;
    return TRUE;
}

static BOOL answer_one(const struct helper *helper)
{
    char question[64];
    DWORD size;
    LIFELINE_STEP("idle.wait", .peer = "helper");
    if (!ReadFile(helper->from, question, sizeof question, &size, NULL))
        return FALSE;
    LIFELINE_STEP("request.received", .peer = "helper");
    if (!WriteFile(helper->to, "yes", 3, &size, NULL))
        return FALSE;
    LIFELINE_STEP("reply.sent", .peer = "helper");
    return TRUE;
}

int main(int count, char **words)
{
    struct helper helper;
    BOOL mended = count > 2 && strcmp(words[2], "--mended") == 0;
    if (count < 2 || !start(&helper, words[1], mended))
        return 2;
    LIFELINE_STEP("child.started", .peer = "helper");
    while (answer_one(&helper))
        continue;
    LIFELINE_REPORT("child.lost", .peer = "helper", .by = "pipe");
    Sleep(INFINITE); /* where a real program would go on with its work */
    return 0;
}
