/* run: runs scenarios on real processes, some of them side by side. */
#include "kit/cli/list.h"
#include "kit/cli/settings.h"
#include "kit/os/console.h"
#include "kit/tell/outcome.h"
#include "kit/tell/wanted.h"

static enum kit_exit run_scripts(struct suite *suite, struct scripts *scripts)
{
    struct kit_error err;
    return suite_run(suite, scripts, &err) == KIT_OK ? suite_close(suite)
                                                     : exit_with_message(&err);
}

static enum kit_exit list_scripts(const struct scripts_wanted *wanted)
{
    struct scripts scripts;
    enum kit_status status = scripts_read(wanted, &scripts);
    if (status == KIT_OK)
        list_print(&scripts, wanted->programs);
    scripts_free(&scripts);
    return status == KIT_OK ? EXIT_PASSED : EXIT_USAGE;
}

enum kit_exit command_run(const struct options *options)
{
    struct scripts_wanted wanted = scripts_wanted_of(options);
    struct suite_settings settings = suite_settings_of(options);
    struct suite *suite = NULL;
    struct scripts scripts = {0};
    struct kit_error err;
    enum kit_exit code = EXIT_USAGE;
    if (options->lists)
        return list_scripts(&wanted);
    enum kit_status status = suite_begin(&suite, &settings, &err);
    if (status != KIT_OK)
        code = exit_with_message(&err);
    else
        status = scripts_read(&wanted, &scripts);
    if (status == KIT_OK)
        code = run_scripts(suite, &scripts);
    else
        os_complain("lifeline: nothing was run");
    suite_free(suite);
    scripts_free(&scripts);
    return code;
}
