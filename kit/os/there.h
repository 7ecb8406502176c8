#pragma once
/*
 * Whether something exists that a program makes when it is ready. Each question is answered at
 * once. Any thread.
 */
#include <stdbool.h>
#include <stdint.h>

/* True if a process serves a pipe of this name, given without `\\.\pipe\`, even if all its
 * instances are in use. */
bool os_pipe_is_there(const char *name);

/* True if there is an event of this name. */
bool os_event_is_there(const char *name);

/* True if there is a file or a folder of this path. */
bool os_path_is_there(const char *path);

/* True if a program listens on this TCP port of this machine, on IPv4 or IPv6. The program is
 * not disturbed: the system's table is asked. */
bool os_port_is_there(uint16_t port);
