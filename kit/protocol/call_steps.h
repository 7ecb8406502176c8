#pragma once
/*
 * The steps of a program with the injected probe (kit/inject): its calls of the system. The
 * program itself makes none of them, so that it needs no source and no change. A step before a
 * call has the word of the call in kit/base/calls.h, where there is such a call. A step after a
 * call has a word of its own. Pure, constant.
 *
 * The peer of a step is the pipe or object, as kit/inject/objects.h names it; all sockets are
 * one.
 */
#include "kit/protocol/steps.h"

/* Names of pipes that have none of their own: as the process knows them, and those beyond what
 * is kept. So one name can stand for several pipes, and one pipe can have another name in each
 * process. */
#define CALL_PIPE_STDIN     "stdin"
#define CALL_PIPE_STDOUT    "stdout"
#define CALL_PIPE_STDERR    "stderr"
#define CALL_PIPE_INHERITED "inherited"
#define CALL_PIPE_ANONYMOUS "anonymous"
#define CALL_PIPE_MORE      "more"

#define CALL_PIPE_PEER      "pipe:"

/* What the system's own names of the pipes of CreatePipe begin with, under Wine. */
#define CALL_PIPE_OF_WINE   "Win32.Pipes."

/* The peer of each call about a socket: what its address would say differs from run to run. */
#define CALL_PEER_SOCKET    "socket:any"
#define CALL_PEER_ANONYMOUS CALL_PIPE_PEER CALL_PIPE_ANONYMOUS
#define CALL_PEER_MORE      CALL_PIPE_PEER CALL_PIPE_MORE

/* The `by` of a call that a DLL makes while the system loads or unloads it, or tells it of a
 * new thread: the calling thread holds the system's loader lock. */
#define CALL_BY_LOADER      "loader"

/* The code of a `wait.over` whose time was over (WAIT_TIMEOUT). */
#define CALL_WAIT_TIMEOUT   258u

