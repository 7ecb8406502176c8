#include "kit/base/version.h"

const char kit_version[] = LIFELINE_VERSION;
