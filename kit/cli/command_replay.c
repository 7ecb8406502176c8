/* replay: runs the scenarios in logs again. */
#include "kit/cli/settings.h"
#include "kit/os/console.h"
#include "kit/tell/outcome.h"
#include "kit/suite/replay.h"

static enum kit_exit replay_logs(const struct options *options, const struct log_paths *paths)
{
    struct replay replay;
    struct suite_settings settings = suite_settings_of(options);
    struct suite *suite = NULL;
    struct kit_error err;
    enum kit_exit code = EXIT_USAGE;
    settings.hooks = &replay_hooks;
    settings.context = &replay;
    if (replay_read(&replay, paths, options->programs, options->trusts_all, &err) != KIT_OK ||
        suite_begin(&suite, &settings, &err) != KIT_OK)
        os_complain("lifeline: %s\nlifeline: nothing was run", err.text);
    else
        code = suite_run(suite, &replay.scripts, &err) == KIT_OK ? suite_close(suite)
                                                                 : exit_with_message(&err);
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
