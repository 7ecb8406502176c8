#include "kit/sweeping/sweep_scripts.h"
#include "kit/scenario/inject_text.h"
#include "kit/tell/sweep_paths.h"

#include <stdlib.h>
#include <string.h>

enum kit_status sweep_scripts_inject(struct script *script, const char *programs,
                                     struct kit_error *err)
{
    struct script injected;
    size_t room = script->size + INJECT_GROWS + 1;
    char *bytes = malloc(room);
    if (!bytes)
        return kit_fail(err, KIT_FULL, "no memory to read '%.200s'", script->path);
    struct text text = text_over(bytes, room);
    inject_text(script->scenario, script->text, script->size, &text);
    enum kit_status status =
        script_read(script->path, bytes, text.length, programs, &injected, err);
    if (status == KIT_OK && !inject_text_has_use(script->scenario))
        status = kit_fail(err, KIT_BAD_INPUT,
                          "%.250s: no program of this file stands in quotes, and those of the "
                          "kit have a probe; leave --inject out",
                          script->path);
    if (status != KIT_OK) {
        script_free(&injected);
        return status;
    }
    script_free(script);
    *script = injected;
    return KIT_OK;
}

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
