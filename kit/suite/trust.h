#pragma once
/*
 * Which programs a log may start. A log can come from anywhere, and a replay starts the
 * programs that it names. Trusted are the kit's own actors, the programs in the folder of
 * --programs, and those below the current folder. The user must allow all others. This code
 * never accesses a file, because a path can lead to another machine.
 */
#include "kit/files/scripts.h"

/*
 * Whether a path, as a scenario has it in quotes, leads out of a folder, which is absolute.
 * True for a text that is no path.
 */
bool trust_leads_out(const char *path, const char *folder);

/*
 * Prints to standard error each program outside the current folder that the scripts name, in
 * quotes or as an argument. Then asks the user, if there is a terminal. KIT_BAD_INPUT if there
 * are such programs and they were not allowed.
 */
enum kit_status trust_ask(const struct scripts *scripts, struct kit_error *err);
