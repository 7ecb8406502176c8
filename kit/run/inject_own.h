#pragma once
/*
 * What the files that strike share, and nobody else.
 */
#include "kit/run/session.h"

/* An event of a line of the scenario, about this actor. */
struct kit_event inject_event(const struct session *session, enum kit_event_kind kind,
                              int actor, int line);

/* The thread that an actor was last heard of; any of its threads proves a suspended process. */
uint32_t inject_last_tid(const struct session *session, int actor);

/* Strikes the line's target from outside. Returns the instant before the blow, or -1 if there
 * was nobody to strike or it failed. */
int64_t inject_from_outside(struct session *session, int line);

/* Writes that the blow fell, and then has its proof looked for. */
void inject_record(struct session *session, int line, int target, int64_t at_ns);
void inject_await_proof(struct session *session, int line, int target, uint32_t tid);
