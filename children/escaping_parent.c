/*
 * A broken parent. Its one bug: it starts a helper with another process as the helper's parent,
 * as launchers and updaters do. So the helper is in that process's job and outlives the parent
 * and the run. Here the other process is the runner. The rule nothing-left must catch it.
 *
 *     escaping_parent.exe HELPER.EXE [--ends-it | --bare]
 *
 * `--ends-it` is the fixed version: the helper is ended before the parent ends. `--bare`: the
 * helper gets no variable of the run in its environment, so it looks like any program that a
 * user starts. Known cause: PROC_THREAD_ATTRIBUTE_PARENT_PROCESS with explorer.exe, so that an
 * updater survives the job that its program was started in.
 */
#include "kit/os/event.h"
#include "kit/os/handle.h"
#include "kit/os/process.h"
#include "kit/os/text.h"
#include "kit/probe/lifeline.h"

#include <stdlib.h>
#include <string.h>
#include <windows.h>

#define PATH_MOST 1024

/* The process that started this one is outside of its job. */
static HANDLE open_outsider(void)
{
    return OpenProcess(PROCESS_CREATE_PROCESS, FALSE, os_process_creator(GetCurrentProcess()));
}

/* The helper's handle, or NULL. */
static HANDLE start_helper(const char *program, HANDLE *parent)
{
    STARTUPINFOEXW info = {.StartupInfo.cb = sizeof info};
    PROCESS_INFORMATION made = {0};
    wchar_t path[PATH_MOST];
    SIZE_T size = 0;
    InitializeProcThreadAttributeList(NULL, 1, 0, &size);
    LPPROC_THREAD_ATTRIBUTE_LIST list = calloc(1, size);
    info.lpAttributeList = list;
    if (list && *parent && os_widen(program, path, PATH_MOST) &&
        InitializeProcThreadAttributeList(list, 1, 0, &size) &&
        UpdateProcThreadAttribute(list, 0, PROC_THREAD_ATTRIBUTE_PARENT_PROCESS, parent,
                                  sizeof *parent, NULL, NULL) && /* the bug */
        CreateProcessW(path, NULL, NULL, NULL, FALSE,
                       EXTENDED_STARTUPINFO_PRESENT | DETACHED_PROCESS, NULL, NULL,
                       &info.StartupInfo, &made))
        CloseHandle(made.hThread);
    free(list);
    return made.hProcess;
}

static int play(const char *program, const char *how)
{
    lifeline_attach(NULL);
    void *stop = lifeline_stop_event(), *parent = open_outsider();
    if (strcmp(how, "--bare") == 0) {
        SetEnvironmentVariableW(L"LIFELINE_RUN", NULL);
        SetEnvironmentVariableW(L"LIFELINE_FAMILY", NULL);
    }
    void *helper = start_helper(program, &parent);
    if (!helper)
        return 2;
    LIFELINE_STEP("helper.started");
    os_wait_any(&stop, 1, OS_FOREVER);
    if (strcmp(how, "--ends-it") == 0)
        os_process_kill(helper, 0, NULL);
    os_close(&helper);
    os_close(&parent);
    return 0;
}

int wmain(int count, wchar_t **wide)
{
    char **words = os_arguments(count, wide);
    int code = words && count > 1 ? play(words[1], count > 2 ? words[2] : "") : 2;
    free(words);
    return code;
}
