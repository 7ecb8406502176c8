#pragma once
/*
 * When a run is over in which nothing strikes, such as that which a sweep begins with: at the
 * step or after the time that a line says; else when the program ends by itself, when each
 * child has made its requests or ended, or after the usual time. Pure.
 */
#include "kit/judge/verdict_builder.h"

/* How long such a run goes on where nothing else says it: from when its last actor was started,
 * and from the last request, where the children are to make some. */
#define RUN_USUAL_MS 3000u

/* Fills out->ended_by, and out->unfinished while the run goes on. */
void run_end_judge(struct verdict_builder *builder);