/* X(step, word, STEP_IS_WAIT or 0, where it stands) */
#define PROTOCOL_CALL_STEPS(X)                                                                 \
    X(PIPE_CREATE, "pipe.create", 0, "before a pipe is created: CreateNamedPipe, CreatePipe")  \
    X(PIPE_CREATED, "pipe.created", 0, "after that succeeded")                                 \
    X(PIPE_OPEN, "pipe.open", 0, "before the client's end is opened: CreateFile")              \
    X(PIPE_OPENED, "pipe.opened", 0, "after that succeeded")                                   \
    X(PIPE_ACCEPT, "pipe.accept", STEP_IS_WAIT,                                                \
      "before the server waits for a client: ConnectNamedPipe")                                \
    X(PIPE_ACCEPTED, "pipe.accepted", 0, "after that found a client")                          \
    X(PIPE_READ, "pipe.read", STEP_IS_WAIT,                                                    \
      "before a read of a pipe begins; size is the room")                                      \
    X(PIPE_TAKEN, "pipe.taken", 0,                                                             \
      "after a read gave bytes, and before the program knows; size")                           \
    X(PIPE_WRITE, "pipe.write", STEP_CAN_SPOIL,                                                \
      "before a write into a pipe begins, also by TransactNamedPipe; size is how many bytes")  \
    X(PIPE_WRITTEN, "pipe.written", 0,                                                         \
      "after a write was done, and before the program knows; size")                            \
    X(PIPE_PENDING, "pipe.pending", 0,                                                         \
      "after a call about a pipe that is not done when it returns, as overlapped calls are; "  \
      "the step with its end has the same sequence")                                           \
    X(PIPE_FAILED, "pipe.failed", 0,                                                           \
      "after a call about a pipe, or an operation that it began, failed; code is the Win32 "   \
      "error")                                                                                 \
    X(PIPE_DISCONNECT, "pipe.disconnect", 0, "before DisconnectNamedPipe")                     \
    X(PIPE_CLOSE, "pipe.close", 0, "before a handle of a pipe is closed")                      \
    X(SOCKET_CONNECT, "socket.connect", 0, "before a socket connects: connect, ConnectEx")     \
    X(SOCKET_CONNECTED, "socket.connected", 0, "after that succeeded")                         \
    X(SOCKET_ACCEPT, "socket.accept", 0,                                                       \
      "before a server waits for a connection: accept, AcceptEx")                              \
    X(SOCKET_ACCEPTED, "socket.accepted", 0, "after that found one")                           \
    X(SOCKET_RECEIVE, "socket.receive", 0, "before bytes are received: recv, WSARecv")         \
    X(SOCKET_RECEIVED, "socket.received", 0,                                                   \
      "after bytes were received, and before the program knows; size; without size the other " \
      "side has closed the connection")                                                        \
    X(SOCKET_SEND, "socket.send", 0, "before bytes are sent: send, WSASend")                   \
    X(SOCKET_SENT, "socket.sent", 0, "after bytes were sent; size")                            \
    X(SOCKET_PENDING, "socket.pending", 0,                                                     \
      "after a call about a socket that is not done when it returns; under Wine that is each " \
      "one that has to wait. The step with its end has the same sequence")                     \
    X(SOCKET_FAILED, "socket.failed", 0,                                                       \
      "after a call about a socket, or an operation that it began, failed; code is the Win32 " \
      "error")                                                                                 \
    X(EVENT_CREATE, "event.create", 0, "before a named event is created, or opened by that")   \
    X(EVENT_OPEN, "event.open", 0, "before OpenEvent")                                         \
    X(EVENT_SET, "event.set", 0, "before SetEvent of a named event")                           \
    X(EVENT_RESET, "event.reset", 0, "before ResetEvent of a named event")                     \
    X(SEMAPHORE_CREATE, "semaphore.create", 0, "before a named semaphore is created")          \
    X(SEMAPHORE_OPEN, "semaphore.open", 0, "before OpenSemaphore")                             \
    X(SEMAPHORE_RELEASE, "semaphore.release", 0, "before ReleaseSemaphore of a named one")     \
    X(MUTEX_CREATE, "mutex.create", 0, "before a named mutex is created")                      \
    X(MUTEX_OPEN, "mutex.open", 0, "before OpenMutex")                                         \
    X(MUTEX_RELEASE, "mutex.release", 0, "before ReleaseMutex of a named one")                 \
    X(SECTION_CREATE, "section.create", 0, "before a named file mapping is created")           \
    X(SECTION_OPEN, "section.open", 0, "before OpenFileMapping")                               \
    X(SECTION_MAP, "section.map", 0, "before a view of a named file mapping is made")          \
    X(WAIT, "wait", STEP_IS_WAIT,                                                              \
      "before a wait for a named event, semaphore or mutex, alone or among others")            \
    X(WAIT_OVER, "wait.over", 0, "after that; code is what the wait returned, 258 a timeout")  \
    X(PROCESS_CREATE, "process.create", 0, "before a process is created: CreateProcess")       \
    X(PROCESS_CREATED, "process.created", 0,                                                   \
      "after a process was created, and before it runs; sequence is its PID")                  \
    X(PROCESS_EXIT, "process.exit", 0,                                                         \
      "before the process ends itself; code is its exit code")                                 \
    X(PROCESS_END, "process.end", 0,                                                           \
      "before another process is ended: TerminateProcess; sequence is its PID, code its exit " \
      "code")                                                                                  \
    X(PROCESS_GONE, "process.gone", 0,                                                         \
      "after a wait, or GetExitCodeProcess, found for the first time that a process has "      \
      "ended; sequence is its PID")

enum call_step {
#define X(step, word, flags, where) CALL_STEP_##step,
    PROTOCOL_CALL_STEPS(X)
#undef X
        CALL_STEP_COUNT
};

/* The lists end with NULL. */
extern const char *const call_step_words[CALL_STEP_COUNT + 1];
extern const char *const call_step_places[CALL_STEP_COUNT + 1];

/*
 * The Win32 error for a read that takes a part of a message (ERROR_MORE_DATA). By the fault
 * `fail` the read is made with room for one byte. The calls of kit/os cannot fail so.
 */
#define CALL_MORE_DATA 234u

/* True if the call step of this word can fail with the error, beside those of the call. */
bool call_step_gives(const char *word, uint32_t error);

/* X(wait, by): the call after the second step, of one process, can end the wait of another. */
#define CALL_ENDS(X)                                                                           \
    X(PIPE_ACCEPT, PIPE_OPEN)                                                                  \
    X(PIPE_READ, PIPE_WRITE)                                                                   \
    X(WAIT, EVENT_SET)                                                                         \
    X(WAIT, SEMAPHORE_RELEASE)                                                                 \
    X(WAIT, MUTEX_RELEASE)

/* Whether these two are a row of that list. */
bool call_step_ends(const char *wait, const char *by);

/* Whether a peer is a pipe that has no name of its own. */
bool call_peer_is_unnamed(const char *peer);

/* The flags of a step by its word, as those of PROTOCOL_STEPS: every side can reach it. 0: no
 * such word. */
uint32_t call_step_flags(const char *word);
