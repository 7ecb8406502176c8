#pragma once
/*
 * Pairs of faults in programs with the injected probe: which of their calls a first and a
 * second fault strike. What the programs owe each other is unknown. So a first fault strikes at
 * the calls that the two have in common, and the recovery from it are calls that the program
 * had not made while all was well. Only this folder includes this header. Pure; any thread;
 * allocates nothing.
 */
#include "kit/sweep/call_places.h"
#include "kit/sweep/point.h"

/* The events of a run in which the actor has its children, and the run does not close yet. */
struct call_reach {
    size_t from, to;
};

struct call_reach call_reach(const struct scenario *scenario, const struct kit_event *events,
                             size_t count, int actor);

/* The kinds of calls of an actor in its reach: all of them, and those up to an event. */
struct call_firsts {
    struct call_kinds all, so_far;
};

/* Counts all of them; none so far. */
void call_firsts_count(const struct scenario *scenario, const struct kit_event *events,
                       const struct call_reach *reach, int actor, struct call_firsts *out);

/*
 * Takes in the next event of the reach in the run without faults. Returns whether a first fault
 * strikes the actor there. Calls of one kind have the same word and the same pipe or object. A
 * first fault strikes at the second call of each kind, or at the only one. Another process of
 * the family must have the pipe or object, too.
 */
bool call_is_first(const struct scenario *scenario, const struct kit_event *events,
                   size_t count, int actor, const struct kit_event *next,
                   struct call_firsts *firsts);

/* Counts the calls that all injected actors made since their children were there, up to the
 * strike of a first fault at `struck`. */
void call_recovery_begin(const struct scenario *scenario, const struct kit_event *events,
                         size_t struck, struct call_kinds *out);

/*
 * Takes in the actor's next call after that, and returns whether the actor recovers by it from
 * the first fault: it is the first of its kind, also among those that were counted.
 */
bool call_is_recovery(struct call_kinds *kinds, int actor, const struct kit_event *next);

/* Whether the actor learns by this call that another process is gone. */
bool call_tells_of_loss(const struct kit_event *event);
