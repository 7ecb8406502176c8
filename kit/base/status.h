#pragma once
/*
 * The result of a call. Every function that can fail returns an enum kit_status and fills a
 * struct kit_error that its caller owns. The error is one sentence in lower case: what is wrong
 * first, the subject in quotes, then what to do. Nothing here allocates; each thread may use
 * its own error.
 */
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>

/* X(status, meaning) */
#define KIT_STATUSES(X)                                                                        \
    X(OK, "it was done")                                                                       \
    X(TIMEOUT, "the deadline passed before it was done; nothing was left in flight")           \
    X(GONE, "the other side is gone: its process, or its end of the pipe")                     \
    X(STOPPED, "the run's or the program's stop ended the wait")                               \
    X(VIOLATION, "the other side broke the protocol")                                          \
    X(BAD_INPUT, "a file, an option or a value is wrong; the sentence says where")             \
    X(NOT_FOUND, "there is no such file, object or process")                                   \
    X(DENIED, "the system refused access")                                                     \
    X(FULL, "a stated limit of the kit is reached")                                            \
    X(OS, "the system failed a call; the error has its code")

enum kit_status {
#define X(status, meaning) KIT_##status,
    KIT_STATUSES(X)
#undef X
};

/* Room for a mistake in a scenario with its source line and caret. */
#define KIT_ERROR_TEXT 768

struct kit_error {
    enum kit_status status;
    uint32_t os_code; /* the Win32 code if a system call failed; else 0 */
    char text[KIT_ERROR_TEXT];
};

/* clang has no word for the standard's own formats, and checks by them. */
#if defined(__MINGW32__) && !defined(__clang__)
#define KIT_PRINTF(at, first) __attribute__((format(gnu_printf, at, first)))
#else
#define KIT_PRINTF(at, first) __attribute__((format(printf, at, first)))
#endif

/* Fills err (which may be NULL) and returns status, so that a failing path is one line. A name
 * in the sentence cannot end its line (kit/base/shown.h). A text that does not fit, or that a
 * precision such as %.40s cuts, ends between two characters. */
enum kit_status kit_fail(struct kit_error *err, enum kit_status status, const char *format, ...)
    KIT_PRINTF(3, 4);
