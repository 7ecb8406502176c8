#pragma once
/*
 * The start of a run's parents, each with its own options and the children that it shall start.
 */
#include "kit/runner/watch.h"

/* One that does not start is logged as trouble. */
void parents_start(struct run *run);
