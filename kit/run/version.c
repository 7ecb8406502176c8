#include "kit/run/version.h"

const char lifeline_version[] = LIFELINE_VERSION;
