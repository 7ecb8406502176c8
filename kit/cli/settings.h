#pragma once
/* Converts the options to the settings of a suite. */
#include "kit/cli/options.h"
#include "kit/suite/suite.h"

/* Every pointer is borrowed from the options. */
struct scripts_wanted scripts_wanted_of(const struct options *options);
struct suite_settings suite_settings_of(const struct options *options);
