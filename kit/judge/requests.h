#pragma once
/*
 * `requests <times>`: each child makes exactly so many and says Quit. Pure.
 */
#include "kit/judge/verdict_builder.h"

/* Fills out->unfinished, which keeps such a run going. */
void requests_judge(struct verdict_builder *builder);
