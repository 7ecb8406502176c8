#pragma once
/*
 * Waits for many things in one place: events, ends of processes, and a job's notices. A port
 * has no limit of 64 handles, as one wait has; a run with 60 children would exceed that. One
 * thread waits on a port; handles are owned by the caller.
 */
#include "kit/base/status.h"
#include "kit/os/handle.h"

/* X(kind, meaning) */
#define OS_PORT_EVENTS(X)                                                                      \
    X(SIGNALLED, "a watched handle is signalled; key is the watch's")                          \
    X(PROCESS_NEW, "a process came into the job; pid")                                         \
    X(PROCESS_GONE, "a process of the job ended; pid. Not told after the job was ended")       \
    X(READABLE, "a stream has something to read, or is over; which one is not said")           \
    X(OTHER, "something else about the job; nothing to do")

enum os_port_event_kind {
#define X(kind, meaning) OS_##kind,
    OS_PORT_EVENTS(X)
#undef X
};

struct os_port_event {
    enum os_port_event_kind kind;
    uintptr_t key;
    uint32_t pid;
};

enum kit_status os_port_create(void **out, struct kit_error *err);

/* Waits for the next notice; false when the time has passed. */
bool os_port_wait(void *port, uint32_t timeout_ms, struct os_port_event *out);

/*
 * Makes the port report when `handle` is signalled: each time for an auto-reset event, once for
 * a process. Call os_unwatch for *watch before the handle or the port is closed.
 */
enum kit_status os_watch(void *port, void *handle, bool once, uintptr_t key, void **watch,
                         struct kit_error *err);
void os_unwatch(void **watch);

/* Makes the port report OS_READABLE for each read of this pipe that is over, until the pipe is
 * closed. */
enum kit_status os_port_add_stream(void *port, void *pipe, struct kit_error *err);
