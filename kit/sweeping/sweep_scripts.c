#include "kit/sweeping/sweep_scripts.h"
#include "kit/tell/sweep_paths.h"

#include <stdlib.h>
#include <string.h>

static char *path_of_point(const struct script *base, const char *line)
{
    char path[OS_PATH * 2];
    struct text text = text_over(path, sizeof path);
    sweep_path_of_point(base->path, line, &text);
    return _strdup(path);
}

static enum kit_status make_script(const struct script *base, const struct sweep_point *point,
                                   struct script *out, struct kit_error *err)
{
    size_t room = base->size + SWEEP_GROWS;
    char line[SWEEP_LINE];
    struct text text = text_over(line, sizeof line);
    sweep_line(base->scenario, point, &text);
    *out = (struct script){.path = path_of_point(base, line),
                           .point = _strdup(line),
                           .text = malloc(room),
                           .like = base->scenario};
    if (!out->path || !out->point || !out->text)
        return kit_fail(err, KIT_FULL, "no memory for the scenarios of a sweep");
    text = text_over(out->text, room);
    sweep_text(base->scenario, base->text, base->size, point, &text);
    out->size = text.length;
    return KIT_OK;
}

enum kit_status sweep_scripts_make(const struct script *base, struct sweep_results *results,
                                   size_t from, struct scripts *to, struct kit_error *err)
{
    enum kit_status status = KIT_OK;
    size_t most = results->count - from;
    free(results->open);
    to->all = calloc(most + 1, sizeof *to->all);
    results->open = calloc(most + 1, sizeof *results->open);
    if (!to->all || !results->open)
        return kit_fail(err, KIT_FULL, "no memory for the scenarios of a sweep");
    for (size_t i = from; i < results->count && status == KIT_OK; i++) {
        if (results->all[i].state != SWEEP_OPEN)
            continue;
        results->open[to->count] = i;
        status = make_script(base, &results->all[i].point, &to->all[to->count++], err);
    }
    return status;
}
