#pragma once
/*
 * The known processes of all runs of this runner. A run that looks for its escaped processes
 * skips the processes of concurrent runs. Any thread may call these functions.
 */
#include "kit/os/thread.h"

#include <stdbool.h>
#include <stddef.h>

/* How many processes are kept, the newest. A forgotten process costs only one more look. */
#define NEIGHBOURS 1024

/* All zero is the empty list. An entry has the creation time beside the PID, because the system
 * reuses PIDs. */
struct neighbours {
    struct os_lock lock;
    size_t count; /* how many were ever added */
    struct neighbour {
        uint32_t pid;
        int64_t created;
    } all[NEIGHBOURS];
};

void neighbours_add(struct neighbours *neighbours, uint32_t pid, int64_t created);
bool neighbours_has(struct neighbours *neighbours, uint32_t pid, int64_t created);

/* True if one of the known processes can have created a process at that time. */
bool neighbours_made(struct neighbours *neighbours, uint32_t creator, int64_t created);
