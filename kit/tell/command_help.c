#include "kit/tell/help.h"
#include "kit/tell/options.h"

enum kit_exit command_help(const struct options *options)
{
    help_print(stdout, options->help_of);
    return EXIT_PASSED;
}
