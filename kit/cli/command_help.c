#include "kit/cli/help.h"
#include "kit/cli/options.h"

enum kit_exit command_help(const struct options *options)
{
    (void)options;
    help_print(stdout);
    return EXIT_PASSED;
}
