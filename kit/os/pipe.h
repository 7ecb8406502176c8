#pragma once
/*
 * One end of a duplex named pipe in message mode, opened for overlapped use. One thread uses an
 * end at a time. Every call has a deadline or is ended by close. No call returns with an
 * operation in flight, except the read: an end keeps at most one read pending.
 *
 * The pending read detects a loss at once. So an idle owner keeps a read pending and waits on
 * os_pipe_readable() together with its other events.
 */
#include "kit/base/status.h"
#include "kit/os/handle.h"

#include <stddef.h>

#define OS_PIPE_MESSAGE 512 /* bytes of the longest message that an end can read */

struct os_pipe; /* opaque; heap, made and freed here */

/*
 * Makes the server end of `name` (without "\\.\pipe\"): first and only instance, remote clients
 * refused, not inheritable. KIT_DENIED if another server has the name.
 */
enum kit_status os_pipe_serve(const char *name, struct os_pipe **out, struct kit_error *err);

/*
 * Waits for the client. Ends early with KIT_STOPPED when one of `others` (`count` handles,
 * NULLs ignored) is signalled; *which (may be NULL) is its index. KIT_TIMEOUT: no client came.
 */
enum kit_status os_pipe_accept(struct os_pipe *end, void *const *others, size_t count,
                               int *which, uint32_t timeout_ms, struct kit_error *err);

/* Opens the client end and puts it into message mode. KIT_NOT_FOUND: no such pipe (any more);
 * KIT_DENIED: it has a client already. Does not wait. */
enum kit_status os_pipe_open(const char *name, struct os_pipe **out, struct kit_error *err);

/* Begins a read, unless one is pending. The loss of the peer is no error here: the read then
 * completes with it. Cheap if a read is pending. */
enum kit_status os_pipe_read_begin(struct os_pipe *end, struct kit_error *err);

/* Signalled when the pending read is over, by a message or by a loss. Borrowed; NULL after a
 * loss. */
void *os_pipe_readable(struct os_pipe *end);

/*
 * Takes the result of the pending read, without waiting. KIT_OK: *size bytes are at `to` (room
 * for OS_PIPE_MESSAGE). KIT_TIMEOUT: the read is still pending. KIT_GONE: the peer is gone.
 * KIT_VIOLATION: the message was longer than OS_PIPE_MESSAGE.
 */
enum kit_status os_pipe_take(struct os_pipe *end, void *to, size_t *size,
                             struct kit_error *err);

/*
 * Writes one message. KIT_TIMEOUT: the peer does not read and its buffer is full, so the write
 * was cancelled. *sent says whether the message was sent all the same, since the write can
 * finish while it is cancelled. Each of `stops` (stop_count handles, NULLs ignored) ends the
 * write with KIT_STOPPED.
 */
enum kit_status os_pipe_write(struct os_pipe *end, const void *bytes, size_t size,
                              void *const *stops, size_t stop_count, uint32_t timeout_ms,
                              bool *sent, struct kit_error *err);

/*
 * Drops the pipe in place. The server end disconnects: the client gets 233, and queued messages
 * are lost. The client end is closed: the server gets 109. The struct stays valid and returns
 * KIT_GONE from every call. Only the owning thread may call it.
 */
void os_pipe_drop(struct os_pipe *end);

/* The same, but the server end is closed, too: the client still reads what was sent before, and
 * then gets 109. */
void os_pipe_drop_by_close(struct os_pipe *end);

/*
 * A second handle on the same end, which children can inherit. The other side sees no loss
 * until every handle on this end is closed. For programs that demonstrate this bug. *out is the
 * caller's and outlives the end.
 */
enum kit_status os_pipe_inheritable(struct os_pipe *end, void **out, struct kit_error *err);

/* Cancels what is pending and waits for it; then closes and frees the end and sets it to NULL.
 * The wait is bounded. NULL is fine. */
void os_pipe_close(struct os_pipe **end);
