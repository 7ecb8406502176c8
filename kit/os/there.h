#pragma once
/*
 * Whether something exists that a program makes when it is ready. Each question is answered at
 * once. Any thread.
 */
#include <stdint.h>

enum os_there {
    OS_THERE_UNKNOWN, /* the system does not tell */
    OS_THERE,
    OS_GONE,
};

/* Whether a process serves a pipe of this name, given without `\\.\pipe\`, even if all its
 * instances are in use. */
enum os_there os_pipe_there(const char *name);

/* Whether there is an object of this kind with this name. */
enum os_there os_event_there(const char *name);
enum os_there os_mutex_there(const char *name);
enum os_there os_semaphore_there(const char *name);
enum os_there os_section_there(const char *name);

/* Whether there is a file or a folder of this path. */
enum os_there os_path_there(const char *path);

/* Whether a program listens on this TCP port of this machine, on IPv4 or IPv6. The program is
 * not disturbed: the system's table is asked. */
enum os_there os_port_there(uint16_t port);
