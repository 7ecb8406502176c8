#include "kit/cli/options.h"
#include "kit/sweeping/sweep_merge.h"

enum kit_exit command_merge(const struct options *options)
{
    struct sweep_merge_settings settings = {.junit = options->junit, .page = options->page};
    return sweep_merge(&settings, options->paths, options->path_count);
}
