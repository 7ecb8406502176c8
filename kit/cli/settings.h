#pragma once
/* Converts the options to the settings of a suite. */
#include "kit/tell/options.h"
#include "kit/suite/suite.h"

/* Every pointer is borrowed from the options. */
struct suite_settings suite_settings_of(const struct options *options);
