#pragma once
/* Which scenarios the options name. */
#include "kit/files/scripts.h"
#include "kit/tell/options.h"

/* Every pointer is borrowed from the options. */
struct scripts_wanted scripts_wanted_of(const struct options *options);
