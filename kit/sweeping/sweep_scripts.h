#pragma once
/*
 * The scenarios of a sweep: the text of each point, to be run by a suite. One thread.
 */
#include "kit/files/scripts.h"
#include "kit/sweeping/sweep_results.h"

/*
 * A script for each open result from the index `from` on; `results->open` maps scripts to
 * results. A script's scenario is read when its turn comes. Call scripts_free in any case.
 */
enum kit_status sweep_scripts_make(const struct script *base, struct sweep_results *results,
                                   size_t from, struct scripts *to, struct kit_error *err);
