#pragma once
/*
 * What the calls of an injected actor add to a failure: in which call it waits, and who ended
 * it. It never changes a verdict. Pure.
 */
#include "kit/judge/verdict_builder.h"

/* Adds the sentence to the likely cause of each failure of an actor whose calls were all seen.
 * Call it when all findings are there. */
void last_calls_add(struct verdict_builder *builder);
