#pragma once
/*
 * Tells how operations on pipes come out that go on when their call has returned: the table of
 * kit/inject/operations.h, and the steps of its entries. An end is a step of the thread that
 * learns of it, before the program knows. Handles are HANDLEs, statuses NTSTATUSes. Any thread.
 */
#include "kit/inject/operations.h"
#include "kit/protocol/call_steps.h"

/* Before the first call is handled, in an actor of the run. Else nothing is kept. `lost` counts
 * ends that cannot be told. */
void operations_start(_Atomic uint32_t *lost);

/* An operation from its call to the end of the call. */
struct under_way {
    const char *peer; /* NULL: it is not told */
    enum call_step done;
    struct operation *operation;
    void *routine, *context; /* for the call, instead of those of the program */
};

/* What the program gave the call; `io` is an IO_STATUS_BLOCK. */
struct operation_given {
    void *file, *event, *routine, *context, *io;
};

/* Around the call. The end of the call is told here: done, pending or failed. */
struct under_way operation_begin(const char *peer, enum call_step done,
                                 const struct operation_given *given);
void operation_end(const struct under_way *way, long status, uint64_t size);

/* Each call about a pipe has one step after it. `number` is that of the operation, or 0. */
void operation_tell_end(enum call_step done, const char *peer, long status, uint64_t size,
                        uint32_t number);

/* The process has learned of ends in this way: tells them. */
void operations_learn(enum operation_way way, uint64_t what);
void operations_learn_of(enum operation_way way, const void *what);

/* Handles of files, as they are opened, duplicated, closed, and bound to a completion port. A
 * handle that is closed has two calls around it; one that goes to another process has the first
 * with `goes`. */
void operations_new_handle(void *file);
void operations_copy_handle(void *from, void *to);
void operations_bind(void *file, bool has_port);
void operations_before_close(void *file, bool goes);
void operations_after_close(void);
