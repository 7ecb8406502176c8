#pragma once
/*
 * When the runner looks again for a pipe between two processes that had none. They may be
 * between two pipes, or about to open the first. A look suspends both, and takes ten times as
 * long on a busy machine. So they run most of the time between two looks, and only the time in
 * which they could run counts as their delay. Pure; one thread.
 */
#include <stdbool.h>
#include <stdint.h>

/* How long the two may run without a pipe before the runner reports that they have none. */
#define PIPE_PATIENCE_NS INT64_C(2000000000)

/* All zero: nothing was looked for yet. */
struct pipe_search {
    int line_index;     /* the last line whose look found no pipe */
    int64_t began_ns;   /* of the last look */
    int64_t since_ns;   /* the first look of this line; 0: there was none */
    int64_t again_ns;   /* the next look may begin */
    int64_t looked_ns;  /* the looks of this line together */
    int64_t stalled_ns; /* the machine's stalls until since_ns */
};

/* Begins a look, or returns false if it is too early for it. */
bool pipe_search_begin(struct pipe_search *search, int line_index, int64_t now_ns);

/*
 * The look found no pipe. True if another one can. `stalled_ns`: the machine's stalls since the
 * run's start.
 */
bool pipe_search_goes_on(struct pipe_search *search, int line_index, int64_t now_ns,
                         int64_t stalled_ns);
