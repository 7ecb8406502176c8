#pragma once
/*
 * `private names`: the names in calls, as the run has them (kit/inject/own_names.h). A handler
 * gives these to the system in place of the program's own. `of` is an OBJECT_ATTRIBUTES. Any
 * thread.
 */
#include "kit/inject/objects.h"
#include "kit/probe/run_block.h"

#include <stddef.h>

#define OWN_NAME_ROOM 340u /* characters; a longer name stays as it is */

/* Where the names of one call are made; for nobody but the functions below. */
struct own_name {
    uint64_t attributes[8], string[2];
    uint16_t text[OWN_NAME_ROOM];
};

/* Before the first call is handled. */
void own_names_begin(const struct run_block *run);

/* What the system gets: in `room`, or `of` itself. `is_one` is false for a file. */
void *own_object(void *of, enum object_kind kind, struct own_name *room);
void *own_pipe(void *of, bool is_one, struct own_name *room);

/* The length of the run's characters that this name begins with; or 0. Its scope is taken off.
 */
size_t own_name_begin(const uint16_t *name, size_t units);

/* The same for what WaitNamedPipe gives to the device of all pipes; *size is in bytes. */
void *own_pipe_wait(void *wait, unsigned long *size, struct own_name *room);
