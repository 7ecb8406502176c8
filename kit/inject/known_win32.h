#pragma once
/*
 * What this process's handles and names stand for: the table of kit/inject/objects.h, and the
 * names as the system's calls have them. A handle is a HANDLE, and `of` an OBJECT_ATTRIBUTES.
 * Any thread.
 */
#include "kit/inject/objects.h"

/* A name in a call. `is_one` is false if the call is about something else. */
struct named {
    bool is_one;
    char name[256];
    char peer[KIT_NAME];
};

/* Learns which standard handles are pipes. Before the first call is handled. `beyond` is that
 * of kit/inject/objects.h. */
void known_begin(_Atomic uint32_t *beyond);

/* The peer of a pipe; NULL if the handle is none. Asks the system what an inherited or
 * duplicated handle is, once for each. */
const char *known_pipe(void *handle);

/* The same without a question: NULL for a pipe that no call was about yet. */
const char *known_pipe_so_far(void *handle);

/* The peer of an object of this kind; NULL if the handle is no such object with a name. Asks
 * the system what an inherited or duplicated handle is, once for each. Not for pipes. */
const char *known_object(void *handle, enum object_kind kind);

/* The same of an event, semaphore or mutex, for which a thread can wait. */
const char *known_to_wait(void *handle);

/* The name of a pipe that is created; of one that is opened, by its path or relative to the
 * server's end. */
struct named named_new_pipe(const void *of);
struct named named_open_pipe(const void *of);

/* The name of another object; `is_one` is false if it has none. */
struct named named_object(const void *of, enum object_kind kind);

/* The call succeeded, and this is its handle. */
void known_learn(void *handle, enum object_kind kind, const struct named *named);

/* The ID of a process, also by a handle that only allows to wait for it or to end it; 0: it is
 * none. On a thread that works for the probe. */
uint32_t known_process_id(void *process);

/*
 * The ID of the process, if this handle is one and nobody has asked for it before; else 0. For
 * a wait that has just found that what it waited for ended, on a thread that works for the
 * probe.
 */
uint32_t known_gone(void *handle);

/* The same where the ID is known: false if this was asked or told before. */
bool known_gone_now(void *handle);

void known_forget(void *handle);
void known_copy(void *from, void *to);
