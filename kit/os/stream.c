#include "kit/os/stream.h"
#include "kit/base/text.h"
#include "kit/os/clock.h"
#include "kit/os/error.h"
#include "kit/os/event.h"
#include "kit/os/port.h"
#include "kit/os/process.h"
#include "kit/os/text.h"
#include "kit/os/win32.h"

#include <assert.h>
#include <stdlib.h>

/* What the system buffers until the other side reads it. */
#define STREAM_BUFFER 65536
#define STREAM_READ   4096

/* The OVERLAPPED and the buffer are in this struct, since the system writes into them until the
 * read is over. */
struct os_stream {
    HANDLE end;
    bool reading;
    bool over;
    OVERLAPPED operation;
    size_t count, taken; /* bytes of `buffer` that were read, and that the caller has */
    char buffer[STREAM_READ];
};

static enum kit_status stream_new(struct os_stream **out, struct kit_error *err)
{
    struct os_stream *made = calloc(1, sizeof *made);
    if (!made)
        return kit_fail(err, KIT_FULL, "no memory for a stream");
    enum kit_status status =
        os_event_create(NULL, OS_MANUAL_RESET, &made->operation.hEvent, err);
    if (status != KIT_OK)
        free(made);
    else
        *out = made;
    return status;
}

/* The pipe's name has a random part, so that nobody else opens it in between. */
static void name_pipe(wchar_t to[OS_NAME_WIDE])
{
    swprintf(to, OS_NAME_WIDE, L"\\\\.\\pipe\\lifeline-%lu-%016llx-stream",
             (unsigned long)os_own_pid(), (unsigned long long)os_random());
}

/* Both ends: the caller's, for overlapped use, and the child's, inheritable and as a program
 * expects it of its standard input or output. */
static enum kit_status make_ends(struct os_stream *stream, bool from_child, void **child,
                                 struct kit_error *err)
{
    wchar_t name[OS_NAME_WIDE];
    SECURITY_ATTRIBUTES inheritable = {.nLength = sizeof inheritable, .bInheritHandle = TRUE};
    name_pipe(name);
    stream->end = CreateNamedPipeW(name,
                                   (from_child ? PIPE_ACCESS_INBOUND : PIPE_ACCESS_OUTBOUND) |
                                       FILE_FLAG_OVERLAPPED | FILE_FLAG_FIRST_PIPE_INSTANCE,
                                   PIPE_TYPE_BYTE | PIPE_READMODE_BYTE | PIPE_WAIT |
                                       PIPE_REJECT_REMOTE_CLIENTS,
                                   1, STREAM_BUFFER, STREAM_BUFFER, 0, NULL);
    if (stream->end == INVALID_HANDLE_VALUE) {
        stream->end = NULL;
        return os_fail(err, "CreateNamedPipe", GetLastError());
    }
    HANDLE other = CreateFileW(name,
                               from_child ? GENERIC_WRITE | FILE_READ_ATTRIBUTES
                                          : GENERIC_READ | FILE_WRITE_ATTRIBUTES,
                               0, &inheritable, OPEN_EXISTING, 0, NULL);
    if (other == INVALID_HANDLE_VALUE)
        return os_fail(err, "CreateFile of a pipe", GetLastError());
    *child = other;
    return KIT_OK;
}

enum kit_status os_stream_from(void *port, struct os_stream **out, void **child,
                               struct kit_error *err)
{
    struct os_stream *made = NULL;
    enum kit_status status = stream_new(&made, err);
    if (status == KIT_OK)
        status = make_ends(made, true, child, err);
    if (status == KIT_OK)
        status = os_port_add_stream(port, made->end, err);
    if (status != KIT_OK) {
        os_close(child);
        os_stream_close(&made);
        return status;
    }
    *out = made;
    return KIT_OK;
}

enum kit_status os_stream_to(struct os_stream **out, void **child, struct kit_error *err)
{
    struct os_stream *made = NULL;
    enum kit_status status = stream_new(&made, err);
    if (status == KIT_OK)
        status = make_ends(made, false, child, err);
    if (status != KIT_OK) {
        os_stream_close(&made);
        return status;
    }
    *out = made;
    return KIT_OK;
}

/* Begins a read; every failure is the end of the stream: there is no other reader. */
static void begin_read(struct os_stream *stream)
{
    stream->reading = true;
    if (!ReadFile(stream->end, stream->buffer, sizeof stream->buffer, NULL,
                  &stream->operation) &&
        GetLastError() != ERROR_IO_PENDING) {
        stream->reading = false;
        stream->over = true;
    }
}

enum read_end {
    READ_PENDS,
    READ_CANCELLED, /* nothing had been written before the cancel */
    READ_DONE       /* bytes, none (somebody wrote zero bytes), or the stream is over */
};

