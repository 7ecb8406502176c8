/* The calls about processes and about handles in general. */
#include "kit/inject/calls_win32.h"
#include "kit/inject/follow_win32.h"
#include "kit/inject/known_win32.h"
#include "kit/inject/process_calls_win32.h"
#include "kit/inject/tell_win32.h"

#include <windows.h>
#include <winternl.h>

#define CLOSES_SOURCE 1u /* DUPLICATE_CLOSE_SOURCE */

#define CALLS(X)                                                                               \
    X(NtDuplicateObject, handle_duplicate)                                                     \
    X(NtTerminateProcess, handle_terminate)                                                    \
    X(NtCreateUserProcess, handle_create_process)

CALL_PLACES(CALLS);
static struct call_hook hooks[PLACES];

static wchar_t own_path[INJECT_PATH];

static bool is_this_process(HANDLE process)
{
    return process == GetCurrentProcess();
}

static NTSTATUS NTAPI handle_duplicate(HANDLE from_process, HANDLE from, HANDLE to_process,
                                       HANDLE *to, ULONG access, ULONG attributes,
                                       ULONG options)
{
    bool is_own = is_this_process(from_process);
    NTSTATUS status = ORIGINAL(NtDuplicateObject, handle_duplicate)(
        from_process, from, to_process, to, access, attributes, options);
    if (status >= 0 && to && is_this_process(to_process)) {
        if (is_own)
            known_copy(from, *to);
        else
            known_forget(*to);
    }
    if (is_own && (options & CLOSES_SOURCE))
        known_forget(from);
    return status;
}

/* NULL stands for all other threads of this process: ExitProcess begins with it. */
static bool ends_this_process(HANDLE process)
{
    struct own_work work;
    bool is_own = !process || is_this_process(process);
    if (!is_own && own_work_begin(&work)) {
        is_own = GetProcessId(process) == GetCurrentProcessId();
        own_work_end(&work);
    }
    return is_own;
}

static NTSTATUS NTAPI handle_terminate(HANDLE process, NTSTATUS code)
{
    if (ends_this_process(process))
        call_tell_exit((uint32_t)code);
    return ORIGINAL(NtTerminateProcess, handle_terminate)(process, code);
}

static void follow_into(HANDLE process, HANDLE thread)
{
    struct own_work work;
    struct call_told told = {.sequence = 0};
    if (own_work_begin(&work)) {
        inject_load(process, thread, own_path);
        told.sequence = GetProcessId(process);
        own_work_end(&work);
    }
    call_tell(CALL_STEP_PROCESS_CREATED, &told);
}

/* The new process's first thread is suspended when the call returns: the caller resumes it. */
static NTSTATUS NTAPI handle_create_process(HANDLE *process, HANDLE *thread,
                                            ULONG process_access, ULONG thread_access,
                                            OBJECT_ATTRIBUTES *process_of,
                                            OBJECT_ATTRIBUTES *thread_of, ULONG process_flags,
                                            ULONG thread_flags, void *parameters, void *info,
                                            void *attributes)
{
    NTSTATUS status = ORIGINAL(NtCreateUserProcess, handle_create_process)(
        process, thread, process_access, thread_access, process_of, thread_of, process_flags,
        thread_flags, parameters, info, attributes);
    if (status >= 0)
        follow_into(*process, *thread);
    return status;
}

static struct call_hook hooks[PLACES] = {CALLS(CALL_HOOK)};

struct call_hooks process_call_hooks(void)
{
    return (struct call_hooks){.all = hooks, .count = PLACES};
}

bool process_calls_begin(void *module)
{
    DWORD length = GetModuleFileNameW(module, own_path, INJECT_PATH);
    return length > 0 && length < INJECT_PATH;
}
