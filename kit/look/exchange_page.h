#pragma once
/*
 * The part of the page of `lifeline look` that says what the processes say to each other.
 * Pure; any thread.
 */
#include "kit/base/event.h"
#include "kit/base/text.h"

/*
 * Appends it, from the events of a run without a fault. Says whose calls were not all seen, and
 * how a scenario strikes at one of them.
 */
void exchange_show(struct text *to, const struct kit_event *events, size_t count);
