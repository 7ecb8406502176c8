#include "kit/os/pipe.h"
#include "kit/os/clock.h"
#include "kit/os/error.h"
#include "kit/os/event.h"
#include "kit/os/fail.h"
#include "kit/os/text.h"
#include "kit/os/win32.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Bytes that the system buffers until the other side reads them. */
#define PIPE_BUFFER 4096

/*
 * The read's OVERLAPPED and buffer are in this struct and not on a stack. The system writes
 * into them until the read is over, and the struct is freed only after that.
 */
struct os_pipe {
    HANDLE end;
    bool is_server;
    bool lost; /* a read reported the loss, or the pipe was dropped; every call then returns
                  KIT_GONE. A failed write does not set it, since messages of the other side
                  may still be there to read. */
    bool reading;
    uint32_t read_failed; /* Win32 code of a read that failed when it was begun */
    OVERLAPPED read;
    OVERLAPPED write; /* also for the connect; an end never does both at once */
    char message[OS_PIPE_MESSAGE];
};

static enum kit_status pipe_new(bool is_server, struct os_pipe **out, struct kit_error *err)
{
    struct os_pipe *end = calloc(1, sizeof *end);
    if (!end)
        return kit_fail(err, KIT_FULL, "no memory for a pipe");
    end->is_server = is_server;
    *out = end;
    enum kit_status status = os_event_create(NULL, OS_MANUAL_RESET, &end->read.hEvent, err);
    if (status == KIT_OK)
        status = os_event_create(NULL, OS_MANUAL_RESET, &end->write.hEvent, err);
    if (status != KIT_OK) {
        os_pipe_close(out);
        return status;
    }
    return KIT_OK;
}

static bool pipe_path(const char *name, wchar_t to[OS_NAME_WIDE])
{
    wchar_t wide[OS_NAME_WIDE - 16];
    if (!os_widen(name, wide, OS_NAME_WIDE - 16))
        return false;
    wcscpy(to, L"\\\\.\\pipe\\");
    wcscat(to, wide);
    return true;
}

/*
 * Waits for an operation and for the caller's handles. Returns OVER, PASSED (the time has
 * passed), or the index of the signalled handle.
 */
#define OVER        (-1)
#define PASSED      (-2)
#define WAITED_MOST 16

static int wait_over(HANDLE operation, void *const *others, size_t count, uint32_t timeout_ms)
{
    void *waited[WAITED_MOST] = {operation};
    assert(count < WAITED_MOST);
    for (size_t i = 0; i < count; i++)
        waited[i + 1] = others[i];
    int which = os_wait_on(waited, count + 1, timeout_ms);
    return which < 0 ? PASSED : which - 1;
}

/*
 * Ends a write within its deadline. There is a race: cancelling is only a request.
 * - The cancel comes first: nothing was sent, and the write failed by the deadline or a stop.
 * - The write finishes first: its bytes were sent, and the write succeeded.
 *
 * GetOverlappedResult waits and says which order happened. So this never returns with the write
 * in flight, while the system could still read its buffer.
 */
static enum kit_status finish_write(struct os_pipe *end, BOOL started, void *const *stops,
                                    size_t stop_count, uint32_t timeout_ms, DWORD *moved,
                                    struct kit_error *err)
{
    *moved = 0;
    if (!started && GetLastError() != ERROR_IO_PENDING)
        return os_fail(err, "WriteFile", GetLastError());
    /* A write that fits in the buffer is done at once and is not waited for: the wait would be
     * one more system call. */
    int which = started ? OVER : wait_over(end->write.hEvent, stops, stop_count, timeout_ms);
    if (which != OVER)
        CancelIoEx(end->end, &end->write);
    if (GetOverlappedResult(end->end, &end->write, moved, TRUE))
        return KIT_OK;
    DWORD code = GetLastError();
    if (code != ERROR_OPERATION_ABORTED)
        return os_fail(err, "WriteFile", code);
    if (which >= 0)
        return kit_fail(err, KIT_STOPPED, "WriteFile was ended by the stop");
    return kit_fail(err, KIT_TIMEOUT, "WriteFile was not done after %lu ms",
                    (unsigned long)timeout_ms);
}

