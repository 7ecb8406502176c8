#include "kit/os/process.h"
#include "kit/base/text.h"
#include "kit/os/environment.h"
#include "kit/os/error.h"
#include "kit/os/fail.h"
#include "kit/os/text.h"
#include "kit/os/win32.h"

#include <stdlib.h>
#include <string.h>
#include <winternl.h>

/* How long the system may take to end a process that was killed. */
#define KILL_WAIT_MS 5000

/*
 * Quotes one word of a command line, so that CommandLineToArgvW and the C runtime return it
 * unchanged: only quotes, and backslashes before a quote, are escaped.
 */
static void quote_word(struct text *to, const char *word)
{
    size_t slashes = 0;
    text_add(to, "%s\"", to->length ? " " : "");
    for (; *word; word++) {
        for (; *word != '\\' && slashes > 0; slashes--)
            text_add(to, *word == '"' ? "\\\\" : "\\");
        if (*word == '\\') {
            slashes++;
            continue;
        }
        text_add(to, *word == '"' ? "\\\"" : "%c", *word);
    }
    for (; slashes > 0; slashes--)
        text_add(to, "\\\\");
    text_add(to, "\"");
}

/* For messages. */
static const char *spawn_name(const struct os_spawn *what)
{
    return what->line ? what->line : what->program;
}

/* On the heap: a command line is too long for the stack of a thread that serves a child. */
static enum kit_status command_line(const struct os_spawn *what, wchar_t **out,
                                    struct kit_error *err)
{
    const size_t bytes = (size_t)OS_COMMAND_MOST * 3; /* UTF-8 takes at most three for a unit */
    enum kit_status status = KIT_OK;
    char *line = malloc(bytes);
    wchar_t *wide = malloc(OS_COMMAND_MOST * sizeof *wide);
    if (!line || !wide) {
        status = kit_fail(err, KIT_FULL, "no memory to start '%.100s'", spawn_name(what));
        goto out;
    }
    struct text words = text_over(line, bytes);
    if (what->line)
        text_add(&words, "%s", what->line);
    else
        quote_word(&words, what->program);
    for (size_t i = 0; what->arguments && what->arguments[i]; i++)
        quote_word(&words, what->arguments[i]);
    bool fits = !words.cut && os_widen(line, wide, OS_COMMAND_MOST);
    if (!fits && (words.cut || GetLastError() == ERROR_INSUFFICIENT_BUFFER))
        status =
            kit_fail(err, KIT_BAD_INPUT, "the command line of '%.100s' is over %d characters",
                     spawn_name(what), OS_COMMAND_MOST - 1);
    else if (!fits)
        status = kit_fail(err, KIT_BAD_INPUT, "the command line of '%.100s' is not valid UTF-8",
                          spawn_name(what));
    if (status != KIT_OK)
        goto out;
    *out = wide;
    wide = NULL;
out:
    free(line);
    free(wide);
    return status;
}

/* The block with one more variable, NAME=VALUE; *out has to be free()d. */
static enum kit_status environment_add(const struct os_spawn *what, const wchar_t *block,
                                       const char *line, wchar_t **out, struct kit_error *err)
{
    wchar_t added[OS_NAME_WIDE * 4];
    if (!os_widen(line, added, OS_NAME_WIDE * 4))
        return kit_fail(err, KIT_BAD_INPUT,
                        "the variable '%.60s' for '%.100s' is too long or no UTF-8", line,
                        spawn_name(what));
    *out = block ? environment_with(block, added) : NULL;
    if (!*out)
        return kit_fail(err, KIT_FULL, "no memory for the environment of '%.100s'",
                        spawn_name(what));
    return KIT_OK;
}

/* Replaces *block, which is free()d unless it is the system's own. */
static enum kit_status environment_replace(const struct os_spawn *what, const wchar_t *own,
                                           wchar_t **block, const char *line,
                                           struct kit_error *err)
{
    wchar_t *before = *block, *made = NULL;
    enum kit_status status = environment_add(what, before ? before : own, line, &made, err);
    free(before);
    *block = status == KIT_OK ? made : NULL;
    return status;
}

