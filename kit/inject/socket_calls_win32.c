/*
 * The calls about sockets: connect, accept, receive, send. The functions of ws2_32 make them as
 * controls of a device, which Wine numbers in its own way. A handle needs not be known: no
 * other device has these numbers.
 */
#include "kit/inject/calls_win32.h"
#include "kit/inject/operations_win32.h"
#include "kit/inject/tell_win32.h"

#include <windows.h>
#include <winternl.h>

#define CALLS(X) X(NtDeviceIoControlFile, handle_device)

/* X(control, step before, step after): of Windows, as published for \Device\Afd */
#define CONTROLS_OF_WINDOWS(X)                                                                 \
    X(0x00012007u, CONNECT, CONNECTED)                                                         \
    X(0x000120C7u, CONNECT, CONNECTED) /* ConnectEx */                                         \
    X(0x0001200Cu, ACCEPT, ACCEPTED)                                                           \
    X(0x00012083u, ACCEPT, ACCEPTED) /* AcceptEx */                                            \
    X(0x00012017u, RECEIVE, RECEIVED)                                                          \
    X(0x0001201Bu, RECEIVE, RECEIVED) /* with the sender's address */                          \
    X(0x0001201Fu, SEND, SENT)                                                                 \
    X(0x00012023u, SEND, SENT) /* to an address */

/* The same of Wine 8.0 and 10.0. */
#define CONTROLS_OF_WINE(X)                                                                    \
    X(0x0012032Cu, CONNECT, CONNECTED)                                                         \
    X(0x00120324u, ACCEPT, ACCEPTED)                                                           \
    X(0x00120328u, ACCEPT, ACCEPTED) /* AcceptEx */                                            \
    X(0x00120334u, RECEIVE, RECEIVED)                                                          \
    X(0x00120338u, SEND, SENT)

CALL_PLACES(CALLS);
static struct call_hook hooks[PLACES];

struct socket_call {
    ULONG control;
    enum call_step before, after;
};

#define SOCKET_CALL(control, before, after)                                                    \
    {control, CALL_STEP_SOCKET_##before, CALL_STEP_SOCKET_##after},

static const struct socket_call socket_calls[] = {CONTROLS_OF_WINDOWS(SOCKET_CALL)
                                                      CONTROLS_OF_WINE(SOCKET_CALL)};

static const struct socket_call *socket_call_of(ULONG control)
{
    for (size_t i = 0; i < sizeof socket_calls / sizeof *socket_calls; i++) {
        if (socket_calls[i].control == control)
            return &socket_calls[i];
    }
    return NULL;
}

static NTSTATUS NTAPI handle_device(HANDLE file, HANDLE event, void *routine, void *context,
                                    IO_STATUS_BLOCK *io, ULONG control, void *in, ULONG in_size,
                                    void *out, ULONG out_size)
{
    const struct socket_call *call = socket_call_of(control);
    const struct call_told told = {.peer = CALL_PEER_SOCKET};
    if (!call)
        return ORIGINAL(NtDeviceIoControlFile, handle_device)(
            file, event, routine, context, io, control, in, in_size, out, out_size);
    NTSTATUS status = call_tell(call->before, &told);
    if (status != 0)
        return status;
    struct under_way way = operation_begin(
        told.peer, call->after, &(struct operation_given){file, event, routine, context, io});
    status = ORIGINAL(NtDeviceIoControlFile, handle_device)(
        file, event, way.routine, way.context, io, control, in, in_size, out, out_size);
    operation_end(&way, status, io && status >= 0 ? io->Information : 0);
    return status;
}

static struct call_hook hooks[PLACES] = {CALLS(CALL_HOOK)};

struct call_hooks socket_call_hooks(void)
{
    return (struct call_hooks){.all = hooks, .count = PLACES};
}
