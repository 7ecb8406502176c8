#pragma once
/*
 * One end of a duplex named pipe in message mode, opened for overlapped use. One thread uses an
 * end at a time. Every call has a deadline, or is ended by close; none returns with an
 * operation in flight except those that say so: an end keeps at most one read pending.
 *
 * The pending read is how loss is noticed at once, so an idle owner keeps one pending and waits
 * on os_pipe_readable() beside its other events.
 */
#include "kit/base/status.h"
#include "kit/os/handle.h"

#include <stddef.h>

#define OS_PIPE_MESSAGE 512 /* bytes of the longest message that an end can read */

struct os_pipe; /* opaque; heap, made and freed here */

/*
 * Makes the server end of `name` (without "\\.\pipe\"): first and only instance, remote clients
 * refused, not inheritable. KIT_DENIED if the name is taken by somebody else.
 */
enum kit_status os_pipe_serve(const char *name, struct os_pipe **out, struct kit_error *err);

/*
 * Waits for the client; ends early with KIT_STOPPED when one of `others` (count of them, NULLs
 * passed over) is signalled, and *which (may be NULL) is its index. KIT_TIMEOUT: nobody came.
 */
enum kit_status os_pipe_accept(struct os_pipe *end, void *const *others, size_t count,
                               int *which, uint32_t timeout_ms, struct kit_error *err);

/* Opens the client end and puts it into message mode. KIT_NOT_FOUND: no such pipe (any more);
 * KIT_DENIED: it has a client already. Does not wait. */
enum kit_status os_pipe_open(const char *name, struct os_pipe **out, struct kit_error *err);

/* Sees to it that a read is pending. The loss of the peer is not an error here: it is what the
 * read then completes with. Cheap if one is pending already. */
enum kit_status os_pipe_read_begin(struct os_pipe *end, struct kit_error *err);

/* Signalled when the pending read is over, by a message or by loss. Borrowed; NULL once lost.
 */
void *os_pipe_readable(struct os_pipe *end);

/*
 * Takes what the pending read brought, without waiting. KIT_OK: *size bytes are at `to` (room
 * for OS_PIPE_MESSAGE). KIT_TIMEOUT: still pending, nothing there. KIT_GONE: the peer is gone.
 * KIT_VIOLATION: the message was longer than OS_PIPE_MESSAGE.
 */
enum kit_status os_pipe_take(struct os_pipe *end, void *to, size_t *size,
                             struct kit_error *err);

/*
 * Writes one message. KIT_TIMEOUT: the peer does not read and its buffer is full; the write was
 * cancelled, and nothing or (if it finished as it was cancelled) all of it was sent: *sent
 * says. Each of `stops` (stop_count of them, NULLs passed over) ends it with KIT_STOPPED.
 */
enum kit_status os_pipe_write(struct os_pipe *end, const void *bytes, size_t size,
                              void *const *stops, size_t stop_count, uint32_t timeout_ms,
                              bool *sent, struct kit_error *err);

/*
 * Loses the pipe in place: the server end disconnects (the client sees 233, queued messages are
 * lost), the client end is closed (the server sees 109). The end stays valid and answers
 * KIT_GONE to everything. Only the thread that owns the end may call it.
 */
void os_pipe_drop(struct os_pipe *end);

/* The same, but the server end is closed, too: the client still reads what was sent before, and
 * then sees 109. */
void os_pipe_drop_by_close(struct os_pipe *end);

/*
 * A second handle on the same end, which children can inherit. Whoever holds it keeps the end
 * open, and the other side sees no loss until the last one is closed: for programs that show
 * what comes of it. *out is the caller's, and outlives the end.
 */
enum kit_status os_pipe_inheritable(struct os_pipe *end, void **out, struct kit_error *err);

/* Cancels what is pending, waits for it, closes, frees, empties. Bounded. NULL is fine. */
void os_pipe_close(struct os_pipe **end);
