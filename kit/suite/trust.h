#pragma once
/*
 * Which programs a log may have started. A log can come from anywhere, and to replay it is to
 * start what it names. The kit's own actors, what is in the folder of --programs, and what is
 * below the current folder is trusted; all else a person has to allow. Nothing here touches a
 * file: a path can lead to another machine.
 */
#include "kit/suite/scripts.h"

/* Whether a path, as a scenario has it in quotes, leads out of a folder, which is whole. True
 * of what is no path. */
bool trust_leads_out(const char *path, const char *folder);

/*
 * Names on standard error each program outside the current folder that the scripts name, in
 * quotes or as an argument; then asks, where a person is there to be asked. KIT_BAD_INPUT if
 * there are any and nobody allowed them.
 */
enum kit_status trust_ask(const struct scripts *scripts, struct kit_error *err);
