#include "kit/os/console.h"
#include "kit/tell/wanted.h"

enum kit_exit command_check(const struct options *options)
{
    struct scripts scripts;
    struct scripts_wanted wanted = scripts_wanted_of(options);
    enum kit_status status = scripts_read(&wanted, &scripts);
    os_say(stdout, "%zu scenario%s without a mistake, %zu with mistakes", scripts.count,
           scripts.count == 1 ? "" : "s", scripts.mistakes);
    scripts_free(&scripts);
    return status == KIT_OK ? EXIT_PASSED : EXIT_USAGE;
}
