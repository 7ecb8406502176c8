#pragma once
/*
 * What the injected probe (kit/inject) can make of Wine: calls that behave as they do on
 * Windows, where Wine behaves in another way. A scenario asks for each by its word. One row
 * each; kit/inject/shims_win32.c carries them out. docs/wine-and-windows.md names the sources.
 * Pure, constant.
 */
#include "kit/base/text.h"

/* X(shim, word, how the call behaves then) */
#define PROTOCOL_SHIMS(X)                                                                      \
    X(FIRST_PIPE, "first-pipe-instance",                                                       \
      "CreateNamedPipe with FILE_FLAG_FIRST_PIPE_INSTANCE fails with error 5 where the pipe "  \
      "has an instance already")                                                               \
    X(ENDED_PROCESS, "ended-process",                                                          \
      "TerminateProcess of a process that has ended fails with error 5")                       \
    X(HANDLE_LIST, "handle-list",                                                              \
      "CreateProcess fails with error 87 if its list of handles has one that is not "          \
      "inheritable")                                                                           \
    X(SERIAL_PIPES, "serial-pipes",                                                            \
      "reads, writes and other operations on one pipe that this process made or opened "       \
      "without FILE_FLAG_OVERLAPPED come one after the other: a write waits for a read that "  \
      "is pending")

enum protocol_shim {
#define X(shim, word, meaning) SHIM_##shim,
    PROTOCOL_SHIMS(X)
#undef X
        SHIM_COUNT
};

/* The lists end with NULL. */
extern const char *const shim_words[SHIM_COUNT + 1];
extern const char *const shim_meanings[SHIM_COUNT + 1];
