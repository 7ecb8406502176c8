#include "kit/cli/help.h"
#include "kit/cli/options.h"

enum kit_exit command_help(const struct options *options)
{
    help_print(stdout, options->help_of);
    return EXIT_PASSED;
}
