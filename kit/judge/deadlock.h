#pragma once
/*
 * Deadlocks: lines that can never happen because their own actor is held.
 * kit/scenario/deadlock_check.h finds those that follow from the file alone; this check finds
 * those that only the run shows. Pure.
 */
#include "kit/judge/verdict_builder.h"

/*
 * True if an arming line waits for a step of a child that is held until a later line releases
 * it, and all events of the child came from the held thread. If so, this function adds the
 * finding.
 */
bool deadlock_in_the_way(struct verdict_builder *builder, uint32_t line_index);
