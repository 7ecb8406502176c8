#pragma once
/*
 * Contradictions: events that no real run can produce. Examples: a process that began and whose
 * end is not logged, an event of a process that is gone or never started, a missing event
 * between two others. The writer of such a log lost events and did not report it. Pure.
 */
#include "kit/judge/verdict_builder.h"

/* Adds an error for the first contradiction of a run that is over and says whether there is
 * one. Linear in the facts. */
bool contradictions_tell(struct verdict_builder *builder);
