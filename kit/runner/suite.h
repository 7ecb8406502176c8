#pragma once
/*
 * Many runs, some of them side by side: what run, replay and sweep have in common. Tells what
 * became of each on standard output, shows a progress bar on a terminal, writes the report.
 */
#include "kit/log/log.h"
#include "kit/runner/options.h"
#include "kit/runner/results.h"
#include "kit/runner/scripts.h"
#include "kit/runner/swept.h"

/* What this program runs on. */
enum kit_system suite_system(void);

/* True for a scenario that is not run: not on this system, or not without a program. */
bool suite_skips(const struct scenario *scenario, enum kit_system system, const char *programs);

/*
 * Runs the scripts, in their order. `logs` (replay) and `sweep` may be NULL. In a sweep scripts
 * need no scenario, which is read when its turn comes; runs that pass are not told and leave no
 * log; one whose fault never struck was not reached, which is no failure; and there may be no
 * time for all of them. Takes over what `results` holds, but gives it back from a sweep that
 * goes on with another suite: the last one writes the report.
 */
enum kit_exit suite_run(const struct options *options, struct scripts *scripts,
                        const struct log *logs, struct swept *sweep, struct results *results);