/* The caller's environment with the variables added or replaced; *out has to be free()d. */
static enum kit_status environment_for(const struct os_spawn *what, wchar_t **out,
                                       struct kit_error *err)
{
    wchar_t *own = GetEnvironmentStringsW();
    enum kit_status status = KIT_OK;
    *out = NULL;
    for (size_t i = 0; what->variables && what->variables[i] && status == KIT_OK; i++)
        status = environment_replace(what, own, out, what->variables[i], err);
    for (size_t i = 0; i < OS_VARIABLES_MOST && what->set[i].name && status == KIT_OK; i++) {
        char line[OS_NAME_WIDE * 3];
        struct text text = text_over(line, sizeof line);
        text_add(&text, "%s=%s", what->set[i].name, what->set[i].value);
        status = text.cut ? kit_fail(err, KIT_BAD_INPUT, "the variable '%.60s' is too long",
                                     what->set[i].name)
                          : environment_replace(what, own, out, line, err);
    }
    if (own)
        FreeEnvironmentStringsW(own);
    return status;
}

/* The parts of a start that are freed whether it succeeds or fails. */
struct start {
    STARTUPINFOEXW info;
    size_t inherit_count;
    HANDLE inherit[OS_HANDLES_MOST + 3];
    HANDLE job;
    wchar_t *environment;
};

/* Checks that the handle is inheritable: Windows refuses another handle, Wine accepts it. */
static enum kit_status inherit_one(const struct os_spawn *what, HANDLE handle,
                                   struct start *start, struct kit_error *err)
{
    DWORD flags = 0;
    if (!handle || !GetHandleInformation(handle, &flags) || !(flags & HANDLE_FLAG_INHERIT))
        return kit_fail(err, KIT_BAD_INPUT, "handle %zu of '%.100s' cannot be inherited",
                        start->inherit_count, spawn_name(what));
    for (size_t i = 0; i < start->inherit_count; i++) {
        if (start->inherit[i] == handle) /* Windows may refuse a list that has one twice */
            return KIT_OK;
    }
    start->inherit[start->inherit_count++] = handle;
    return KIT_OK;
}

static enum kit_status check_inherit(const struct os_spawn *what, struct start *start,
                                     struct kit_error *err)
{
    enum kit_status status = KIT_OK;
    STARTUPINFOW *info = &start->info.StartupInfo;
    if (what->inherit_count > OS_HANDLES_MOST)
        return kit_fail(err, KIT_FULL, "a child inherits at most %d handles", OS_HANDLES_MOST);
    for (size_t i = 0; i < what->inherit_count && status == KIT_OK; i++)
        status = inherit_one(what, what->inherit[i], start, err);
    if (!what->standard[0])
        return status;
    for (size_t i = 0; i < 3 && status == KIT_OK; i++)
        status = inherit_one(what, what->standard[i], start, err);
    info->dwFlags |= STARTF_USESTDHANDLES;
    info->hStdInput = what->standard[0];
    info->hStdOutput = what->standard[1];
    info->hStdError = what->standard[2];
    return status;
}

static enum kit_status start_begin(const struct os_spawn *what, struct start *start,
                                   struct kit_error *err)
{
    enum kit_status status = check_inherit(what, start, err);
    if (status != KIT_OK)
        return status;
    SIZE_T size = 0;
    InitializeProcThreadAttributeList(NULL, 2, 0, &size);
    LPPROC_THREAD_ATTRIBUTE_LIST list = calloc(1, size);
    if (!list)
        return kit_fail(err, KIT_FULL, "no memory to start '%.100s'", spawn_name(what));
    start->info.StartupInfo.cb = sizeof start->info;
    start->info.lpAttributeList = list;
    start->job = what->job;
    if (!InitializeProcThreadAttributeList(list, 2, 0, &size) ||
        (start->inherit_count > 0 &&
         !UpdateProcThreadAttribute(list, 0, PROC_THREAD_ATTRIBUTE_HANDLE_LIST, start->inherit,
                                    start->inherit_count * sizeof(HANDLE), NULL, NULL)) ||
        (what->job && !UpdateProcThreadAttribute(list, 0, PROC_THREAD_ATTRIBUTE_JOB_LIST,
                                                 &start->job, sizeof start->job, NULL, NULL)))
        return os_fail(err, "UpdateProcThreadAttribute", GetLastError());
    bool sets = what->set[0].name || (what->variables && what->variables[0]);
    return sets ? environment_for(what, &start->environment, err) : KIT_OK;
}