enum kit_status os_pipe_serve(const char *name, struct os_pipe **out, struct kit_error *err)
{
    wchar_t path[OS_NAME_WIDE];
    if (!pipe_path(name, path))
        return kit_fail(err, KIT_BAD_INPUT, "the pipe name '%.60s' is too long", name);
    struct os_pipe *made = NULL;
    enum kit_status status = pipe_new(true, &made, err);
    if (status != KIT_OK)
        return status;
    /*
     * At most one instance: this refuses a second server where FIRST_PIPE_INSTANCE is ignored.
     */
    HANDLE end = INVALID_HANDLE_VALUE;
    if (!os_fails(CALL_PIPE_CREATE))
        end = CreateNamedPipeW(
            path, PIPE_ACCESS_DUPLEX | FILE_FLAG_OVERLAPPED | FILE_FLAG_FIRST_PIPE_INSTANCE,
            PIPE_TYPE_MESSAGE | PIPE_READMODE_MESSAGE | PIPE_WAIT | PIPE_REJECT_REMOTE_CLIENTS,
            1, PIPE_BUFFER, PIPE_BUFFER, 0, NULL);
    if (end == INVALID_HANDLE_VALUE) {
        status = os_fail(err, "CreateNamedPipe", GetLastError());
        os_pipe_close(&made);
        return status;
    }
    made->end = end;
    *out = made;
    return KIT_OK;
}

enum kit_status os_pipe_accept(struct os_pipe *end, void *const *others, size_t count,
                               int *which, uint32_t timeout_ms, struct kit_error *err)
{
    if (end->lost)
        return kit_fail(err, KIT_GONE, "the pipe was dropped");
    bool now = !os_fails(CALL_PIPE_ACCEPT) && ConnectNamedPipe(end->end, &end->write);
    DWORD code = now ? ERROR_PIPE_CONNECTED : GetLastError();
    if (code == ERROR_PIPE_CONNECTED) /* the client connected before this call */
        return KIT_OK;
    if (code != ERROR_IO_PENDING)
        return os_fail(err, "ConnectNamedPipe", code);
    int woken = wait_over(end->write.hEvent, others, count, timeout_ms);
    if (woken != OVER)
        CancelIoEx(end->end, &end->write);
    DWORD moved = 0;
    /* The same race as in finish_write: the client can connect while the accept is cancelled.
     * Then the client is real and is served. */
    if (GetOverlappedResult(end->end, &end->write, &moved, TRUE))
        return KIT_OK;
    code = GetLastError();
    if (code != ERROR_OPERATION_ABORTED)
        return os_fail(err, "ConnectNamedPipe", code);
    if (woken < 0)
        return kit_fail(err, KIT_TIMEOUT, "nobody opened the pipe in %lu ms",
                        (unsigned long)timeout_ms);
    if (which)
        *which = woken;
    return kit_fail(err, KIT_STOPPED, "the wait for the client was ended");
}

enum kit_status os_pipe_open(const char *name, struct os_pipe **out, struct kit_error *err)
{
    wchar_t path[OS_NAME_WIDE];
    if (!pipe_path(name, path))
        return kit_fail(err, KIT_BAD_INPUT, "the pipe name '%.60s' is too long", name);
    struct os_pipe *made = NULL;
    enum kit_status status = pipe_new(false, &made, err);
    if (status != KIT_OK)
        return status;
    HANDLE end = INVALID_HANDLE_VALUE;
    if (!os_fails(CALL_PIPE_OPEN))
        end = CreateFileW(
            path, GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING,
            FILE_FLAG_OVERLAPPED | SECURITY_SQOS_PRESENT | SECURITY_IDENTIFICATION, NULL);
    made->end = end == INVALID_HANDLE_VALUE ? NULL : end;
    DWORD mode = PIPE_READMODE_MESSAGE;
    if (!made->end)
        status = os_fail(err, "CreateFile of the pipe", GetLastError());
    else if (os_fails(CALL_PIPE_MODE) || !SetNamedPipeHandleState(made->end, &mode, NULL, NULL))
        status = os_fail(err, "SetNamedPipeHandleState", GetLastError());
    if (status != KIT_OK) {
        os_pipe_close(&made);
        return status;
    }
    *out = made;
    return KIT_OK;
}

