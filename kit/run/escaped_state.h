#pragma once
/*
 * What kit/run/escaped.h has found: data only.
 */
#include "kit/os/stranger.h"
#include "kit/run/processes.h"
#include "kit/state/escape.h"

#define RUN_ESCAPED 32 /* a run with more escaped processes fails by these */

struct escaped_process {
    void *handle; /* owned */
    uint32_t pid;
    int actor; /* the actor whose family started it, or -1 */
    enum escape_tie by;
};

struct escaped {
    uint32_t count;
    struct escaped_process all[RUN_ESCAPED];
    /* `members`: the run's processes and the escaped ones. `strangers`: all processes on the
     * system. */
    uint32_t member_count;
    struct escape_member members[RUN_PROCESSES + RUN_ESCAPED];
    size_t stranger_count;
    struct os_stranger strangers[OS_STRANGERS];
};
