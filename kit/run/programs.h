#pragma once
/*
 * Where the programs of a scenario are. A bare word such as `ref_parent` is one of the kit's
 * own actors or a program beside it: it is looked for in the folder given with --programs, else
 * in the folder `children` beside lifeline.exe, else beside lifeline.exe itself. A path in
 * quotes is taken as it stands, from the current folder. `.exe` may be left out.
 */
#include "kit/os/file.h"
#include "kit/scenario/scenario.h"

/* The path of an actor's program; KIT_NOT_FOUND says which file was missed, where, and the
 * cure. */
enum kit_status program_find(const struct scenario *scenario, int actor, const char *folder,
                             char to[OS_PATH], struct kit_error *err);

/* The first `skip without` whose program is not there, so that the scenario is skipped; or
 * NULL. */
const struct scenario_need *programs_absent(const struct scenario *scenario,
                                            const char *folder);

/* All of a scenario's; the first that is missing. One that is skipped needs none. */
enum kit_status programs_check(const struct scenario *scenario, const char *folder,
                               struct kit_error *err);