enum kit_status os_pipe_read_begin(struct os_pipe *end, struct kit_error *err)
{
    if (end->lost)
        return kit_fail(err, KIT_GONE, "the pipe is lost");
    if (end->reading)
        return KIT_OK;
    end->reading = true;
    end->read_failed = 0;
    if (!os_fails(CALL_PIPE_READ) &&
        ReadFile(end->end, end->message, sizeof end->message, NULL, &end->read))
        return KIT_OK;
    DWORD code = GetLastError();
    if (code == ERROR_IO_PENDING)
        return KIT_OK;
    /* The read failed at once. The code is kept, so that a loss is reported in one place,
     * os_pipe_take. */
    end->read_failed = code;
    SetEvent(end->read.hEvent);
    return KIT_OK;
}

void *os_pipe_readable(struct os_pipe *end)
{
    return end->lost ? NULL : end->read.hEvent;
}

enum kit_status os_pipe_take(struct os_pipe *end, void *to, size_t *size, struct kit_error *err)
{
    if (end->lost)
        return kit_fail(err, KIT_GONE, "the pipe is lost");
    if (!end->reading)
        return kit_fail(err, KIT_TIMEOUT, "no read is pending");
    DWORD moved = 0, code = end->read_failed;
    if (code == 0 && !GetOverlappedResult(end->end, &end->read, &moved, FALSE))
        code = GetLastError();
    if (code == ERROR_IO_INCOMPLETE)
        return kit_fail(err, KIT_TIMEOUT, "no message is there");
    end->reading = false;
    if (code == 0) {
        memcpy(to, end->message, moved);
        *size = moved;
        return KIT_OK;
    }
    enum kit_status status = os_fail(err, "ReadFile", code);
    end->lost = status == KIT_GONE;
    return status;
}

enum kit_status os_pipe_write(struct os_pipe *end, const void *bytes, size_t size,
                              void *const *stops, size_t stop_count, uint32_t timeout_ms,
                              bool *sent, struct kit_error *err)
{
    DWORD moved = 0;
    *sent = false;
    if (end->lost)
        return kit_fail(err, KIT_GONE, "the pipe is lost");
    BOOL started = !os_fails(CALL_PIPE_WRITE) &&
                   WriteFile(end->end, bytes, (DWORD)size, NULL, &end->write);
    enum kit_status status =
        finish_write(end, started, stops, stop_count, timeout_ms, &moved, err);
    *sent = status == KIT_OK && moved == size;
    if (status == KIT_OK && moved != size)
        return kit_fail(err, KIT_OS, "WriteFile wrote %lu of %zu bytes", (unsigned long)moved,
                        size);
    return status;
}

static void read_end(struct os_pipe *end)
{
    DWORD moved = 0;
    if (!end->reading)
        return;
    if (end->read_failed == 0) {
        CancelIoEx(end->end, &end->read);
        GetOverlappedResult(end->end, &end->read, &moved, TRUE);
    }
    end->reading = false;
}

void os_pipe_drop_by_close(struct os_pipe *end)
{
    if (end->end)
        read_end(end);
    os_close(&end->end);
    end->lost = true;
}

void os_pipe_drop(struct os_pipe *end)
{
    if (!end->is_server) {
        os_pipe_drop_by_close(end);
        return;
    }
    if (end->end) {
        DisconnectNamedPipe(end->end);
        read_end(end);
    }
    end->lost = true;
}

enum kit_status os_pipe_inheritable(struct os_pipe *end, void **out, struct kit_error *err)
{
    HANDLE second = NULL, self = GetCurrentProcess();
    if (!DuplicateHandle(self, end->end, self, &second, 0, TRUE, DUPLICATE_SAME_ACCESS))
        return os_fail(err, "DuplicateHandle", GetLastError());
    *out = second;
    return KIT_OK;
}

void os_pipe_close(struct os_pipe **end)
{
    if (!*end)
        return;
    struct os_pipe *closed = *end;
    if (closed->end)
        read_end(closed);
    os_close(&closed->end);
    os_close(&closed->read.hEvent);
    os_close(&closed->write.hEvent);
    free(closed);
    *end = NULL;
}
