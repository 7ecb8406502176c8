/* replay: runs the scenarios in logs again. */
#include "kit/cli/settings.h"
#include "kit/os/console.h"
#include "kit/tell/outcome.h"
#include "kit/suite/replay.h"

static enum kit_exit run_replay(struct suite *suite, struct replay *replay)
{
    struct kit_error err;
    replay_tell_programs(replay, suite_fingerprints(suite), stdout);
    fflush(stdout);
    if (suite_run(suite, &replay->scripts, &err) != KIT_OK)
        return exit_with_message(&err);
    enum kit_exit code = replay_tell_rest(replay, stdout);
    return exit_worse(code, suite_close(suite));
}

static enum kit_exit replay_logs(const struct options *options, const struct log_paths *paths)
{
    struct replay replay;
    bool is_counted = options->values[OPTION_TIMES] || options->until_fail;
    struct replay_wanted wanted = {.programs = options->programs,
                                   .trusts_all = options->trusts_all,
                                   .times = is_counted ? options->repeat : 0};
    struct suite_settings settings = suite_settings_of(options);
    struct suite *suite = NULL;
    struct kit_error err;
    enum kit_exit code = EXIT_USAGE;
    settings.hooks = &replay_hooks;
    settings.context = &replay;
    if (replay_read(&replay, paths, &wanted, &err) != KIT_OK ||
        suite_begin(&suite, &settings, &err) != KIT_OK)
        os_complain("lifeline: %s\nlifeline: nothing was run", err.text);
    else
        code = run_replay(suite, &replay);
    suite_free(suite);
    replay_free(&replay);
    return code;
}

enum kit_exit command_replay(const struct options *options)
{
    struct log_paths paths;
    struct kit_error err;
    enum kit_exit code = EXIT_USAGE;
    if (log_paths_read(options->paths, options->path_count, false, &paths, &err) == KIT_OK)
        code = replay_logs(options, &paths);
    else
        os_complain("lifeline: %s", err.text);
    log_paths_free(&paths);
    return code;
}
