#include "kit/inject/shims_win32.h"
#include "kit/inject/serial.h"
#include "kit/inject/tell_win32.h"
#include "kit/inject/wine_win32.h"
#include "kit/protocol/shims.h"

#include <windows.h>
#include <winternl.h>

#define MUST_BE_NEW          2u    /* FILE_CREATE: NtCreateNamedPipeFile makes the first one */
#define MUST_BE_OLD          1u    /* FILE_OPEN */
#define IS_SYNCHRONOUS       0x30u /* FILE_SYNCHRONOUS_IO_ALERT, _NONALERT */
#define IS_ACCESS_DENIED     ((LONG)0xC0000022) /* Win32 error 5 */
#define IS_TERMINATING       ((LONG)0xC000010A) /* the same error */
#define IS_INVALID_PARAMETER ((LONG)0xC000000D) /* Win32 error 87 */
#define TURN_MS              1000u

static const struct run_block *run_of_shims;
static uint32_t shims_on;

void shims_begin(const struct run_block *run)
{
    run_of_shims = run;
    shims_on = run && on_wine() ? run->shims : 0;
}

static bool is_on(enum protocol_shim shim)
{
    return shims_on >> shim & 1u;
}

/* ---- FIRST_PIPE ---- */

/*
 * Wine's CreateNamedPipe leaves the flag in the access, where the same bit is WRITE_OWNER. A
 * program can also call ntdll itself.
 */
static bool wants_first(ULONG access, ULONG disposition)
{
    return disposition == MUST_BE_NEW ||
           ((access & FILE_FLAG_FIRST_PIPE_INSTANCE) && disposition != MUST_BE_OLD);
}

static HANDLE take_first_pipe_turn(void)
{
    char name[RUN_OBJECT_NAME];
    run_object_name(name, run_of_shims->name, RUN_OBJECT_FIRST_PIPE, 0, 0);
    HANDLE turn = CreateMutexA(NULL, FALSE, name);
    /* A process that hangs inside its turn must not hang the others. */
    if (turn && WaitForSingleObject(turn, TURN_MS) == WAIT_TIMEOUT) {
        CloseHandle(turn);
        turn = NULL;
    }
    return turn;
}

struct first_pipe shim_first_pipe_begin(unsigned long access, unsigned long disposition)
{
    struct first_pipe first = {.is_asked = false};
    struct own_work work;
    if (is_on(SHIM_FIRST_PIPE) && own_work_begin(&work)) {
        first.is_asked = wants_first(access, disposition);
        first.turn = take_first_pipe_turn();
        own_work_end(&work);
    }
    return first;
}

static bool is_second_instance(HANDLE pipe)
{
    DWORD instances = 0;
    return GetNamedPipeHandleStateW(pipe, NULL, &instances, NULL, NULL, NULL, 0) &&
           instances > 1;
}

long shim_first_pipe_end(const struct first_pipe *first, long status, void *const *pipe)
{
    struct own_work work;
    if ((!first->is_asked && !first->turn) || !own_work_begin(&work))
        return status;
    if (first->is_asked && status >= 0 && is_second_instance(*pipe)) {
        CloseHandle(*pipe);
        status = IS_ACCESS_DENIED;
    }
    if (first->turn) {
        ReleaseMutex(first->turn);
        CloseHandle(first->turn);
    }
    own_work_end(&work);
    return status;
}

/* ---- ENDED_PROCESS ---- */

/* The caller's handle may have no right but to terminate. */
static bool has_ended(HANDLE process)
{
    HANDLE self = GetCurrentProcess(), waitable = NULL;
    bool ended = DuplicateHandle(self, process, self, &waitable, SYNCHRONIZE, FALSE, 0) &&
                 WaitForSingleObject(waitable, 0) == WAIT_OBJECT_0;
    if (waitable)
        CloseHandle(waitable);
    return ended;
}

long shim_of_terminate(void *process)
{
    struct own_work work;
    long status = 0;
    if (is_on(SHIM_ENDED_PROCESS) && own_work_begin(&work)) {
        status = has_ended(process) ? IS_TERMINATING : 0;
        own_work_end(&work);
    }
    return status;
}

/* ---- HANDLE_LIST ---- */

#define INHERITS_HANDLES 4u       /* PROCESS_CREATE_FLAGS_INHERIT_HANDLES */
#define IS_HANDLE_LIST   0x2000Bu /* PS_ATTRIBUTE_HANDLE_LIST */

struct process_attribute {
    ULONG_PTR kind;
    SIZE_T size; /* bytes at `value` */
    const void *value;
    SIZE_T *given;
};

struct process_attributes {
    SIZE_T size; /* bytes of all */
    struct process_attribute all[];
};

static bool has_private_handle(const struct process_attribute *list)
{
    const HANDLE *handles = list->value;
    for (SIZE_T i = 0; i < list->size / sizeof *handles; i++) {
        DWORD flags = 0;
        if (GetHandleInformation(handles[i], &flags) && !(flags & HANDLE_FLAG_INHERIT))
            return true;
    }
    return false;
}

static bool has_wrong_list(const struct process_attributes *attributes)
{
    SIZE_T count = (attributes->size - sizeof *attributes) / sizeof attributes->all[0];
    for (SIZE_T i = 0; i < count; i++) {
        if (attributes->all[i].kind == IS_HANDLE_LIST &&
            has_private_handle(&attributes->all[i]))
            return true;
    }
    return false;
}

long shim_of_create_process(unsigned long flags, const void *attributes)
{
    struct own_work work;
    long status = 0;
    if (is_on(SHIM_HANDLE_LIST) && (flags & INHERITS_HANDLES) && attributes &&
        own_work_begin(&work)) {
        status = has_wrong_list(attributes) ? IS_INVALID_PARAMETER : 0;
        own_work_end(&work);
    }
    return status;
}

/* ---- SERIAL_PIPES ---- */

static struct serial serial;
static SRWLOCK serial_locks[SERIAL_LOCKS + 1]; /* all zero is SRWLOCK_INIT */

static uint64_t value_of_pipe(HANDLE pipe)
{
    return (uintptr_t)pipe;
}

void shim_serial_learn(void *pipe, unsigned long options)
{
    if (!is_on(SHIM_SERIAL_PIPES))
        return;
    if (options & IS_SYNCHRONOUS)
        serial_begin(&serial, value_of_pipe(pipe));
    else
        serial_end(&serial, value_of_pipe(pipe));
}

void shim_serial_copy(void *from, void *to)
{
    if (is_on(SHIM_SERIAL_PIPES))
        serial_share(&serial, value_of_pipe(from), value_of_pipe(to));
}

void shim_serial_forget(void *pipe)
{
    if (is_on(SHIM_SERIAL_PIPES))
        serial_end(&serial, value_of_pipe(pipe));
}

/*
 * Not once the process ends: the system has ended its other threads then, maybe inside an
 * operation. On Windows that cancels the operation.
 */
unsigned shim_serial_begin(void *pipe)
{
    if (!is_on(SHIM_SERIAL_PIPES) || call_is_exiting())
        return 0;
    uint32_t lock = serial_lock(&serial, value_of_pipe(pipe));
    if (lock > 0)
        AcquireSRWLockExclusive(&serial_locks[lock]);
    return lock;
}

void shim_serial_end(unsigned lock)
{
    if (lock > 0)
        ReleaseSRWLockExclusive(&serial_locks[lock]);
}
