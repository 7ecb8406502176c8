#pragma once
/*
 * A byte pipe to a program that knows nothing of it: its standard input, output or error
 * output. One end stays with the caller, the other is for a child process to inherit. One
 * thread.
 */
#include "kit/os/handle.h"
#include "kit/base/status.h"

#include <stddef.h>

struct os_stream; /* opaque; heap, made and freed here */

/*
 * A pipe from the child: the caller reads. `port` is told OS_READABLE (kit/os/port.h) when
 * there is something to read, or nothing more to come. *child is the end for the child,
 * inheritable; the caller closes it once the child was started, or the end of the stream is
 * never seen.
 */
enum kit_status os_stream_from(void *port, struct os_stream **out, void **child,
                               struct kit_error *err);

/* A pipe to the child: the caller writes. */
enum kit_status os_stream_to(struct os_stream **out, void **child, struct kit_error *err);

/*
 * Reads what has come, without waiting; *count is 0 if nothing has. With `all` it is certain
 * that nothing is left which was written before the call. False once the stream is over: all
 * who had the other end have closed it or have ended, and everything was read.
 */
bool os_stream_read(struct os_stream *stream, bool all, char *to, size_t room, size_t *count);

/* Writes all bytes, or fails with KIT_TIMEOUT (the child does not read) or KIT_GONE. */
enum kit_status os_stream_write(struct os_stream *stream, const void *bytes, size_t size,
                                uint32_t timeout_ms, struct kit_error *err);

/* Closes the caller's end. Nothing if it is NULL. */
void os_stream_close(struct os_stream **stream);

/* A duplicate of the caller's own standard output, or error output, that a child can inherit;
 * the null device if the caller has none. The caller closes it. */
enum kit_status os_stream_own(bool error_output, void **out, struct kit_error *err);

/* A handle on a file, or on the null device (`path` is NULL), that a child can inherit as its
 * standard input (`reads`) or output. The file is emptied for output. The caller closes it. */
enum kit_status os_stream_file(const char *path, bool reads, void **out, struct kit_error *err);
