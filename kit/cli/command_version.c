#include "kit/cli/commands.h"
#include "kit/os/console.h"
#include "kit/os/platform.h"
#include "kit/run/version.h"

enum kit_exit command_version(const struct options *options)
{
    (void)options;
    char platform[64];
    os_platform(platform, sizeof platform);
    os_say(stdout, "lifeline %s on %s", lifeline_version, platform);
    return EXIT_PASSED;
}
