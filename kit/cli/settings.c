#include "kit/cli/settings.h"
#include "kit/base/version.h"
#include "kit/os/clock.h"
#include "kit/suite/scheduler.h"

_Static_assert(OPTION_JOBS_MOST == SCHEDULER_JOBS_MOST, "--jobs takes what the scheduler does");

struct suite_settings suite_settings_of(const struct options *options)
{
    struct suite_settings settings = {.jobs = options->jobs,
                                      .repeat = options->repeat,
                                      .until_fail = options->until_fail,
                                      .retries = options->retries,
                                      .allows_flaky = options->allows_flaky,
                                      .fail_fast = options->fail_fast,
                                      .budget_ns = options->budget_ms * NS_PER_MS,
                                      .settle_ms = options->settle_ms,
                                      .colours = options->colours,
                                      .log_dir = options->log_dir,
                                      .programs = options->programs,
                                      .options = options->given,
                                      .commit = kit_commit,
                                      .stop_at = options->stop_at,
                                      .shard = options->shard,
                                      .shards = options->shards};
    options_reports(options, settings.reports);
    return settings;
}
