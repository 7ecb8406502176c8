#pragma once
/*
 * The shims of kit/protocol/shims.h: what Windows does and Wine does not. A handler asks here
 * before its call, or after it. On Windows no shim is on. Handles are HANDLEs, statuses
 * NTSTATUSes. Any thread.
 */
#include "kit/probe/run_block.h"

/* Before the first call is handled. */
void shims_begin(const struct run_block *run);

/*
 * FIRST_PIPE, around the call that makes an instance of a pipe. `end` closes an instance that
 * is not the first, and returns the status of the refusal.
 *
 * To see whether an instance is the first, it has to be made. If two were made at once, the
 * first would look like a second one. So all processes take turns to make one; `turn` is a
 * mutex of the run.
 */
struct first_pipe {
    bool is_asked;
    void *turn;
};
struct first_pipe shim_first_pipe_begin(unsigned long access, unsigned long disposition);
long shim_first_pipe_end(const struct first_pipe *first, long status, void *const *pipe);

/* ENDED_PROCESS: the status with which NtTerminateProcess of another process fails, or 0. */
long shim_of_terminate(void *process);

/* HANDLE_LIST: the status with which NtCreateUserProcess fails, or 0. */
long shim_of_create_process(unsigned long flags, const void *attributes);

/* SERIAL_PIPES: a pipe was made or opened with these options, or another file with 0; a handle
 * was duplicated; closed. */
void shim_serial_learn(void *pipe, unsigned long options);
void shim_serial_copy(void *from, void *to);
void shim_serial_forget(void *pipe);

/* Around each operation. Waits for the operation that is under way. `begin` returns what `end`
 * takes. */
unsigned shim_serial_begin(void *pipe);
void shim_serial_end(unsigned lock);
