#pragma once
/*
 * The error of each pipe operation when the peer is gone, as a table: the code under Wine,
 * measured; and the code on Windows, with its source. Windows has four codes for this one fact;
 * a program that knows only some of them takes the others for its own errors. Pure data; any
 * thread. docs/wine-and-windows.md shows the table, and loss_test.c compares all three.
 */
#include "kit/base/status.h"

#include <stddef.h>

/* X(operation, words) */
#define OS_LOSS_OPERATIONS(X)                                                                  \
    X(PENDING_READ, "a read that is pending")                                                  \
    X(READ, "a new read")                                                                      \
    X(QUEUED_READ, "a new read with a message in the queue")                                   \
    X(PENDING_WRITE, "a write that is pending")                                                \
    X(WRITE, "a new write")                                                                    \
    X(PEEK, "PeekNamedPipe")                                                                   \
    X(TRANSACT, "TransactNamedPipe")                                                           \
    X(MODE, "SetNamedPipeHandleState")                                                         \
    X(CONNECT, "ConnectNamedPipe once more")                                                   \
    X(WAIT, "WaitNamedPipe, the own end closed")                                               \
    X(REOPEN, "opening it again, the own end closed")

/* What became of the pipe. X(loss, words) */
#define OS_LOSSES(X)                                                                           \
    X(PEER_CLOSED, "the other end is closed")                                                  \
    X(DISCONNECTED, "the server disconnected")                                                 \
    X(OWN_CLOSED, "the own end was closed")

/* Ways to lose a peer, and what they make of the pipe. X(way, loss, words) */
#define OS_LOSS_WAYS(X)                                                                        \
    X(KILLED, PEER_CLOSED, "the other side is killed")                                         \
    X(EXITED, PEER_CLOSED, "the other side ends by itself")                                    \
    X(CLOSED, PEER_CLOSED, "the other side closes its end")                                    \
    X(DISCONNECTED, DISCONNECTED, "the server disconnects")                                    \
    X(OWN_CLOSED, OWN_CLOSED, "this side closes its own end")

/*
 * The sources for what Windows does. Wine's own tests are a source where they expect the same
 * of both systems, since the Wine project runs them on Windows, too. Their NTSTATUS is given
 * here as the Win32 code that it becomes. X(source, words, place)
 */
#define OS_LOSS_SOURCES(X)                                                                     \
    X(NONE, "nobody", "")                                                                      \
    X(CONNECT, "Microsoft on ConnectNamedPipe",                                                \
      "learn.microsoft.com/windows/win32/api/namedpipeapi/nf-namedpipeapi-connectnamedpipe")   \
    X(STATE, "Wine's tests of ntdll", "dlls/ntdll/tests/pipe.c: test_pipe_state")              \
    X(LOCAL, "Wine's tests of ntdll", "dlls/ntdll/tests/pipe.c: test_pipe_local_info")         \
    X(DATA, "Wine's tests of ntdll", "dlls/ntdll/tests/pipe.c: test_pipe_with_data_state")     \
    X(PENDING, "Wine's tests of ntdll", "dlls/ntdll/tests/pipe.c: read_pipe_test")             \
    X(TRANSPORT, "Wine's tests of kernel32",                                                   \
      "dlls/kernel32/tests/pipe.c: test_overlapped_transport")                                 \
    X(ABSENT, "Wine's tests of kernel32", "dlls/kernel32/tests/pipe.c: test_CreateNamedPipe")  \
    X(LISTEN, "Wine's tests of kernel32", "dlls/kernel32/tests/pipe.c: test_wait_pipe")        \
    X(RUNTIME, "an issue of .NET", "github.com/dotnet/runtime/issues/132573")

enum os_loss_operation {
#define X(operation, words) OS_LOSS_##operation,
    OS_LOSS_OPERATIONS(X)
#undef X
        OS_LOSS_OPERATION_COUNT
};

enum os_loss {
#define X(loss, words) OS_LOSS_BY_##loss,
    OS_LOSSES(X)
#undef X
        OS_LOSS_COUNT
};

enum os_loss_source {
#define X(source, words, place) OS_LOSS_SAID_BY_##source,
    OS_LOSS_SOURCES(X)
#undef X
        OS_LOSS_SOURCE_COUNT
};

#define OS_SEEN_BY_SERVER 1u
#define OS_SEEN_BY_CLIENT 2u
#define OS_SEEN_BY_BOTH   3u

#define OS_LOSS_UNKNOWN   0xFFFFFFFFu /* no source says which code; there may be one */

struct os_loss_row {
    enum os_loss_operation operation;
    enum os_loss loss;
    uint32_t seen_by; /* OS_SEEN_BY_...; a side without a row cannot do this, or loses
                         nothing by it */
    uint32_t wine;    /* 0: it succeeds, with what was sent before the loss */
    uint32_t windows; /* OS_LOSS_UNKNOWN exactly where the source is NONE */
    enum os_loss_source source;
};

extern const struct os_loss_row os_loss_rows[];
extern const size_t os_loss_row_count;

/*
 * What a Win32 code says about the peer, given the operation: KIT_GONE for each code of the
 * table, of either system; otherwise os_status. The operation matters: "no such pipe" means a
 * lost peer after a connection, and a wrong name before it. For callers of system calls that
 * kit/os/pipe.h does not wrap.
 */
enum kit_status os_loss_status(enum os_loss_operation operation, uint32_t os_code);
