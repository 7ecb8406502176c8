/* The calls about pipes: created, opened, accepted, read, written, disconnected, closed. */
#include "kit/inject/calls_win32.h"
#include "kit/inject/known_win32.h"
#include "kit/inject/operations_win32.h"
#include "kit/inject/own_names_win32.h"
#include "kit/inject/shims_win32.h"
#include "kit/inject/tell_win32.h"
#include "kit/probe/lifeline.h"

#include <stdatomic.h>
#include <string.h>
#include <windows.h>
#include <winternl.h>

#define CONTROL_DISCONNECT 0x00110004u            /* FSCTL_PIPE_DISCONNECT */
#define CONTROL_LISTEN     0x00110008u            /* FSCTL_PIPE_LISTEN */
#define CONTROL_TRANSACT   0x0011C017u            /* FSCTL_PIPE_TRANSCEIVE: TransactNamedPipe */
#define CONTROL_WAIT       0x00110018u            /* FSCTL_PIPE_WAIT: WaitNamedPipe */
#define IS_MORE_DATA       ((NTSTATUS)0x80000005) /* STATUS_BUFFER_OVERFLOW */
#define IS_CONNECTED       ((NTSTATUS)0xC00000B2) /* STATUS_PIPE_CONNECTED: a client was there */

#define CALLS(X)                                                                               \
    X(NtCreateNamedPipeFile, handle_create_pipe)                                               \
    X(NtCreateFile, handle_create_file)                                                        \
    X(NtOpenFile, handle_open_file)                                                            \
    X(NtReadFile, handle_read)                                                                 \
    X(NtWriteFile, handle_write)                                                               \
    X(NtFsControlFile, handle_control)                                                         \
    X(NtClose, handle_close)

CALL_PLACES(CALLS);
static struct call_hook hooks[PLACES];

/* The step before a call. Returns the status of a call that must fail, or 0. */
static NTSTATUS tell_pipe(enum call_step step, const char *peer, uint64_t size)
{
    const struct call_told told = {.peer = peer, .size = size};
    return peer ? call_tell(step, &told) : 0;
}

static void tell_pipe_outcome(enum call_step done, const char *peer, NTSTATUS status)
{
    operation_tell_end(done, peer, status, 0, 0);
}

static void learn_pipe(HANDLE file, const struct named *named, ULONG options)
{
    known_learn(file, OBJECT_PIPE, named);
    operations_new_handle(file);
    shim_serial_learn(file, named->is_one ? options : 0);
}

/*
 * CreatePipe of Wine names its pipe, and tries the next name if it cannot be created: a failure
 * of that call would never reach the program. So the pipe is created, and the open of its other
 * end, which follows on this thread, fails instead. CreatePipe returns that error.
 */
static struct {
    _Atomic DWORD tid; /* that the open is of; 0: none */
    _Atomic NTSTATUS status;
} open_to_fail;

static bool is_of_create_pipe(const struct named *named)
{
    return named->is_one &&
           strncmp(named->name, CALL_PIPE_OF_WINE, strlen(CALL_PIPE_OF_WINE)) == 0;
}

/* False if the open of another thread is awaited. */
static bool fail_later(const struct named *named, NTSTATUS status)
{
    DWORD nobody = 0;
    if (!is_of_create_pipe(named) ||
        !atomic_compare_exchange_strong(&open_to_fail.tid, &nobody, GetCurrentThreadId()))
        return false;
    atomic_store(&open_to_fail.status, status);
    return true;
}

/* The status with which this open has to fail, or 0. */
static NTSTATUS failed_before(const struct named *named)
{
    if (atomic_load(&open_to_fail.tid) != GetCurrentThreadId() || !is_of_create_pipe(named))
        return 0;
    NTSTATUS status = atomic_load(&open_to_fail.status);
    atomic_store(&open_to_fail.tid, 0);
    return status;
}

static NTSTATUS NTAPI handle_create_pipe(HANDLE *file, ULONG access, OBJECT_ATTRIBUTES *of,
                                         IO_STATUS_BLOCK *io, ULONG sharing, ULONG disposition,
                                         ULONG options, ULONG type, ULONG mode,
                                         ULONG completion, ULONG instances, ULONG room_in,
                                         ULONG room_out, LARGE_INTEGER *timeout)
{
    struct own_name own;
    struct named named = named_new_pipe(of);
    NTSTATUS status = tell_pipe(CALL_STEP_PIPE_CREATE, named.peer, 0);
    bool fails_later = status != 0 && fail_later(&named, status);
    if (status != 0 && !fails_later)
        return status;
    struct first_pipe first = shim_first_pipe_begin(access, disposition);
    if (first.is_asked)
        access |= FILE_READ_ATTRIBUTES; /* to count the instances */
    status = ORIGINAL(NtCreateNamedPipeFile, handle_create_pipe)(
        file, access, own_pipe(of, named.is_one, &own), io, sharing, disposition, options, type,
        mode, completion, instances, room_in, room_out, timeout);
    status = shim_first_pipe_end(&first, status, file);
    if (fails_later)
        return status;
    if (status >= 0)
        learn_pipe(*file, &named, options);
    tell_pipe_outcome(CALL_STEP_PIPE_CREATED, named.peer, status);
    return status;
}

