#pragma once
/*
 * What can be seen of processes that the caller did not start. Nothing is done to them: the
 * handles that are opened here can wait and ask, and no more. Any thread.
 */
#include "kit/os/handle.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define OS_STRANGERS 4096 /* processes of a system that are looked at */

/* A process as the system lists it. */
struct os_stranger {
    uint32_t pid;
    uint32_t creator; /* PID; that process may be over, and its number another's */
    int64_t created;  /* as os_process_created says it */
};

/* Fills `out` with the processes of the whole system; returns how many there are, at most
 * `most`. 0 where the system does not list them. */
size_t os_strangers(struct os_stranger *out, size_t most);

/* A handle to wait for a process and to ask for its origin; NULL where the system refuses it.
 * The caller owns it. */
void *os_stranger_open(uint32_t pid);

/* When the process was created, in units of 100 ns; 0 where the system does not say. Of two
 * processes the one with the greater number is the later one. */
int64_t os_process_created(void *process);

/*
 * Whether the process ever ran a line: from the first on it has a list of its modules. One
 * whose creator is killed inside CreateProcess can stay without, for ever. True where it cannot
 * be told.
 */
bool os_process_began(uint32_t pid);

/*
 * The value of a variable in the environment of another process, as UTF-8. False if the process
 * has no such variable, if its value is longer than `size`, or if its memory cannot be read: it
 * is another user's, is just being made, or has ended.
 */
bool os_stranger_variable(void *process, const char *name, char *to, size_t size);
