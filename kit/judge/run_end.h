#pragma once
/*
 * When a run without faults is over, such as the baseline run of a sweep: at the step or after
 * the time that a line states. Otherwise when the program ends by itself, when each child has
 * made its requests or ended, or after the default time. Pure.
 */
#include "kit/judge/verdict_builder.h"

/*
 * The default time of such a run: from the start of its last actor, and from the last request
 * if the children are to make some.
 */
#define RUN_USUAL_MS 3000u

/* Fills out->ended_by, and out->unfinished while the run continues. */
void run_end_judge(struct verdict_builder *builder);
