#pragma once
/*
 * Processes. A process is identified by its handle, or by its PID together with its creation
 * time, since PIDs are reused. Handles are owned by the caller (os_close). Any thread.
 */
#include "kit/base/image.h"
#include "kit/os/file.h"
#include "kit/os/handle.h"

#include <stddef.h>

#define OS_COMMAND_MOST                                                                        \
    32767 /* UTF-16 units of a command line, its end included: CreateProcess's */
#define OS_HANDLES_MOST   8 /* at most, that a child inherits besides standard[] */
#define OS_VARIABLES_MOST 2

struct os_variable {
    const char *name, *value; /* UTF-8; the name is NULL if there is none */
};

struct os_spawn {
    const char *program;          /* path, UTF-8; also the first word of the command line */
    const char *const *arguments; /* UTF-8, not quoted; ends with NULL */
    const char *line;             /* instead of both: a whole command line, whose program the
                                     system searches for; or NULL */
    void *const *inherit;         /* exactly these handles; each is checked to be inheritable */
    size_t inherit_count;         /* 0: none at all */
    void *job;                    /* joined at creation, so the process is never outside it;
                                     or NULL */
    bool suspended;               /* stands still until os_process_resume */
    /* Environment variables only for this process; the list ends at the first empty one. */
    struct os_variable set[OS_VARIABLES_MOST];
    const char *const *variables; /* more of them, as NAME=VALUE; ends with NULL; or NULL */
    bool own_console;             /* it gets a console without a window; else it has none */
    void *token;                  /* of kit/os/token.h, borrowed; NULL: the caller's */
    const char *folder;           /* that it starts in; NULL: the caller's */
    /* Standard input, output and error output, all inheritable; or none at all (NULL). The same
     * handle may stand for output and error output. */
    void *standard[3];
};

struct os_process {
    void *handle; /* owned */
    void *thread; /* the main thread's if it was started suspended; else NULL */
    uint32_t pid;
};

/*
 * Starts a process, in no console of the caller's. KIT_NOT_FOUND: no such file. KIT_BAD_INPUT:
 * not a program (193), or the command line is too long. After a failure nothing was started.
 */
enum kit_status os_spawn(const struct os_spawn *what, struct os_process *out,
                         struct kit_error *err);

/* Resumes the main thread of a suspended start, and closes the thread's handle. */
void os_process_resume(struct os_process *process);

/* The PID of the process that created this one; 0 if the system does not say. That process may
 * have ended, and its PID may be reused. */
uint32_t os_process_creator(void *process);

/* Opens a process to wait for, end, suspend, and duplicate handles out of. */
enum kit_status os_process_open(uint32_t pid, void **out, struct kit_error *err);

/* A handle on the calling process that its children can inherit, to wait for only. */
enum kit_status os_process_self(void **out, struct kit_error *err);

uint32_t os_own_pid(void);
uint32_t os_process_pid(void *process);
bool os_process_ended(void *process);

/*
 * True while CreateProcess is still creating it and it has no thread. Under Wine its handle is
 * then signalled, as if the process had ended with code 259, and a job reports the process that
 * early. Never true on Windows.
 */
bool os_process_unborn(void *process);

uint32_t os_exit_code(void *process); /* of an ended process */

/* The file name of its image, without folders; empty if it cannot be told (a dying process). */
void os_process_image(void *process, char to[KIT_IMAGE]);

/* The path of its image, with / or \\; empty if it cannot be told, or has more bytes. */
void os_process_path(void *process, char to[OS_PATH]);

/* Ends the process with this code. An ended process is no error. Waits until it is over, at
 * most 5 s. */
enum kit_status os_process_kill(void *process, uint32_t code, struct kit_error *err);

/* Suspends all its threads; resumes them. Suspensions nest. */
enum kit_status os_process_suspend(void *process, struct kit_error *err);
enum kit_status os_process_resume_all(void *process, struct kit_error *err);

/* The functions below take a thread of this process. They do nothing if the thread is gone, or
 * if its number belongs to another process by now. */

/* Resumes one thread of a suspended process. */
void os_thread_resume(void *process, uint32_t tid);

/* True if this thread is suspended: the way to see from outside that a process hangs. */
bool os_thread_suspended(void *process, uint32_t tid);

/* False while none of its threads can run: it is suspended, or its creator is still inside
 * CreateProcess, which resumes the first thread at its end. */
bool os_process_runs(void *process);

/* The processor time of this thread, in whole ms; -1 if the thread is gone. */
int64_t os_thread_used_ms(void *process, uint32_t tid);

/*
 * The process of this thread, in *pid, and the age of the thread, in *age_ns. False if there is
 * no such thread, or if the system does not say.
 */
bool os_thread_owner(uint32_t tid, uint32_t *pid, int64_t *age_ns);

/* Duplicates a handle out of another process by its value: *out is the caller's. */
enum kit_status os_take_handle(void *process, uint32_t value, void **out,
                               struct kit_error *err);

/* Duplicates a handle of the caller into another process: *value is valid only there. */
enum kit_status os_give_handle(void *process, void *handle, uint32_t *value,
                               struct kit_error *err);

/*
 * A job that ends all its processes when its last handle closes; the handle is not inheritable.
 * `port` (may be NULL) is told of each process that enters or ends (kit/os/port.h).
 * `breakaway`: a process of it may start one outside it, by CREATE_BREAKAWAY_FROM_JOB.
 */
enum kit_status os_job_create(void *port, bool breakaway, void **out, struct kit_error *err);

/* Fills pids with the living processes of the job; returns how many, at most `most`. */
size_t os_job_pids(void *job, uint32_t *pids, size_t most);

/* How many processes of the job are alive; UINT32_MAX if the query fails. A process that was
 * told to end counts until it has ended. */
uint32_t os_job_count(void *job);

/* True if this process is in the job. */
bool os_job_has(void *job, void *process);

/* True if this process is certainly not in the job; false also if the system does not say. */
bool os_job_lacks(void *job, void *process);

/* Begins to end all processes of the job, with this code. */
void os_job_end(void *job, uint32_t code);
