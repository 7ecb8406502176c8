#include "kit/base/version.h"

const char lifeline_version[] = LIFELINE_VERSION;
