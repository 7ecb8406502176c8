#pragma once
/*
 * Whose process is it? A probe says it by writing its PID into its actor's block; a process
 * without one is known by the file name of its program, in the order of starts. Pure: reads and
 * writes the run block, and touches no process.
 */
#include "kit/probe/run_block.h"
#include "kit/scenario/scenario.h"
#include "kit/state/actors.h"

struct identity {
    const struct scenario *scenario; /* borrowed, as all of these */
    struct run_block *block;
    const struct actor_state *actors; /* by actor: who has a process already */
};

/* The actor whose block has this PID and that has had no process yet; -1 if there is none. */
int identity_of_pid(const struct identity *identity, uint32_t pid);

/*
 * The first actor of this program that has no process, that is known by its image alone, and
 * whose parent is the creator of this process (actor_is_of_family); -1
 * if there is none. Takes its block, so that its probe finds it by its PID, whichever comes
 * first, the probe or this call.
 */
int identity_claim(const struct identity *identity, const char *image, uint32_t pid,
                   uint32_t creator);

/* The first actor of this program that has no process, however it is known; takes nothing. */
int identity_guess(const struct identity *identity, const char *image, uint32_t pid,
                   uint32_t creator);
