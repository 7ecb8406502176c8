/*
 * Starts lifeline as other programs would, for ci/check-bad-company. The first word selects
 * how; after its own words comes the command line to start:
 *
 *     in-a-job COMMAND...             in a job that kills on close and allows no breakaway
 *     in-a-job-that-closes COMMAND... the same, and closes it once there are actors in it
 *     beside-a-reader FILE COMMAND... while FILE is open here without sharing
 *
 * Exits with the code of the program that it started; 99 and a message if something else
 * failed.
 */
#include <windows.h>

#include <stdio.h>

#define WRONG     99
/* Processes that a job has seen once there is an actor, including lifeline. */
#define ACTORS    3
#define RUN_MS    60000u /* longer than any of its runs */
#define ENDED_MS  5000u
#define LINE_MOST 8192

static int wrong(const char *what)
{
    fprintf(stderr, "%s: Win32 error %lu\n", what, (unsigned long)GetLastError());
    return WRONG;
}

/* No word of these has a quote or a backslash in it. */
static void join(wchar_t **words, wchar_t *line)
{
    *line = 0;
    for (; *words; words++) {
        wcsncat(line, L"\"", LINE_MOST - wcslen(line) - 1);
        wcsncat(line, *words, LINE_MOST - wcslen(line) - 1);
        wcsncat(line, L"\" ", LINE_MOST - wcslen(line) - 1);
    }
}

/* Suspended until it is in the job, so that what it starts is in there, too. */
static BOOL start(wchar_t **command, HANDLE job, PROCESS_INFORMATION *out)
{
    static wchar_t line[LINE_MOST];
    STARTUPINFOW info = {.cb = sizeof info};
    join(command, line);
    if (!CreateProcessW(NULL, line, NULL, NULL, TRUE, CREATE_SUSPENDED, NULL, NULL, &info, out))
        return FALSE;
    if (job && !AssignProcessToJobObject(job, out->hProcess)) {
        TerminateProcess(out->hProcess, WRONG);
        return FALSE;
    }
    ResumeThread(out->hThread);
    return TRUE;
}

static int code_of(HANDLE process)
{
    DWORD code = WRONG;
    if (WaitForSingleObject(process, RUN_MS) != WAIT_OBJECT_0)
        return wrong("it does not end");
    GetExitCodeProcess(process, &code);
    return (int)code;
}

static HANDLE make_job(HANDLE port)
{
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits = {.BasicLimitInformation.LimitFlags =
                                                       JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE};
    JOBOBJECT_ASSOCIATE_COMPLETION_PORT told = {.CompletionPort = port};
    HANDLE job = CreateJobObjectW(NULL, NULL);
    if (job &&
        SetInformationJobObject(job, JobObjectExtendedLimitInformation, &limits,
                                sizeof limits) &&
        SetInformationJobObject(job, JobObjectAssociateCompletionPortInformation, &told,
                                sizeof told))
        return job;
    return NULL;
}

/* Whether so many processes came into the job; news of other kinds are passed over. */
static BOOL await_processes(HANDLE port, int count)
{
    DWORD news = 0;
    ULONG_PTR key = 0;
    OVERLAPPED *about = NULL;
    while (count > 0) {
        if (!GetQueuedCompletionStatus(port, &news, &key, &about, RUN_MS))
            return FALSE;
        count -= news == JOB_OBJECT_MSG_NEW_PROCESS;
    }
    return TRUE;
}

static int in_a_job(wchar_t **command, BOOL closes)
{
    HANDLE port = CreateIoCompletionPort(INVALID_HANDLE_VALUE, NULL, 0, 1);
    HANDLE job = port ? make_job(port) : NULL;
    PROCESS_INFORMATION process;
    JOBOBJECT_BASIC_ACCOUNTING_INFORMATION had = {.ActiveProcesses = 0};
    if (!job || !start(command, job, &process))
        return wrong("it cannot be started in a job");
    if (closes) {
        if (!await_processes(port, ACTORS))
            return wrong("there were no actors in the job");
        CloseHandle(job);
        if (WaitForSingleObject(process.hProcess, ENDED_MS) != WAIT_OBJECT_0)
            return wrong("it outlived its job");
        puts("it ended with its job");
        return 0;
    }
    int code = code_of(process.hProcess);
    if (!QueryInformationJobObject(job, JobObjectBasicAccountingInformation, &had, sizeof had,
                                   NULL) ||
        had.TotalProcesses < ACTORS || had.ActiveProcesses != 0)
        return wrong("its processes were not all in the job, or some are still there");
    return code;
}

static int beside_a_reader(const wchar_t *path, wchar_t **command)
{
    PROCESS_INFORMATION process;
    HANDLE file = CreateFileW(path, GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);
    if (file == INVALID_HANDLE_VALUE || !start(command, NULL, &process))
        return wrong("it cannot be started beside a reader");
    return code_of(process.hProcess);
}

int wmain(int count, wchar_t **words);

int wmain(int count, wchar_t **words)
{
    if (count > 2 && wcscmp(words[1], L"in-a-job") == 0)
        return in_a_job(words + 2, FALSE);
    if (count > 2 && wcscmp(words[1], L"in-a-job-that-closes") == 0)
        return in_a_job(words + 2, TRUE);
    if (count > 3 && wcscmp(words[1], L"beside-a-reader") == 0)
        return beside_a_reader(words[2], words + 3);
    return WRONG;
}
