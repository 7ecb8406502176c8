#include "kit/os/port.h"
#include "kit/os/error.h"
#include "kit/os/win32.h"

#include <stdlib.h>

/* Keys of the port itself; a watch's key travels in the packet. */
#define PORT_WATCH  1
#define PORT_STREAM 2

struct watch {
    HANDLE port;
    HANDLE wait;
    uintptr_t key;
};

enum kit_status os_port_create(void **out, struct kit_error *err)
{
    HANDLE port = CreateIoCompletionPort(INVALID_HANDLE_VALUE, NULL, 0, 1);
    if (!port)
        return os_fail(err, "CreateIoCompletionPort", GetLastError());
    *out = port;
    return KIT_OK;
}

static enum os_port_event_kind job_event_kind(DWORD message)
{
    switch (message) {
    case JOB_OBJECT_MSG_NEW_PROCESS:
        return OS_PROCESS_NEW;
    case JOB_OBJECT_MSG_EXIT_PROCESS:
    case JOB_OBJECT_MSG_ABNORMAL_EXIT_PROCESS:
        return OS_PROCESS_GONE;
    default:
        return OS_OTHER;
    }
}

bool os_port_wait(void *port, uint32_t timeout_ms, struct os_port_event *out)
{
    DWORD message = 0;
    ULONG_PTR from = 0;
    OVERLAPPED *packet = NULL;
    bool is_good = GetQueuedCompletionStatus(port, &message, &from, &packet, timeout_ms);
    if (!is_good && !packet)
        return false;
    /* A read that failed is reported, too: the stream is over. */
    if (from == PORT_STREAM) {
        *out = (struct os_port_event){.kind = OS_READABLE};
        return true;
    }
    *out = (struct os_port_event){.kind = OS_SIGNALLED, .key = (uintptr_t)packet};
    if (from != PORT_WATCH) {
        out->kind = job_event_kind(message);
        out->pid = (uint32_t)(uintptr_t)packet; /* a job's packet has the PID in this place */
    }
    return true;
}

static void CALLBACK post_signalled(void *context, BOOLEAN timed_out)
{
    const struct watch *watch = context;
    (void)timed_out;
    PostQueuedCompletionStatus(watch->port, 0, PORT_WATCH, (OVERLAPPED *)watch->key);
}

enum kit_status os_watch(void *port, void *handle, bool once, uintptr_t key, void **watch,
                         struct kit_error *err)
{
    struct watch *made = calloc(1, sizeof *made);
    if (!made)
        return kit_fail(err, KIT_FULL, "no memory for a watch");
    made->port = port;
    made->key = key;
    ULONG flags = WT_EXECUTEINWAITTHREAD | (once ? WT_EXECUTEONLYONCE : 0u);
    if (!RegisterWaitForSingleObject(&made->wait, handle, post_signalled, made, INFINITE,
                                     flags)) {
        enum kit_status status = os_fail(err, "RegisterWaitForSingleObject", GetLastError());
        free(made);
        return status;
    }
    *watch = made;
    return KIT_OK;
}

void os_unwatch(void **watch)
{
    struct watch *ended = *watch;
    if (!ended)
        return;
    /* Waits for a running callback: it reads the memory that is freed here. */
    UnregisterWaitEx(ended->wait, INVALID_HANDLE_VALUE);
    free(ended);
    *watch = NULL;
}

enum kit_status os_port_add_stream(void *port, void *pipe, struct kit_error *err)
{
    return CreateIoCompletionPort(pipe, port, PORT_STREAM, 0)
               ? KIT_OK
               : os_fail(err, "CreateIoCompletionPort", GetLastError());
}
