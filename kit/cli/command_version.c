#include "kit/cli/commands.h"
#include "kit/os/platform.h"
#include "kit/run/version.h"

#include <stdio.h>

enum kit_exit command_version(const struct options *options)
{
    (void)options;
    char platform[64];
    os_platform(platform, sizeof platform);
    printf("lifeline %s on %s\n", lifeline_version, platform);
    return EXIT_PASSED;
}
