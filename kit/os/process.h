#pragma once
/*
 * Processes. A process is known by its handle, and by a PID only together with the time of its
 * creation. Handles are owned by the caller (os_close). Any thread.
 */
#include "kit/base/image.h"
#include "kit/os/file.h"
#include "kit/os/handle.h"

#include <stddef.h>

#define OS_COMMAND_MOST                                                                        \
    32767 /* UTF-16 units of a command line, its end included: CreateProcess's */
#define OS_HANDLES_MOST   8 /* that a child inherits */
#define OS_VARIABLES_MOST 2

struct os_variable {
    const char *name, *value; /* UTF-8; the name is NULL where there is none */
};

struct os_spawn {
    const char *program;          /* path, UTF-8; also the first word of the command line */
    const char *const *arguments; /* UTF-8, not quoted; ends with NULL */
    void *const *inherit;         /* exactly these handles; each is checked to be inheritable */
    size_t inherit_count;         /* 0: none at all */
    void *job;                    /* given at creation, so at no instant outside; or NULL */
    bool suspended;               /* stands still until os_process_resume */
    /* Environment variables that are set for it alone; those behind an empty one do not count.
     */
    struct os_variable set[OS_VARIABLES_MOST];
};

struct os_process {
    void *handle; /* owned */
    void *thread; /* the main thread's, only where it was started suspended; else NULL */
    uint32_t pid;
};

/*
 * Starts it, detached from any console. KIT_NOT_FOUND: no such file. KIT_BAD_INPUT: no program
 * (193), or a command line that is too long. Nothing was started on failure.
 */
enum kit_status os_spawn(const struct os_spawn *what, struct os_process *out,
                         struct kit_error *err);

/* Lets the main thread of a suspended start run, and closes its handle. */
void os_process_resume(struct os_process *process);

/* The PID of the process that created this one; 0 where the system does not say. It may be
 * over, and its number another's. */
uint32_t os_process_creator(void *process);

/* Opens a process to wait for, end, suspend, and duplicate handles out of. */
enum kit_status os_process_open(uint32_t pid, void **out, struct kit_error *err);

/* A handle on the calling process that its children can inherit, to wait for only. */
enum kit_status os_process_self(void **out, struct kit_error *err);

uint32_t os_own_pid(void);
uint32_t os_process_pid(void *process);
bool os_process_ended(void *process);

/*
 * True while it is being made and has no thread yet. Under Wine its handle is signalled then,
 * as if it had ended with code 259, and a job tells of it that early. Never true on Windows.
 */
bool os_process_unborn(void *process);

uint32_t os_exit_code(void *process); /* of an ended process */

/* The file name of its image, without folders; empty if it cannot be told (a dying process). */
void os_process_image(void *process, char to[KIT_IMAGE]);

/* The path of its image, with / or \\; empty if it cannot be told, or has more bytes. */
void os_process_path(void *process, char to[OS_PATH]);

/* Ends it with this code. Ending what has ended is fine. Waits until it is over, at most 5 s.
 */
enum kit_status os_process_kill(void *process, uint32_t code, struct kit_error *err);

/* Suspends all its threads, and lets them go; nests. */
enum kit_status os_process_suspend(void *process, struct kit_error *err);
enum kit_status os_process_resume_all(void *process, struct kit_error *err);

/* Of a thread of this process; one that is gone, or another's by now, is neither looked at nor
 * touched. */

/* Lets one thread of a suspended process run. */
void os_thread_resume(void *process, uint32_t tid);

/* True if this thread is suspended: the way to see from outside that a process hangs. */
bool os_thread_suspended(void *process, uint32_t tid);

/* False while none of its threads may run: it is suspended, or its maker is inside
 * CreateProcess still and lets its first thread run at the end of that. */
bool os_process_runs(void *process);

/* The processor time that this thread has had, in whole ms; -1 if it is gone. */
int64_t os_thread_used_ms(void *process, uint32_t tid);

/*
 * Whose thread this is, in *pid, and for how long it has been there, in *age_ns. False if there
 * is no such thread, or if the system does not say.
 */
bool os_thread_owner(uint32_t tid, uint32_t *pid, int64_t *age_ns);

/* Takes a handle out of another process by value: *out is the caller's. */
enum kit_status os_take_handle(void *process, uint32_t value, void **out,
                               struct kit_error *err);

/* Gives a handle of the caller's to another process: *value is good in that one alone. */
enum kit_status os_give_handle(void *process, void *handle, uint32_t *value,
                               struct kit_error *err);

/*
 * A job that ends everything in it when its last handle closes; nobody inherits that handle.
 * `port` (may be NULL) is told of each process that comes into it and ends (kit/os/port.h).
 */
enum kit_status os_job_create(void *port, void **out, struct kit_error *err);

/* Fills pids with those alive in the job; returns how many there are, at most `most`. */
size_t os_job_pids(void *job, uint32_t *pids, size_t most);

/* How many are alive in the job, however many that are; UINT32_MAX if it cannot be asked. What
 * was told to end is alive until it is over. */
uint32_t os_job_count(void *job);

/* True if this process is in the job. */
bool os_job_has(void *job, void *process);

/* True if this process is surely not in the job; false, too, where the system does not say. */
bool os_job_lacks(void *job, void *process);

/* Ends all in the job with this code. */
void os_job_end(void *job, uint32_t code);
