#include "kit/os/crash.h"
#include "kit/os/error.h"
#include "kit/os/handle.h"
#include "kit/os/width.h"

#include "kit/os/win32.h"

/* An address at which no process has memory. */
#define NOWHERE       ((void *)0x10)

#define CRASH_WAIT_MS 500
/* How long a process that is ending takes for the rest: the thread is gone before it is. */
#define END_WAIT_MS   100

typedef void (*any_function)(void);

/*
 * The thread runs a function of the system that writes to the address that it is given. Every
 * process of the caller's width has that function at the same place. A start at an address
 * without code would be an access violation, too, but Control Flow Guard of Windows answers it
 * with another exception.
 */
static LPTHREAD_START_ROUTINE find_writer(void)
{
    return (LPTHREAD_START_ROUTINE)(any_function)GetProcAddress(
        GetModuleHandleW(L"kernel32.dll"), "InitializeSRWLock");
}

/*
 * A 32-bit process has the function elsewhere than a 64-bit caller. So it gets two
 * instructions, which mean the same in both widths: xor eax, eax; mov [eax], eax. They write to
 * address 0. Memory that is made for code is a target that Control Flow Guard allows. The page
 * stays; the process is about to end.
 */
static LPTHREAD_START_ROUTINE make_writer(HANDLE target)
{
    static const BYTE code[] = {0x31, 0xC0, 0x89, 0x00};
    void *at = VirtualAllocEx(target, NULL, sizeof code, MEM_COMMIT | MEM_RESERVE,
                              PAGE_EXECUTE_READWRITE);
    if (!at || !WriteProcessMemory(target, at, code, sizeof code, NULL))
        return NULL;
    return (LPTHREAD_START_ROUTINE)(any_function)(uintptr_t)at;
}

static HANDLE make_thread(void *process, DWORD *os_code)
{
    const DWORD rights = PROCESS_CREATE_THREAD | PROCESS_QUERY_INFORMATION |
                         PROCESS_VM_OPERATION | PROCESS_VM_READ | PROCESS_VM_WRITE;
    HANDLE thread = NULL;
    HANDLE target = OpenProcess(rights, FALSE, GetProcessId(process));
    bool is_alike = target && os_process_bits(target) == os_own_bits();
    LPTHREAD_START_ROUTINE writer = !target    ? NULL
                                    : is_alike ? find_writer()
                                               : make_writer(target);
    if (writer)
        thread = CreateRemoteThread(target, NULL, 0, writer, NOWHERE, 0, NULL);
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
    if (os_process_bits(process) > os_own_bits())
        return kit_fail(err, KIT_BAD_INPUT,
                        "a 32-bit lifeline cannot make a thread in a 64-bit process; use the "
                        "64-bit lifeline");
    HANDLE thread = make_thread(process, &os_code);
    if (!thread) {
        WaitForSingleObject(process, END_WAIT_MS);
        return os_fail(err, "CreateRemoteThread", os_code);
    }
    enum kit_status status = await_end(process, thread, err);
    os_close(&thread);
    return status;
}
