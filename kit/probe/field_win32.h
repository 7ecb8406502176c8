#pragma once
/* The field log of this process, if LIFELINE_LOG names a folder for it. Private to the probe.
 */
#include "kit/probe/field_log.h"

/*
 * Makes the file, and returns the block in it that the process writes to until it ends. NULL if
 * no folder is named, or no file can be made there. Called once.
 */
struct actor_block *field_begin(const char *actor);
