#pragma once
/*
 * Whose process is it? The one that a process names itself; else the one whose program it is
 * and that has no process yet, in the order of the scenario; else, of those that are known by
 * their image alone, the one whose process has ended: an actor that is started again is that
 * actor still. Pure: it
 * touches no process.
 */
#include "kit/scenario/scenario.h"
#include "kit/state/actors.h"

struct identity {
    const struct scenario *scenario; /* borrowed, both */
    const struct actor_state *actors;
};

/* A process as far as it is known. */
struct newcomer {
    const char *image;
    uint32_t creator; /* PID of the process that created it; 0 where that is not known */
};

enum identity_nobody {
    IDENTITY_NOBODY = -1, /* no actor is it */
    IDENTITY_TAKEN = -2   /* an actor could be it, but for its living process */
};

/*
 * The actor of this program that the process is, or one of the two above: only of those that
 * are known by their image alone, or of all that have had no process. A child is played by
 * nobody whom another actor than its parent created.
 */
int identity_by_image(const struct identity *identity, const struct newcomer *process,
                      bool only_by_image);

/* The actor of this name. */
int identity_by_name(const struct identity *identity, const char *name);

/*
 * Whether a process that `creator` (a PID) created can play this actor: a child belongs to the
 * parent that created it. Where the creator is no actor, such as a launcher in between, or is
 * not known (0), nobody can say, and it can.
 */
bool identity_is_of_family(const struct identity *identity, int actor, uint32_t creator);
