#include "kit/base/version.h"

const char kit_version[] = LIFELINE_VERSION;

void version_add(struct text *to, const char *version, const char *commit, const char *platform)
{
    text_add(to, "lifeline %s", version);
    if (commit[0])
        text_add(to, " (commit %s)", commit);
    text_add(to, " on %s", platform);
}
