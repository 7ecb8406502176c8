#include "kit/cli/settings.h"
#include "kit/sweeping/sweeping.h"

enum kit_exit command_sweep(const struct options *options)
{
    struct sweep_settings settings = {.suite = suite_settings_of(options),
                                      .resume = options->resume,
                                      .keep_logs = options->keep_logs,
                                      .injects = options->injects,
                                      .page = options->page};
    return sweeping_run(&settings, options->paths, options->path_count);
}