static void start_end(struct start *start)
{
    if (start->info.lpAttributeList)
        DeleteProcThreadAttributeList(start->info.lpAttributeList);
    free(start->info.lpAttributeList);
    free(start->environment);
}

/* Of advapi32.dll, which is loaded only when a token is given: programs under test, which have
 * this code, too, must not need it. */
typedef BOOL(WINAPI *create_as_user)(HANDLE, LPCWSTR, LPWSTR, LPSECURITY_ATTRIBUTES,
                                     LPSECURITY_ATTRIBUTES, BOOL, DWORD, LPVOID, LPCWSTR,
                                     LPSTARTUPINFOW, LPPROCESS_INFORMATION);
typedef void (*any_function)(void);

static create_as_user find_create_as_user(void)
{
    HMODULE library = LoadLibraryW(L"advapi32.dll");
    return library
               ? (create_as_user)(any_function)GetProcAddress(library, "CreateProcessAsUserW")
               : NULL;
}

static bool create(const struct os_spawn *what, struct start *start, const wchar_t *program,
                   wchar_t *line, const wchar_t *folder, PROCESS_INFORMATION *made)
{
    DWORD flags = EXTENDED_STARTUPINFO_PRESENT | CREATE_UNICODE_ENVIRONMENT |
                  (what->own_console ? CREATE_NO_WINDOW : DETACHED_PROCESS) |
                  (what->suspended ? CREATE_SUSPENDED : 0u);
    bool inherits = start->inherit_count > 0;
    STARTUPINFOW *info = &start->info.StartupInfo;
    if (!what->token)
        return CreateProcessW(program, line, NULL, NULL, inherits, flags, start->environment,
                              folder, info, made);
    create_as_user create_as = find_create_as_user();
    return create_as && create_as(what->token, program, line, NULL, NULL, inherits, flags,
                                  start->environment, folder, info, made);
}

enum kit_status os_spawn(const struct os_spawn *what, struct os_process *out,
                         struct kit_error *err)
{
    struct start start = {0};
    wchar_t *line = NULL, program[OS_NAME_WIDE * 2], folder[OS_NAME_WIDE * 2];
    PROCESS_INFORMATION made = {0};
    enum kit_status status = command_line(what, &line, err);
    if (status == KIT_OK && !what->line && !os_widen(what->program, program, OS_NAME_WIDE * 2))
        status =
            kit_fail(err, KIT_BAD_INPUT, "the path '%.100s' is too long", spawn_name(what));
    if (status == KIT_OK && what->folder && !os_widen(what->folder, folder, OS_NAME_WIDE * 2))
        status = kit_fail(err, KIT_BAD_INPUT, "the path '%.100s' is too long", what->folder);
    if (status == KIT_OK)
        status = start_begin(what, &start, err);
    if (status != KIT_OK)
        goto out;
    if (os_fails(CALL_PROCESS_CREATE) || !create(what, &start, what->line ? NULL : program,
                                                 line, what->folder ? folder : NULL, &made)) {
        DWORD code = GetLastError();
        struct kit_error why;
        status = os_fail(&why, "CreateProcess", code);
        if (code == ERROR_BAD_EXE_FORMAT)
            kit_fail(err, status, "'%.200s' cannot start: it is not a program for this system",
                     spawn_name(what));
        else
            kit_fail(err, status, "'%.200s' cannot start: %.200s", spawn_name(what), why.text);
        if (err)
            err->os_code = code;
        goto out;
    }
    *out = (struct os_process){.handle = made.hProcess, .pid = made.dwProcessId};
    if (what->suspended)
        out->thread = made.hThread;
    else
        CloseHandle(made.hThread);
out:
    start_end(&start);
    free(line);
    return status;
}

void os_process_resume(struct os_process *process)
{
    if (process->thread)
        ResumeThread(process->thread);
    os_close(&process->thread);
}

