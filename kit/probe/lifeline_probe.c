/*
 * The whole probe as one file. A program of yours compiles it, or links the library that is
 * made of it. All that it needs of the kit stands below, under names that no program has
 * (private_names.h).
 *
 *     gcc -std=c11 -O2 -I KIT -o app.exe app.c KIT/kit/probe/lifeline_probe.c -lntdll
 */
#define LIFELINE_PROBE_IN_ONE
#include "kit/probe/private_names.h"

#include "kit/base/text.c"
#include "kit/base/utf8.c"
#include "kit/probe/run_block.c"
#include "kit/probe/request.c"
#include "kit/probe/field_log.c"
#include "kit/probe/field_win32.c"
#include "kit/probe/owner_win32.c"
#include "kit/probe/probe_win32.c"
