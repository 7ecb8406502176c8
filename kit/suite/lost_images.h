#pragma once
/*
 * The images of processes that ended before the run closed and without explanation. A process
 * outside the run may have ended them. An explanation is a fault, a stop, an end by the runner
 * or by another actor, a last event of their own, or an end in consequence of what happened to
 * their parent. Pure.
 */
#include "kit/base/event.h"
#include "kit/run/belongings.h"
#include "kit/scenario/scenario.h"

/* Adds them as BELONGING_IMAGE. `events` are sorted; only actors are considered. */
void lost_images(const struct scenario *scenario, const struct kit_event *events, size_t count,
                 struct belongings *to);