enum kit_status os_process_open(uint32_t pid, void **out, struct kit_error *err)
{
    HANDLE process = NULL;
    if (!os_fails(CALL_PROCESS_OPEN))
        process = OpenProcess(SYNCHRONIZE | PROCESS_TERMINATE | PROCESS_SUSPEND_RESUME |
                                  PROCESS_QUERY_INFORMATION | PROCESS_DUP_HANDLE,
                              FALSE, pid);
    if (!process)
        return os_fail(err, "OpenProcess", GetLastError());
    *out = process;
    return KIT_OK;
}

enum kit_status os_process_self(void **out, struct kit_error *err)
{
    HANDLE self = NULL;
    if (os_fails(CALL_PROCESS_SELF) ||
        !DuplicateHandle(GetCurrentProcess(), GetCurrentProcess(), GetCurrentProcess(), &self,
                         SYNCHRONIZE, TRUE, 0))
        return os_fail(err, "DuplicateHandle", GetLastError());
    *out = self;
    return KIT_OK;
}

uint32_t os_own_pid(void)
{
    return GetCurrentProcessId();
}

uint32_t os_process_pid(void *process)
{
    return GetProcessId(process);
}

bool os_process_ended(void *process)
{
    return WaitForSingleObject(process, 0) == WAIT_OBJECT_0;
}

/* The exit code 259 alone proves nothing, since a process can end with 259. An ended process
 * has a time of its end. */
bool os_process_unborn(void *process)
{
    FILETIME made, ended = {0}, kernel, user;
    return os_process_ended(process) && os_exit_code(process) == STILL_ACTIVE &&
           GetProcessTimes(process, &made, &ended, &kernel, &user) &&
           ended.dwLowDateTime == 0 && ended.dwHighDateTime == 0;
}

uint32_t os_exit_code(void *process)
{
    DWORD code = 0;
    GetExitCodeProcess(process, &code);
    return code;
}

/* On the heap: a path can be too long for the stack of a thread that serves a child. */
void os_process_image(void *process, char to[KIT_IMAGE])
{
    DWORD length = OS_PATH_WIDE;
    wchar_t *path = malloc(length * sizeof *path);
    to[0] = 0;
    if (path && QueryFullProcessImageNameW(process, 0, path, &length))
        image_of_path(path, length, to);
    free(path);
}

void os_process_path(void *process, char to[OS_PATH])
{
    DWORD length = OS_PATH_WIDE;
    wchar_t *path = malloc(length * sizeof *path);
    to[0] = 0;
    if (!path || !QueryFullProcessImageNameW(process, 0, path, &length) ||
        !os_narrow(path, to, OS_PATH))
        to[0] = 0;
    free(path);
}

enum kit_status os_process_kill(void *process, uint32_t code, struct kit_error *err)
{
    /* Error 5 means that the process has ended already. The caller wanted that, whichever came
     * first. */
    if (!TerminateProcess(process, code) && !os_process_ended(process))
        return os_fail(err, "TerminateProcess", GetLastError());
    if (WaitForSingleObject(process, KILL_WAIT_MS) != WAIT_OBJECT_0)
        return kit_fail(err, KIT_TIMEOUT, "the process does not end %d ms after it was killed",
                        KILL_WAIT_MS);
    return KIT_OK;
}

static enum kit_status nt_result(LONG nt_status, const char *call, struct kit_error *err)
{
    if (nt_status >= 0)
        return KIT_OK;
    return kit_fail(err, KIT_OS, "%s failed with status 0x%08lx", call,
                    (unsigned long)nt_status);
}

uint32_t os_process_creator(void *process)
{
    PROCESS_BASIC_INFORMATION basic = {0};
    if (NtQueryInformationProcess(process, ProcessBasicInformation, &basic, sizeof basic,
                                  NULL) < 0)
        return 0;
    return (uint32_t)(uintptr_t)basic.InheritedFromUniqueProcessId;
}

enum kit_status os_process_suspend(void *process, struct kit_error *err)
{
    return nt_result(NtSuspendProcess(process), "NtSuspendProcess", err);
}

enum kit_status os_process_resume_all(void *process, struct kit_error *err)
{
    return nt_result(NtResumeProcess(process), "NtResumeProcess", err);
}

/* Opens a thread of this process. The system can reuse a thread's number, in any process, as
 * soon as the thread has ended, so the owner is checked. A PID is not reused while a handle on
 * its process is open. NULL if the thread is gone. */
