#pragma once
/*
 * The pipes that another process holds an end of. Any thread.
 */
#include "kit/base/status.h"

#include <stdbool.h>
#include <stdint.h>

struct os_pipe_end {
    const char *name; /* without the device */
    bool is_server;
    bool is_listening;        /* a server that waits for its client */
    bool can_read, can_write; /* by the direction of the pipe, not by the rights of a handle */
    uint32_t instances;       /* how many pipes have this name */
};

/*
 * Shows each end of a pipe with a name. On Windows this can block for ever while a synchronous
 * read of such an end is pending, so callers ask only under Wine. KIT_GONE: the process has
 * ended.
 */
enum kit_status os_process_pipes(void *process,
                                 void (*see)(void *context, const struct os_pipe_end *end),
                                 void *context, struct kit_error *err);

/*
 * The same for a process of the caller's that ends soon: a question that is not answered within
 * `timeout_ms` is left, and its thread with it. *left is how many were left.
 */
enum kit_status os_process_pipes_within(void *process, uint32_t timeout_ms,
                                        void (*see)(void *context,
                                                    const struct os_pipe_end *end),
                                        void *context, uint32_t *left, struct kit_error *err);

/*
 * Calls `ask(context)` on a thread of its own and waits for it. False if it did not return in
 * time: then it still runs, and the context stays its own for ever.
 */
bool os_answers_within(void (*ask)(void *context), void *context, uint32_t timeout_ms);
