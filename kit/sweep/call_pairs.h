#pragma once
/*
 * Pairs of faults in programs with the injected probe: which of their calls a first and a
 * second fault strike. What the programs owe each other is unknown. So a first fault strikes at
 * the calls that the two have in common, and the recovery from it are calls that the program
 * had not made while all was well. Only this folder includes this header. Pure; any thread;
 * allocates nothing.
 */
#include "kit/sweep/point.h"

/* The events of a run in which the actor has its children, and the run does not close yet. */
struct call_reach {
    size_t from, to;
};

struct call_reach call_reach(const struct scenario *scenario, const struct kit_event *events,
                             size_t count, int actor);

/*
 * Whether a first fault strikes this actor at this event in its reach of the run without
 * faults. Of each kind of call, by its word and the pipe or object that another process of the
 * family has, too, that is the second, or the only one.
 */
bool call_is_first(const struct scenario *scenario, const struct kit_event *events,
                   size_t count, int actor, const struct call_reach *reach, size_t at);

/*
 * Whether the actor, whose call the event is, recovers by it from the first fault: the events
 * are those of its run, the strike is at `struck`, and the event between that and the close. It
 * is the first of its kind since then, and of a kind that the actor had not made since its
 * children were there.
 */
bool call_is_recovery(const struct scenario *scenario, const struct kit_event *events,
                      int actor, size_t struck, size_t at);

/* Whether the actor learns by this call that another process is gone. */
bool call_tells_of_loss(const struct kit_event *event);
