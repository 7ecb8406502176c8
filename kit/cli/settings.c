#include "kit/cli/settings.h"
#include "kit/os/clock.h"

struct suite_settings suite_settings_of(const struct options *options)
{
    return (struct suite_settings){.jobs = options->jobs,
                                   .repeat = options->repeat,
                                   .until_fail = options->until_fail,
                                   .budget_ns = options->budget_ms * NS_PER_MS,
                                   .log_dir = options->log_dir,
                                   .programs = options->programs,
                                   .options = options->given,
                                   .stop_at = options->stop_at,
                                   .junit = options->junit};
}
