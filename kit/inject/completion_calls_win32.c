#include "kit/inject/completion_calls_win32.h"
#include "kit/inject/operations_win32.h"
#include "kit/inject/patch_win32.h"

#include <windows.h>
#include <winternl.h>

#define BINDS_PORT   30 /* FileCompletionInformation */
#define REBINDS_PORT 61 /* FileReplaceCompletionInformation */

#define CALLS(X)                                                                               \
    X(NtRemoveIoCompletion, handle_remove)                                                     \
    X(NtRemoveIoCompletionEx, handle_remove_several)                                           \
    X(NtSetInformationFile, handle_set_information)

/*
 * X(function, handler): functions of kernelbase. Those that begin an operation overwrite the
 * block of the one before it, into which the program may have looked by itself.
 */
#define FUNCTIONS(X)                                                                           \
    X(GetOverlappedResult, handle_result)                                                      \
    X(GetOverlappedResultEx, handle_result_within)                                             \
    X(ReadFile, handle_read_file)                                                              \
    X(WriteFile, handle_write_file)                                                            \
    X(ConnectNamedPipe, handle_connect)                                                        \
    X(TransactNamedPipe, handle_transact)

CALL_PLACES(CALLS);
static struct call_hook hooks[PLACES];

#define FUNCTION_PLACE(function, handler) FUNCTION_##function,
enum { FUNCTIONS(FUNCTION_PLACE) FUNCTION_COUNT };
static struct function_patch functions[FUNCTION_COUNT];

#define BEHIND_PATCH(function, handler)                                                        \
    AS_FUNCTION(handler, functions[FUNCTION_##function].original)

/* ---- completion ports ---- */

static NTSTATUS NTAPI handle_remove(HANDLE port, ULONG_PTR *key, ULONG_PTR *value,
                                    IO_STATUS_BLOCK *io, LARGE_INTEGER *timeout)
{
    NTSTATUS status =
        ORIGINAL(NtRemoveIoCompletion, handle_remove)(port, key, value, io, timeout);
    if (status == 0)
        operations_learn(OPERATION_BY_PACKET, *value);
    return status;
}

struct packet {
    ULONG_PTR key, value;
    IO_STATUS_BLOCK io;
};

static NTSTATUS NTAPI handle_remove_several(HANDLE port, struct packet *packets, ULONG room,
                                            ULONG *count, LARGE_INTEGER *timeout,
                                            BOOLEAN alertable)
{
    NTSTATUS status = ORIGINAL(NtRemoveIoCompletionEx, handle_remove_several)(
        port, packets, room, count, timeout, alertable);
    for (ULONG i = 0; status == 0 && i < *count; i++)
        operations_learn(OPERATION_BY_PACKET, packets[i].value);
    return status;
}

static NTSTATUS NTAPI handle_set_information(HANDLE file, IO_STATUS_BLOCK *io, void *what,
                                             ULONG size, int kind)
{
    HANDLE port = (kind == BINDS_PORT || kind == REBINDS_PORT) && what && size >= sizeof port
                      ? *(HANDLE *)what
                      : NULL;
    NTSTATUS status =
        ORIGINAL(NtSetInformationFile, handle_set_information)(file, io, what, size, kind);
    if (status >= 0 && (kind == BINDS_PORT || kind == REBINDS_PORT))
        operations_bind(file, port != NULL);
    return status;
}

/* ---- functions ---- */

static BOOL WINAPI handle_result(HANDLE file, OVERLAPPED *io, DWORD *size, BOOL waits)
{
    BOOL good = BEHIND_PATCH(GetOverlappedResult, handle_result)(file, io, size, waits);
    operations_learn_of(OPERATION_BY_BLOCK, io);
    return good;
}

static BOOL WINAPI handle_result_within(HANDLE file, OVERLAPPED *io, DWORD *size, DWORD ms,
                                        BOOL alertable)
{
    BOOL good = BEHIND_PATCH(GetOverlappedResultEx, handle_result_within)(file, io, size, ms,
                                                                          alertable);
    operations_learn_of(OPERATION_BY_BLOCK, io);
    return good;
}

static BOOL WINAPI handle_read_file(HANDLE file, void *to, DWORD room, DWORD *size,
                                    OVERLAPPED *io)
{
    operations_learn_of(OPERATION_BY_BLOCK, io);
    return BEHIND_PATCH(ReadFile, handle_read_file)(file, to, room, size, io);
}

static BOOL WINAPI handle_write_file(HANDLE file, const void *bytes, DWORD count, DWORD *size,
                                     OVERLAPPED *io)
{
    operations_learn_of(OPERATION_BY_BLOCK, io);
    return BEHIND_PATCH(WriteFile, handle_write_file)(file, bytes, count, size, io);
}

static BOOL WINAPI handle_connect(HANDLE pipe, OVERLAPPED *io)
{
    operations_learn_of(OPERATION_BY_BLOCK, io);
    return BEHIND_PATCH(ConnectNamedPipe, handle_connect)(pipe, io);
}

static BOOL WINAPI handle_transact(HANDLE pipe, void *bytes, DWORD count, void *to, DWORD room,
                                   DWORD *size, OVERLAPPED *io)
{
    operations_learn_of(OPERATION_BY_BLOCK, io);
    return BEHIND_PATCH(TransactNamedPipe, handle_transact)(pipe, bytes, count, to, room, size,
                                                            io);
}

static struct call_hook hooks[PLACES] = {CALLS(CALL_HOOK)};

struct call_hooks completion_call_hooks(void)
{
    return (struct call_hooks){.all = hooks, .count = PLACES};
}

#define FUNCTION_OF_KERNELBASE(function, by)                                                   \
    {.module = "kernelbase.dll", .name = #function, .handler = (void *)(uintptr_t)by},

static struct function_patch functions[FUNCTION_COUNT] = {FUNCTIONS(FUNCTION_OF_KERNELBASE)};

void completion_functions_begin(void)
{
    patch_functions(functions, FUNCTION_COUNT);
}
