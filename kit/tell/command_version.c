#include "kit/tell/commands.h"
#include "kit/os/console.h"
#include "kit/os/platform.h"
#include "kit/base/version.h"

enum kit_exit command_version(const struct options *options)
{
    (void)options;
    char platform[64];
    os_platform(platform, sizeof platform);
    os_say(stdout, "lifeline %s on %s", kit_version, platform);
    os_say(stdout, "commit %s", kit_commit);
    return EXIT_PASSED;
}
