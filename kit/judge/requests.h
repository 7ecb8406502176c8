#pragma once
/*
 * `requests <times>`: each child makes exactly so many and says Quit. Pure.
 */
#include "kit/judge/bench.h"

/* Fills out->unfinished, which is what keeps such a run going. */
void requests_judge(struct bench *bench);
