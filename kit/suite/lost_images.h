#pragma once
/*
 * Of which images processes of a run ended before the run closed, though nothing in the run
 * explains it: no fault, no stop, and no last word of their own. Somebody outside may have
 * ended them. Pure.
 */
#include "kit/base/event.h"
#include "kit/run/belongings.h"

/* Adds them as BELONGING_IMAGE. `events` are sorted; of actors alone. */
void lost_images(const struct kit_event *events, size_t count, struct belongings *to);
