#pragma once
/*
 * Who still has what a line expects to be gone, such as a mutex: one sentence, from the `keeps`
 * events. It never changes a verdict. Pure.
 */
#include "kit/judge/verdict_builder.h"

/* Adds the sentence to the likely cause of each such failure. Call it when all findings are
 * there. */
void kept_things_add(struct verdict_builder *builder);
