#pragma once
/*
 * Names that only one run has: a few characters of the run stand in front of each name of a
 * pipe, event, section, mutex or semaphore. What belongs to the system keeps its name. Names
 * are in UTF-16. Pure.
 */
#include "kit/inject/objects.h"

#include <stddef.h>
#include <stdint.h>

#define OWN_NAME_KEPT SIZE_MAX

/* The length of what stands before the name in a path of a pipe; 0 if it is no pipe's. */
size_t pipe_path_prefix(const uint16_t *path, size_t units);

/* The length of what says who sees an object: `Global\`, `Local\`, `Session\1\`; or 0. */
size_t own_name_scope(const uint16_t *name, size_t units);

/*
 * Where the run's characters go: at the begin, or behind the scope. Of a pipe, which has none,
 * it is the name behind its path. OWN_NAME_KEPT: the name stays as it is.
 */
size_t own_name_place(enum object_kind kind, const uint16_t *name, size_t units);

/* Makes the name; the prefix is ASCII. Returns its length, or 0 if there is no room. */
size_t own_name_make(uint16_t *to, size_t room, const uint16_t *name, size_t units,
                     size_t place, const char *prefix);
