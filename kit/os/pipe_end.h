#pragma once
/*
 * What a handle says of the pipe whose end it is. Private to kit/os. On Windows each of these
 * questions can block for ever while a synchronous read of that end is pending.
 */
#include "kit/os/win32.h"

#include <stdbool.h>

#define PIPE_END_SERVER    1
#define PIPE_END_LISTENING 2
#define PIPE_END_CONNECTED 3
#define PIPE_END_INBOUND   0   /* configuration: only the client writes */
#define PIPE_END_OUTBOUND  1   /* only the server writes */
#define PIPE_END_NAME      512 /* characters of a name */

/* FILE_PIPE_LOCAL_INFORMATION */
struct pipe_local {
    ULONG type;
    ULONG configuration;
    ULONG instances_most;
    ULONG instances;
    ULONG quotas[4];
    ULONG state; /* PIPE_END_LISTENING or PIPE_END_CONNECTED */
    ULONG end;   /* PIPE_END_SERVER, or 0 for the client's */
};

/* The name of the pipe, as the system has it, and its length; 0 if the handle is no end of a
 * pipe with a name that is connected, or that waits for its client. */
size_t pipe_end_name(HANDLE handle, struct pipe_local *local, wchar_t to[PIPE_END_NAME]);
