#include "kit/os/crash.h"
#include "kit/os/error.h"
#include "kit/os/handle.h"

#include "kit/os/win32.h"

/* An address at which no process has memory. */
#define NOWHERE       ((void *)0x10)

#define CRASH_WAIT_MS 500
/* How long a process that is ending takes for the rest: the thread is gone before it is. */
#define END_WAIT_MS   100

typedef void (*any_function)(void);

/*
 * The thread runs a function of the system that writes to the address that it is given. Every
 * process has that function at the same place. A start at an address without code would be an
 * access violation, too, but Control Flow Guard of Windows answers it with another exception.
 */
static LPTHREAD_START_ROUTINE find_writer(void)
{
    return (LPTHREAD_START_ROUTINE)(any_function)GetProcAddress(
        GetModuleHandleW(L"kernel32.dll"), "InitializeSRWLock");
}

static HANDLE make_thread(void *process, DWORD *os_code)
{
    const DWORD rights = PROCESS_CREATE_THREAD | PROCESS_QUERY_INFORMATION |
                         PROCESS_VM_OPERATION | PROCESS_VM_READ | PROCESS_VM_WRITE;
    HANDLE thread = NULL;
    HANDLE target = OpenProcess(rights, FALSE, GetProcessId(process));
    if (target)
        thread = CreateRemoteThread(target, NULL, 0, find_writer(), NOWHERE, 0, NULL);
    *os_code = GetLastError();
    os_close(&target);
    return thread;
}

static enum kit_status await_end(HANDLE process, HANDLE thread, struct kit_error *err)
{
    HANDLE both[] = {process, thread};
    if (WaitForMultipleObjects(2, both, FALSE, CRASH_WAIT_MS) != WAIT_OBJECT_0 + 1 ||
        WaitForSingleObject(process, END_WAIT_MS) == WAIT_OBJECT_0)
        return KIT_OK;
    return kit_fail(err, KIT_VIOLATION,
                    "its own handler ended the thread that crashed, and the program goes on");
}

enum kit_status os_process_crash(void *process, struct kit_error *err)
{
    DWORD os_code = 0;
    HANDLE thread = make_thread(process, &os_code);
    if (!thread) {
        WaitForSingleObject(process, END_WAIT_MS);
        return os_fail(err, "CreateRemoteThread", os_code);
    }
    enum kit_status status = await_end(process, thread, err);
    os_close(&thread);
    return status;
}
