#pragma once
/*
 * The pipes that another process holds an end of. On Windows this can block for ever while a
 * synchronous read of such an end is pending, so callers ask only under Wine. Any thread.
 */
#include "kit/base/status.h"

struct os_pipe_end {
    const char *name; /* without the device */
    bool is_server;
    bool is_listening; /* a server that waits for its client */
};

/* Shows each end of a pipe with a name. KIT_GONE: the process has ended. */
enum kit_status os_process_pipes(void *process,
                                 void (*see)(void *context, const struct os_pipe_end *end),
                                 void *context, struct kit_error *err);
