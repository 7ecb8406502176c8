#pragma once
/*
 * The images of processes that ended before the run closed and without explanation: no fault,
 * no stop, and no last event of their own. A process outside the run may have ended them. Pure.
 */
#include "kit/base/event.h"
#include "kit/run/belongings.h"

/* Adds them as BELONGING_IMAGE. `events` are sorted; only actors are considered. */
void lost_images(const struct kit_event *events, size_t count, struct belongings *to);
