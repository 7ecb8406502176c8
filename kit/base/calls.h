#pragma once
/*
 * The system calls that can fail by order (the fault `fail`): those that kit/os makes for an
 * actor, and those about sockets, which the injected probe alone can make fail. One row for
 * each call, with the Win32 errors that it really returns: the errors that mean the loss of the
 * other side, and all others. Pure.
 */
#include "kit/base/text.h"

/* Room for one list of codes, with the 0 at its end. */
#define CALL_CODES 5

/*
 * X(call, word, (codes that mean a lost peer), (other codes), description). An empty list is
 * (0). The first code is the default of a line without a code.
 */
#define OS_CALLS(X)                                                                            \
    X(PIPE_CREATE, "pipe.create", (0), (8, 5, 231), "CreateNamedPipe: the server's end")       \
    X(PIPE_ACCEPT, "pipe.accept", (232), (8, 1450), "ConnectNamedPipe")                        \
    X(PIPE_OPEN, "pipe.open", (2), (5, 8, 231), "CreateFile of the client's end")              \
    X(PIPE_MODE, "pipe.mode", (233), (8), "SetNamedPipeHandleState, behind that")              \
    X(PIPE_READ, "pipe.read", (109, 233), (8, 1450), "ReadFile, each that is begun")           \
    X(PIPE_WRITE, "pipe.write", (232, 233), (8, 1450), "WriteFile of a message")               \
    X(EVENT_CREATE, "event.create", (0), (8, 5), "CreateEvent: two for each end of a pipe")    \
    X(EVENT_OPEN, "event.open", (2), (5, 8), "OpenEvent")                                      \
    X(EVENT_SET, "event.set", (0), (6), "SetEvent")                                            \
    X(WAIT, "wait", (0), (6), "WaitForMultipleObjects, where it does not only look")           \
    X(SECTION_CREATE, "section.create", (0), (8, 1450, 1455), "CreateFileMapping")             \
    X(SECTION_OPEN, "section.open", (2), (5, 8), "OpenFileMapping")                            \
    X(SECTION_MAP, "section.map", (0), (8, 5), "MapViewOfFile")                                \
    X(PROCESS_CREATE, "process.create", (0), (8, 2, 5, 1455), "CreateProcess")                 \
    X(PROCESS_OPEN, "process.open", (87), (5, 8), "OpenProcess")                               \
    X(PROCESS_SELF, "process.self", (0), (8, 1450),                                            \
      "DuplicateHandle of the caller's own process, for a child to inherit")                   \
    X(HANDLE_TAKE, "handle.take", (6, 5), (8, 1450), "DuplicateHandle out of another process") \
    X(THREAD_CREATE, "thread.create", (0), (8, 1450), "CreateThread")

/* The codes are those of WSAGetLastError. */
#define SOCKET_CALLS(X)                                                                        \
    X(SOCKET_CONNECT, "socket.connect", (10061), (10060, 10055),                               \
      "connect, ConnectEx; by the injected probe alone")                                       \
    X(SOCKET_ACCEPT, "socket.accept", (10054), (10055), "accept, AcceptEx; likewise")          \
    X(SOCKET_RECEIVE, "socket.receive", (10054, 10053), (10055), "recv, WSARecv; likewise")    \
    X(SOCKET_SEND, "socket.send", (10054, 10053), (10055), "send, WSASend; likewise")

#define KIT_CALLS(X) OS_CALLS(X) SOCKET_CALLS(X)

enum kit_call {
#define X(call, word, gone, other, meaning) CALL_##call,
    KIT_CALLS(X)
#undef X
        CALL_COUNT,
    CALL_OS_COUNT = CALL_SOCKET_CONNECT /* those before it are of kit/os */
};

extern const char *const call_words[CALL_COUNT + 1];
extern const char *const call_meanings[CALL_COUNT + 1];

/* The call's i-th code, codes of a loss first; 0 after the last. */
uint32_t call_code(enum kit_call call, uint32_t i);

/* True if the call can return this code; true if the code means that the other side is gone. */
bool call_gives(enum kit_call call, uint32_t code);
bool call_tells_loss(enum kit_call call, uint32_t code);