/* What follows the open of a client's end. */
static void end_open(const struct named *named, NTSTATUS status, const HANDLE *file,
                     ULONG options)
{
    if (status >= 0)
        learn_pipe(*file, named, options);
    if (named->is_one)
        tell_pipe_outcome(CALL_STEP_PIPE_OPENED, named->peer, status);
}

static NTSTATUS begin_open(const struct named *named)
{
    NTSTATUS status = failed_before(named);
    if (status != 0)
        return status;
    return tell_pipe(CALL_STEP_PIPE_OPEN, named->is_one ? named->peer : NULL, 0);
}

static NTSTATUS NTAPI handle_create_file(HANDLE *file, ULONG access, OBJECT_ATTRIBUTES *of,
                                         IO_STATUS_BLOCK *io, LARGE_INTEGER *size,
                                         ULONG attributes, ULONG sharing, ULONG disposition,
                                         ULONG options, void *extra, ULONG extra_size)
{
    struct own_name own;
    struct named named = named_open_pipe(of);
    NTSTATUS status = begin_open(&named);
    if (status != 0)
        return status;
    status = ORIGINAL(NtCreateFile, handle_create_file)(
        file, access, own_pipe(of, named.is_one, &own), io, size, attributes, sharing,
        disposition, options, extra, extra_size);
    end_open(&named, status, file, options);
    return status;
}

static NTSTATUS NTAPI handle_open_file(HANDLE *file, ULONG access, OBJECT_ATTRIBUTES *of,
                                       IO_STATUS_BLOCK *io, ULONG sharing, ULONG options)
{
    struct own_name own;
    struct named named = named_open_pipe(of);
    NTSTATUS status = begin_open(&named);
    if (status != 0)
        return status;
    status = ORIGINAL(NtOpenFile, handle_open_file)(
        file, access, own_pipe(of, named.is_one, &own), io, sharing, options);
    end_open(&named, status, file, options);
    return status;
}

/* The peer of the pipe that a call is about. What the program knows of earlier operations on it
 * comes first. */
static const char *about_pipe(HANDLE file)
{
    const char *peer = known_pipe(file);
    if (peer)
        operations_learn_of(OPERATION_BY_PIPE, file);
    return peer;
}

/* The bytes of a call that is done when it returns; the block belongs to it otherwise. */
static uint64_t bytes_done(NTSTATUS status, const IO_STATUS_BLOCK *io)
{
    return status >= 0 && status != OPERATION_PENDING && io ? io->Information : 0;
}

static NTSTATUS NTAPI handle_read(HANDLE file, HANDLE event, void *routine, void *context,
                                  IO_STATUS_BLOCK *io, void *buffer, ULONG room,
                                  LARGE_INTEGER *offset, ULONG *key)
{
    const char *peer = about_pipe(file);
    NTSTATUS status = tell_pipe(CALL_STEP_PIPE_READ, peer, room);
    if (status == IS_MORE_DATA)
        room = room > 0; /* the system itself says then whether there is more */
    else if (status != 0)
        return status;
    unsigned lock = peer ? shim_serial_begin(file) : 0;
    struct under_way way =
        operation_begin(peer, CALL_STEP_PIPE_TAKEN,
                        &(struct operation_given){file, event, routine, context, io});
    status = ORIGINAL(NtReadFile, handle_read)(file, event, way.routine, way.context, io,
                                               buffer, room, offset, key);
    shim_serial_end(lock);
    operation_end(&way, status, bytes_done(status, io));
    return status;
}

/* What a call sends. */
struct message {
    const void *bytes;
    ULONG size;
    ULONG meant; /* the size that the program gave */
    void *copy;  /* its bytes with one changed; or NULL */
};

/* The middle byte: mostly behind a head, and not the end of a line. */
static void change_a_byte(struct message *message)
{
    unsigned char *copy = message->size > 0 && !IsBadReadPtr(message->bytes, message->size)
                              ? VirtualAlloc(NULL, message->size, MEM_COMMIT, PAGE_READWRITE)
                              : NULL;
    if (!copy)
        return;
    memcpy(copy, message->bytes, message->size);
    copy[(message->size - 1) / 2] ^= 0x55;
    message->bytes = message->copy = copy;
}

/* The step before a message is sent; by order it is spoiled here. */
static NTSTATUS tell_message(const char *peer, struct message *message)
{
    const struct call_told told = {.peer = peer, .size = message->size};
    int spoil = 0;
    NTSTATUS status = peer ? call_tell_message(CALL_STEP_PIPE_WRITE, &told, &spoil) : 0;
    message->meant = message->size;
    if (spoil == LIFELINE_TRUNCATE)
        message->size /= 2;
    else if (spoil == LIFELINE_CORRUPT)
        change_a_byte(message);
    return status;
}

