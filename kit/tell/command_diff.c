/* diff: where two runs part. */
#include "kit/derive/difference.h"
#include "kit/os/console.h"
#include "kit/tell/options.h"
#include "kit/tell/outcome.h"
#include "kit/tell/told_log.h"

#include <stdlib.h>

static enum kit_status compare_logs(char *const paths[2], bool *same, struct kit_error *err)
{
    struct told_log a = {0}, b = {0};
    char *room = malloc(DIFFERENCE_MOST);
    enum kit_status status =
        room ? KIT_OK : kit_fail(err, KIT_FULL, "no memory to compare two logs");
    if (status == KIT_OK)
        status = told_log_read(paths[0], false, &a, err);
    if (status == KIT_OK)
        status = told_log_read(paths[1], false, &b, err);
    if (status == KIT_OK) {
        struct text text = text_over(room, DIFFERENCE_MOST);
        const struct compared_run left = {paths[0], &a.log, a.scenario};
        const struct compared_run right = {paths[1], &b.log, b.scenario};
        status = difference_write(&text, &left, &right, same, err);
    }
    if (status == KIT_OK)
        os_tell(stdout, room);
    told_log_free(&a);
    told_log_free(&b);
    free(room);
    return status;
}

enum kit_exit command_diff(const struct options *options)
{
    struct kit_error err;
    bool same = false;
    enum kit_status status = KIT_OK;
    if (options->path_count != 2)
        status = kit_fail(&err, KIT_BAD_INPUT,
                          "'diff' needs two logs, such as: diff green.jsonl red.jsonl");
    if (status == KIT_OK)
        status = compare_logs(options->paths, &same, &err);
    if (status == KIT_OK)
        return same ? EXIT_PASSED : EXIT_FAILED;
    os_complain("lifeline: %s", err.text);
    return EXIT_USAGE;
}