/*
 * Takes the result of the pending read. With `all` the read is cancelled first. The system then
 * says which came first: bytes, or the cancel. Without the cancel, bytes that were written
 * before this call might still be on their way to the reader.
 */
static enum read_end end_read(struct os_stream *stream, bool all)
{
    DWORD moved = 0;
    if (all)
        CancelIoEx(stream->end, &stream->operation);
    BOOL read = GetOverlappedResult(stream->end, &stream->operation, &moved, all);
    DWORD code = read ? ERROR_SUCCESS : GetLastError();
    if (code == ERROR_IO_INCOMPLETE)
        return READ_PENDS;
    stream->reading = false;
    stream->count = read ? moved : 0;
    stream->taken = 0;
    stream->over = !read && code != ERROR_OPERATION_ABORTED;
    return code == ERROR_OPERATION_ABORTED ? READ_CANCELLED : READ_DONE;
}

/*
 * Reads until there are bytes, or nothing more has come. A write of zero bytes ends a read of a
 * byte pipe with nothing: what was written behind it must be read all the same. A read that was
 * cancelled is begun again, so that the port tells of the next bytes.
 */
static void read_on(struct os_stream *stream, bool all)
{
    enum read_end end = READ_DONE;
    while (end == READ_DONE && stream->count == stream->taken && !stream->over) {
        if (!stream->reading)
            begin_read(stream);
        if (!stream->over)
            end = end_read(stream, all);
    }
    if (end == READ_CANCELLED)
        begin_read(stream);
}

bool os_stream_read(struct os_stream *stream, bool all, char *to, size_t room, size_t *count)
{
    assert(stream && to && room > 0);
    read_on(stream, all);
    size_t left = stream->count - stream->taken;
    *count = left < room ? left : room;
    memcpy(to, stream->buffer + stream->taken, *count);
    stream->taken += *count;
    return *count > 0 || !stream->over;
}

enum kit_status os_stream_write(struct os_stream *stream, const void *bytes, size_t size,
                                uint32_t timeout_ms, struct kit_error *err)
{
    DWORD moved = 0;
    if (!WriteFile(stream->end, bytes, (DWORD)size, NULL, &stream->operation) &&
        GetLastError() != ERROR_IO_PENDING)
        return os_fail(err, "WriteFile", GetLastError());
    void *const waited[] = {stream->operation.hEvent};
    if (os_wait_any(waited, 1, timeout_ms) != 0)
        CancelIoEx(stream->end, &stream->operation);
    /* Waits: the cancel and the write race, and the system says which came first. */
    if (GetOverlappedResult(stream->end, &stream->operation, &moved, TRUE) && moved == size)
        return KIT_OK;
    if (moved == 0 && GetLastError() != ERROR_OPERATION_ABORTED)
        return os_fail(err, "WriteFile", GetLastError());
    return kit_fail(err, KIT_TIMEOUT, "it was not read within %lu ms",
                    (unsigned long)timeout_ms);
}

void os_stream_close(struct os_stream **stream)
{
    struct os_stream *closed = *stream;
    if (!closed)
        return;
    if (closed->reading)
        end_read(closed, true);
    os_close(&closed->end);
    os_close(&closed->operation.hEvent);
    free(closed);
    *stream = NULL;
}

enum kit_status os_stream_file(const char *path, bool reads, void **out, struct kit_error *err)
{
    wchar_t wide[OS_PATH];
    SECURITY_ATTRIBUTES inheritable = {.nLength = sizeof inheritable, .bInheritHandle = TRUE};
    if (!os_widen(path ? path : "NUL", wide, OS_PATH))
        return kit_fail(err, KIT_BAD_INPUT, "the path '%.200s' is too long or no UTF-8", path);
    HANDLE file = CreateFileW(wide, reads ? GENERIC_READ : GENERIC_WRITE,
                              FILE_SHARE_READ | FILE_SHARE_WRITE, &inheritable,
                              reads || !path ? OPEN_EXISTING : CREATE_ALWAYS, 0, NULL);
    if (file == INVALID_HANDLE_VALUE) {
        struct kit_error why;
        enum kit_status status = os_fail(&why, "CreateFile", GetLastError());
        return kit_fail(err, status, "'%.200s': %.200s", path ? path : "NUL", why.text);
    }
    *out = file;
    return KIT_OK;
}

enum kit_status os_stream_own(bool error_output, void **out, struct kit_error *err)
{
    HANDLE self = GetCurrentProcess(), made = NULL;
    HANDLE own = GetStdHandle(error_output ? STD_ERROR_HANDLE : STD_OUTPUT_HANDLE);
    if (!own || own == INVALID_HANDLE_VALUE ||
        !DuplicateHandle(self, own, self, &made, 0, TRUE, DUPLICATE_SAME_ACCESS))
        return os_stream_file(NULL, false, out, err);
    *out = made;
    return KIT_OK;
}
