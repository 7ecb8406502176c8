#pragma once
/*
 * Which processes are known to be of some run of this runner. A run that looks for processes of
 * its own outside of its job need not look at those of the runs beside it. Any thread.
 */
#include "kit/os/thread.h"

#include <stdbool.h>
#include <stddef.h>

/* The last ones are kept. A process that is forgotten is only looked at once more. */
#define NEIGHBOURS 1024

/* All zero is none. A PID alone says nothing: it comes round again. */
struct neighbours {
    struct os_lock lock;
    size_t count; /* that were ever added */
    struct neighbour {
        uint32_t pid;
        int64_t created;
    } all[NEIGHBOURS];
};

void neighbours_add(struct neighbours *neighbours, uint32_t pid, int64_t created);
bool neighbours_has(struct neighbours *neighbours, uint32_t pid, int64_t created);

/* Whether one of them can be the creator of a process that was created then. */
bool neighbours_made(struct neighbours *neighbours, uint32_t creator, int64_t created);
