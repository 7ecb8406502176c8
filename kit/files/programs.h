#pragma once
/*
 * Finds the programs of a scenario. A bare word such as `ref_parent` is one of the kit's own
 * actors or a program beside it. It is looked up in the folder of --programs if that is given;
 * else in the folder `children` beside lifeline.exe, then beside lifeline.exe itself. A path in
 * quotes is used as written, from the current folder. `.exe` may be left out.
 */
#include "kit/os/file.h"
#include "kit/scenario/scenario.h"

/* The path of an actor's program. With KIT_NOT_FOUND the error names the missing file, the
 * searched folder and the remedy. */
enum kit_status program_find(const struct scenario *scenario, int actor, const char *folder,
                             char to[OS_PATH], struct kit_error *err);

/* The first `skip without` whose program is missing, so that the scenario is skipped; NULL if
 * there is none. */
const struct scenario_need *programs_absent(const struct scenario *scenario,
                                            const char *folder);

/* Checks all programs of a scenario; the error names the first missing one. A skipped scenario
 * needs none. */
enum kit_status programs_check(const struct scenario *scenario, const char *folder,
                               struct kit_error *err);
