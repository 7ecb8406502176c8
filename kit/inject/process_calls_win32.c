/* The calls about processes and about handles in general. */
#include "kit/inject/calls_win32.h"
#include "kit/inject/follow_win32.h"
#include "kit/inject/known_win32.h"
#include "kit/inject/operations_win32.h"
#include "kit/inject/process_calls_win32.h"
#include "kit/inject/shims_win32.h"
#include "kit/inject/tell_win32.h"

#include <windows.h>
#include <winternl.h>

#define CLOSES_SOURCE 1u /* DUPLICATE_CLOSE_SOURCE */

/* The exit code of a process that runs: STATUS_PENDING. */
#define RUNS_ON       ((NTSTATUS)0x00000103)

#define CALLS(X)                                                                               \
    X(NtDuplicateObject, handle_duplicate)                                                     \
    X(NtTerminateProcess, handle_terminate)                                                    \
    X(NtQueryInformationProcess, handle_query)                                                 \
    X(NtCreateUserProcess, handle_create_process)

CALL_PLACES(CALLS);
static struct call_hook hooks[PLACES];

static wchar_t own_path[INJECT_PATH];

static bool is_this_process(HANDLE process)
{
    return process == GetCurrentProcess();
}

static void copy_known(HANDLE from, HANDLE to)
{
    known_copy(from, to);
    operations_copy_handle(from, to);
    shim_serial_copy(from, to);
}

static void forget_known(HANDLE handle)
{
    known_forget(handle);
    operations_before_close(handle, true);
    shim_serial_forget(handle);
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
            copy_known(from, *to);
        else
            forget_known(*to);
    }
    if (is_own && (options & CLOSES_SOURCE))
        forget_known(from);
    return status;
}

/* NULL stands for all other threads of this process: ExitProcess begins with it. 0: unknown, or
 * this thread works for the probe. */
static uint32_t id_to_end(HANDLE process)
{
    struct own_work work;
    uint32_t id = 0;
    if (!process || is_this_process(process))
        return GetCurrentProcessId();
    if (own_work_begin(&work)) {
        id = known_process_id(process);
        own_work_end(&work);
    }
    return id;
}

static NTSTATUS NTAPI handle_terminate(HANDLE process, NTSTATUS code)
{
    const struct call_told told = {.sequence = id_to_end(process), .code = (uint32_t)code};
    NTSTATUS status = 0;
    if (told.sequence == GetCurrentProcessId()) {
        call_tell_exit(told.code);
    } else {
        if (told.sequence > 0)
            call_tell(CALL_STEP_PROCESS_END, &told);
        status = shim_of_terminate(process);
    }
    if (status != 0)
        return status;
    return ORIGINAL(NtTerminateProcess, handle_terminate)(process, code);
}

/* What ProcessBasicInformation answers. */
struct basic_information {
    NTSTATUS exit_status;
    void *environment;
    ULONG_PTR affinity;
    LONG priority;
    ULONG_PTR id, parent_id;
};

/* GetExitCodeProcess asks this. A process that ended with 259 looks as if it still runs. */
static NTSTATUS NTAPI handle_query(HANDLE process, int what, void *to, ULONG size,
                                   ULONG *needed)
{
    struct own_work work;
    NTSTATUS status =
        ORIGINAL(NtQueryInformationProcess, handle_query)(process, what, to, size, needed);
    const struct basic_information *told = to;
    if (what != ProcessBasicInformation || status < 0 || !to || size < sizeof *told ||
        told->exit_status == RUNS_ON || !own_work_begin(&work))
        return status;
    const struct call_told gone = {.sequence = known_gone_now(process) ? told->id : 0};
    own_work_end(&work);
    if (gone.sequence > 0)
        call_tell(CALL_STEP_PROCESS_GONE, &gone);
    return status;
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
    const struct call_told told = {.sequence = 0};
    NTSTATUS status = call_tell(CALL_STEP_PROCESS_CREATE, &told);
    if (status == 0)
        status = shim_of_create_process(process_flags, attributes);
    if (status != 0)
        return status;
    status = ORIGINAL(NtCreateUserProcess, handle_create_process)(
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
