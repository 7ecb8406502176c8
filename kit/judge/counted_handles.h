#pragma once
/*
 * The handles that a scenario's lines `count handles of <actor>` counted: whether an actor
 * keeps more at each of them. Part of the rule nothing-left. Pure.
 */
#include "kit/judge/rule.h"

/* How many counts it takes. Of fewer, chance can make a row that grows. */
#define COUNTS_LEAST 3

/* Judges all actors, once no further count can come. */
void counted_handles_judge(struct verdict_builder *builder);
