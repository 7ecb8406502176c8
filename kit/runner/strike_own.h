#pragma once
/*
 * What the files that strike share, and nobody else.
 */
#include "kit/runner/watch.h"

/* An event of a line of the scenario, about this actor. */
struct kit_event strike_event(const struct run *run, enum kit_event_kind kind, int actor,
                              int line);

/* The thread that an actor was last heard of; any of its threads proves a suspended process. */
uint32_t strike_last_tid(const struct run *run, int actor);

/* Strikes the line's target from outside. Returns the instant before the blow, or -1 if there
 * was nobody to strike or it failed. */
int64_t strike_harm(struct run *run, int line);

/* Writes that the blow fell, and then has its proof looked for. */
void strike_add(struct run *run, int line, int target, int64_t at_ns);
void strike_await_proof(struct run *run, int line, int target, uint32_t tid);
