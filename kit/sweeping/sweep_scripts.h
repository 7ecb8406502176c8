#pragma once
/*
 * The scenarios of a sweep: the file's own with the injected probe, if that is wanted; and the
 * text of each point, to be run by a suite. One thread.
 */
#include "kit/files/scripts.h"
#include "kit/sweeping/sweep_results.h"

/*
 * Turns the script of the file into the same with `probe inject` behind each program in quotes.
 * KIT_BAD_INPUT, and the script is as it was, if there is no such program or its children
 * cannot be known without a probe of their own.
 */
enum kit_status sweep_scripts_inject(struct script *script, const char *programs,
                                     struct kit_error *err);

/*
 * A script for each open result from the index `from` on; `results->open` maps scripts to
 * results. A script's scenario is read when its turn comes. Call scripts_free in any case.
 */
enum kit_status sweep_scripts_make(const struct script *base, struct sweep_results *results,
                                   size_t from, struct scripts *to, struct kit_error *err);
