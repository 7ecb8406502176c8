#include "kit/cli/options.h"
#include "kit/suite/scripts.h"

#include <stdio.h>

enum kit_exit command_check(const struct options *options)
{
    struct scripts scripts;
    enum kit_status status =
        scripts_read(options->paths, options->path_count, options->programs, &scripts);
    printf("%zu scenario%s without a mistake, %zu with one\n", scripts.count,
           scripts.count == 1 ? "" : "s", scripts.mistakes);
    scripts_free(&scripts);
    return status == KIT_OK ? EXIT_PASSED : EXIT_USAGE;
}
