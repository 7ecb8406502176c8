#include "kit/tell/options.h"
#include "kit/tell/sweep_merge.h"

enum kit_exit command_merge(const struct options *options)
{
    struct sweep_merge_settings settings = {.page = options->page};
    options_reports(options, settings.reports);
    return sweep_merge(&settings, options->paths, options->path_count);
}
