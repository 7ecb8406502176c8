#pragma once
/*
 * Decides which actor a process is. The name that the process says decides first. Without a
 * name: the first actor known by a command line that the process has; then the first actor of
 * the scenario that has this program and no process yet. Otherwise, among the actors that are
 * known by their image alone, the actor whose process has ended: a restarted actor is still
 * that actor. Pure: it touches no process.
 */
#include "kit/scenario/scenario.h"
#include "kit/state/actors.h"

struct identity {
    const struct scenario *scenario; /* borrowed, both */
    const struct actor_state *actors;
};

/* What is known of a process. */
struct newcomer {
    const char *image;
    uint32_t creator;    /* PID of its creator; 0 if unknown */
    const char *command; /* its command line; "" or NULL if unknown */
};

enum identity_nobody {
    IDENTITY_NOBODY = -1, /* it is no actor */
    IDENTITY_TAKEN = -2   /* it would be an actor whose process still lives */
};

/*
 * The actor that the process is by its program, or one of the two values above. With
 * `only_by_image`, only actors that are known by their image alone are considered; otherwise,
 * all actors that have had no process. A process that another actor than the child's parent
 * created is never that child.
 */
int identity_by_image(const struct identity *identity, const struct newcomer *process,
                      bool only_by_image);

/*
 * Another actor, with another text, that the process is by its command line as well as this
 * one; or -1. Then the scenario does not say which of the two it is.
 */
int identity_rival(const struct identity *identity, int actor, const struct newcomer *process);

/* The actor of this name, or one of the two values above. */
int identity_by_name(const struct identity *identity, const char *name);

/*
 * True if a process that `creator` (a PID) created can play this actor. A child belongs to the
 * parent that created it. If the creator is no actor, such as a launcher in between, or is
 * unknown (0), the answer is true, since nothing speaks against it. A child that is known by
 * its command line may be created by another child of its parent, too.
 */
bool identity_is_of_family(const struct identity *identity, int actor, uint32_t creator);
