#pragma once
/*
 * The handles that a scenario's lines `count handles of <actor>` counted: whether an actor
 * keeps more at each of them. Part of the rule nothing-left. Pure.
 */
#include "kit/judge/rule.h"

/* Judges all actors, once no further count can come. */
void counted_handles_judge(struct verdict_builder *builder);