static HANDLE open_thread(void *process, uint32_t tid, DWORD access)
{
    HANDLE thread = OpenThread(access | THREAD_QUERY_LIMITED_INFORMATION, FALSE, tid);
    if (thread && GetProcessIdOfThread(thread) != GetProcessId(process))
        os_close(&thread);
    return thread;
}

void os_thread_resume(void *process, uint32_t tid)
{
    HANDLE thread = open_thread(process, tid, THREAD_SUSPEND_RESUME);
    if (!thread)
        return;
    ResumeThread(thread);
    CloseHandle(thread);
}

bool os_thread_suspended(void *process, uint32_t tid)
{
    HANDLE thread = open_thread(process, tid, THREAD_SUSPEND_RESUME);
    if (!thread)
        return false;
    /* No call only asks for the count: one more suspension returns the count before it. */
    DWORD count = SuspendThread(thread);
    if (count != (DWORD)-1)
        ResumeThread(thread);
    CloseHandle(thread);
    return count != (DWORD)-1 && count > 0;
}

/* winternl.h does not have it. */
LONG WINAPI NtGetNextThread(HANDLE process, HANDLE thread, ACCESS_MASK access, ULONG attributes,
                            ULONG flags, HANDLE *next);

bool os_process_runs(void *process)
{
    HANDLE thread = NULL, next = NULL;
    bool runs = false;
    while (!runs && NtGetNextThread(process, thread, THREAD_SUSPEND_RESUME, 0, 0, &next) >= 0) {
        os_close(&thread);
        thread = next;
        DWORD count = SuspendThread(thread);
        if (count != (DWORD)-1)
            ResumeThread(thread);
        runs = count == 0;
    }
    os_close(&thread);
    return runs;
}

static int64_t filetime_ms(const FILETIME *time)
{
    return (int64_t)(((uint64_t)time->dwHighDateTime << 32 | time->dwLowDateTime) / 10000);
}

int64_t os_thread_used_ms(void *process, uint32_t tid)
{
    FILETIME made, ended, kernel = {0}, user = {0};
    HANDLE thread = open_thread(process, tid, THREAD_QUERY_INFORMATION);
    if (!thread)
        return -1;
    BOOL known = GetThreadTimes(thread, &made, &ended, &kernel, &user);
    CloseHandle(thread);
    return known ? filetime_ms(&kernel) + filetime_ms(&user) : -1;
}

static int64_t filetime_ns(const FILETIME *time)
{
    return (int64_t)(((uint64_t)time->dwHighDateTime << 32 | time->dwLowDateTime) * 100);
}

bool os_thread_owner(uint32_t tid, uint32_t *pid, int64_t *age_ns)
{
    FILETIME made, ended, kernel, user, now;
    HANDLE thread = OpenThread(THREAD_QUERY_LIMITED_INFORMATION, FALSE, tid);
    bool known = thread && GetThreadTimes(thread, &made, &ended, &kernel, &user) &&
                 (*pid = GetProcessIdOfThread(thread)) != 0;
    os_close(&thread);
    GetSystemTimeAsFileTime(&now);
    if (known)
        *age_ns = filetime_ns(&now) - filetime_ns(&made);
    return known;
}

enum kit_status os_give_handle(void *process, void *handle, uint32_t *value,
                               struct kit_error *err)
{
    HANDLE given = NULL;
    if (!DuplicateHandle(GetCurrentProcess(), handle, process, &given, 0, FALSE,
                         DUPLICATE_SAME_ACCESS))
        return os_fail(err, "DuplicateHandle", GetLastError());
    *value = (uint32_t)(uintptr_t)given; /* only 32 bits of a handle are significant */
    return KIT_OK;
}

enum kit_status os_take_handle(void *process, uint32_t value, void **out, struct kit_error *err)
{
    HANDLE taken = NULL;
    if (os_fails(CALL_HANDLE_TAKE) ||
        !DuplicateHandle(process, (HANDLE)(uintptr_t)value, GetCurrentProcess(), &taken, 0,
                         FALSE, DUPLICATE_SAME_ACCESS))
        return os_fail(err, "DuplicateHandle", GetLastError());
    *out = taken;
    return KIT_OK;
}
