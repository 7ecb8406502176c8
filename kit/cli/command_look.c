/* look: runs a program without a fault, and shows what it is made of; with --inject once more,
 * and shows what its processes say to each other. */
#include "kit/cli/look_run.h"
#include "kit/os/console.h"
#include "kit/tell/outcome.h"

#include <stdlib.h>

static enum kit_exit show(const struct look_run *run)
{
    char *room = malloc(LOOK_PAGE);
    if (!room) {
        os_complain("lifeline: no memory for the page");
        return EXIT_TROUBLED;
    }
    struct text page = text_over(room, LOOK_PAGE);
    const struct look_events seen = {run->outcome.events, run->outcome.event_count};
    const struct look_events calls = {run->calls.events, run->calls.event_count};
    look_page(&page, &run->program, &run->look, &seen, run->program.injected ? &calls : NULL,
              run->outcome.took_ns);
    os_tell(stdout, room);
    free(room);
    return EXIT_PASSED;
}

enum kit_exit command_look(const struct options *options)
{
    struct kit_error err;
    if (options->path_count == 0 || !options->paths[0][0]) {
        os_complain("lifeline: 'look' needs a program, such as: look app.exe --flag");
        return EXIT_USAGE;
    }
    struct look_run *run = look_run_new(options);
    enum kit_status status = run ? look_run_make(run, options, &err)
                                 : kit_fail(&err, KIT_FULL, "no memory to look at a program");
    if (status == KIT_OK && options->injects)
        status = look_run_calls(run, options, &err);
    enum kit_exit code = status == KIT_OK ? show(run) : exit_with_message(&err);
    look_run_free(run);
    return code;
}
