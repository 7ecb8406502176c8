#pragma once
/*
 * What can be seen of processes that the caller did not start. Nothing is done to them: the
 * handles that are opened here can only wait and query. Any thread.
 *
 * The processes may have 32 or 64 bits. But nothing of a 64-bit process's memory can be read by
 * a 32-bit caller (kit/os/width.h).
 */
#include "kit/os/handle.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define OS_STRANGERS 4096 /* processes that are looked at, at most */

/* A process as the system lists it. */
struct os_stranger {
    uint32_t pid;
    uint32_t creator; /* PID; that process may have ended, and its PID may be reused */
    int64_t created;  /* as os_process_created says it */
};

/* Fills `out` with the processes of the whole system; returns how many, at most `most`. 0 if
 * the system does not list them. */
size_t os_strangers(struct os_stranger *out, size_t most);

/* A handle to wait for a process and to query its origin; NULL if the system refuses it. The
 * caller owns it. */
void *os_stranger_open(uint32_t pid);

/* When the process was created, in units of 100 ns; 0 if the system does not say. A later
 * process has a greater number. */
int64_t os_process_created(void *process);

/* When the process ended, on the same clock; 0 if it has not, or if the system does not say. */
int64_t os_process_ended_at(void *process);

/* How many nanoseconds ago that instant was; 0 if it is 0 or in the future. Some systems count
 * by their timer's steps, so that this is up to OS_TIMER_STEP_NS too much. */
#define OS_TIMER_STEP_NS 16000000
int64_t os_ago_ns(int64_t instant);

/*
 * True if the process ever ran: from its first line on it has a list of modules. A process
 * whose creator is killed inside CreateProcess can stay without one for ever. True also if it
 * is unknown.
 */
bool os_process_began(uint32_t pid);

/*
 * The command line of another process, as UTF-8, cut at `size`. Needs a handle of
 * os_stranger_open. False if the memory cannot be read, as for os_stranger_variable.
 */
bool os_stranger_command(void *process, char *to, size_t size);

/*
 * The value of a variable in another process's environment, as UTF-8. False if there is no such
 * variable, if its value is longer than `size`, or if the memory cannot be read: the process
 * belongs to another user, is still being created, or has ended.
 */
bool os_stranger_variable(void *process, const char *name, char *to, size_t size);

/*
 * True if the whole environment of the process can be read at this moment. While a process is
 * being made, or while it changes its environment, it cannot.
 */
bool os_stranger_is_readable(void *process);
