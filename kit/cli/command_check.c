#include "kit/cli/options.h"
#include "kit/os/console.h"
#include "kit/suite/scripts.h"

enum kit_exit command_check(const struct options *options)
{
    struct scripts scripts;
    enum kit_status status =
        scripts_read(options->paths, options->path_count, options->programs, &scripts);
    os_say(stdout, "%zu scenario%s without a mistake, %zu with one", scripts.count,
           scripts.count == 1 ? "" : "s", scripts.mistakes);
    scripts_free(&scripts);
    return status == KIT_OK ? EXIT_PASSED : EXIT_USAGE;
}
