#pragma once
/*
 * A line expects that an object is gone, such as a mutex, and it is there. One sentence names
 * the process that still has it, from the `keeps` events. It never changes a verdict. Pure.
 */
#include "kit/judge/verdict_builder.h"

/* Adds the sentence to the likely cause of each such failure. Call it when all findings are
 * there. */
void kept_things_add(struct verdict_builder *builder);