/*
 * The call returned. The program should not notice the order: a write that is done was of all
 * bytes. What a completion port tells of it comes from the system, and cannot be changed. While
 * a write is pending the system still reads the copy, which stays then.
 */
static void end_message(const struct message *message, NTSTATUS status, IO_STATUS_BLOCK *io)
{
    if (status == OPERATION_PENDING)
        return;
    if (io && status >= 0 && message->size < message->meant)
        io->Information = message->meant;
    if (message->copy)
        VirtualFree(message->copy, 0, MEM_RELEASE);
}

static NTSTATUS NTAPI handle_write(HANDLE file, HANDLE event, void *routine, void *context,
                                   IO_STATUS_BLOCK *io, const void *bytes, ULONG size,
                                   LARGE_INTEGER *offset, ULONG *key)
{
    const char *peer = about_pipe(file);
    struct message message = {.bytes = bytes, .size = size};
    NTSTATUS status = tell_message(peer, &message);
    if (status != 0)
        return status;
    unsigned lock = peer ? shim_serial_begin(file) : 0;
    struct under_way way =
        operation_begin(peer, CALL_STEP_PIPE_WRITTEN,
                        &(struct operation_given){file, event, routine, context, io});
    status = ORIGINAL(NtWriteFile, handle_write)(file, event, way.routine, way.context, io,
                                                 message.bytes, message.size, offset, key);
    shim_serial_end(lock);
    end_message(&message, status, io);
    operation_end(&way, status, bytes_done(status, io));
    return status;
}

/*
 * A write and the read of what comes back, in one call: both are steps before it. The write is
 * done while the read waits, and no call ends in between.
 */
static NTSTATUS tell_transaction(const char *peer, struct message *message, ULONG *room)
{
    NTSTATUS status = tell_message(peer, message);
    if (status == 0)
        status = tell_pipe(CALL_STEP_PIPE_READ, peer, *room);
    if (status != IS_MORE_DATA)
        return status;
    *room = *room > 0; /* as of a read */
    return 0;
}

static NTSTATUS tell_control(ULONG code, const char *peer, struct message *in, ULONG *out_size)
{
    switch (code) {
    case CONTROL_LISTEN:
        return tell_pipe(CALL_STEP_PIPE_ACCEPT, peer, 0);
    case CONTROL_DISCONNECT:
        return tell_pipe(CALL_STEP_PIPE_DISCONNECT, peer, 0);
    case CONTROL_TRANSACT:
        return tell_transaction(peer, in, out_size);
    default:
        return 0;
    }
}

/* What the end of the call is. A disconnect is told before it alone. */
static enum call_step control_done(ULONG code)
{
    return code == CONTROL_LISTEN ? CALL_STEP_PIPE_ACCEPTED : CALL_STEP_PIPE_TAKEN;
}

static NTSTATUS NTAPI handle_control(HANDLE file, HANDLE event, void *routine, void *context,
                                     IO_STATUS_BLOCK *io, ULONG code, void *in, ULONG in_size,
                                     void *out, ULONG out_size)
{
    bool is_told =
        code == CONTROL_LISTEN || code == CONTROL_DISCONNECT || code == CONTROL_TRANSACT;
    const char *peer = is_told ? about_pipe(file) : NULL;
    struct message sent = {.bytes = in, .size = in_size};
    NTSTATUS status = tell_control(code, peer, &sent, &out_size);
    if (status != 0)
        return status;
    struct own_name own;
    if (code == CONTROL_WAIT)
        sent.bytes = own_pipe_wait(in, &sent.size, &own);
    unsigned lock = shim_serial_begin(file);
    struct under_way way =
        operation_begin(code == CONTROL_DISCONNECT ? NULL : peer, control_done(code),
                        &(struct operation_given){file, event, routine, context, io});
    status = ORIGINAL(NtFsControlFile, handle_control)(file, event, way.routine, way.context,
                                                       io, code, (void *)(uintptr_t)sent.bytes,
                                                       sent.size, out, out_size);
    shim_serial_end(lock);
    end_message(&sent, status, NULL); /* the block has what came back */
    bool is_connected = code == CONTROL_LISTEN && status == IS_CONNECTED;
    operation_end(&way, is_connected ? 0 : status,
                  code == CONTROL_LISTEN ? 0 : bytes_done(status, io));
    return status;
}

static NTSTATUS NTAPI handle_close(HANDLE handle)
{
    const char *peer = known_pipe_so_far(handle);
    if (peer)
        operations_learn_of(OPERATION_BY_CLOSE, handle);
    tell_pipe(CALL_STEP_PIPE_CLOSE, peer, 0);
    known_forget(handle);
    operations_before_close(handle, false);
    shim_serial_forget(handle);
    NTSTATUS status = ORIGINAL(NtClose, handle_close)(handle);
    operations_after_close(); /* of a socket, too, which no list of handles knows */
    return status;
}

static struct call_hook hooks[PLACES] = {CALLS(CALL_HOOK)};

struct call_hooks pipe_call_hooks(void)
{
    return (struct call_hooks){.all = hooks, .count = PLACES};
}
