#include "kit/tell/sweep_pairs.h"
#include "kit/files/log_files.h"
#include "kit/sweep/sweep.h"
#include "kit/tell/sweep_paths.h"

#include <stdlib.h>
#include <string.h>

/*
 * Whether the log is of the run of this point, and not from an earlier sweep of another text.
 */
static bool log_is_of_point(const struct sweep_pairs_source *source,
                            const struct sweep_point *point, const struct log *log)
{
    size_t room = source->size + 2 * SWEEP_LINE + 2 * SCENARIO_SWEEPS;
    char *bytes = malloc(room);
    if (!bytes)
        return false;
    struct text text = text_over(bytes, room);
    sweep_text(source->scenario, source->text, source->size, point, &text);
    bool is = log->header.scenario_size == text.length &&
              memcmp(log->header.scenario, bytes, text.length) == 0;
    free(bytes);
    return is;
}

/* False if there is no such log. If there is one, call log_free. */
static bool load_log_of_point(const struct sweep_pairs_source *source,
                              const struct sweep_point *first, struct log *log)
{
    struct kit_error ignored;
    char line[SWEEP_LINE], path[OS_PATH];
    struct text text = text_over(line, sizeof line);
    sweep_line(source->scenario, first, &text);
    *log = (struct log){.event_count = 0};
    if (sweep_log_of_point(source->folder, source->path, line, path, &ignored) != KIT_OK ||
        !os_is_file(path) || log_load(path, log, &ignored) != KIT_OK)
        return false;
    if (!log->is_cut && log_is_of_point(source, first, log))
        return true;
    log_free(log);
    return false;
}

bool sweep_pairs_has_log(const struct sweep_pairs_source *source,
                         const struct sweep_point *first)
{
    struct log log;
    bool has = load_log_of_point(source, first, &log);
    if (has)
        log_free(&log);
    return has;
}

static enum kit_status add_pairs_of_first(const struct sweep_pairs_source *source,
                                          const struct sweep_point *first,
                                          struct sweep_pairs *out, struct kit_error *err)
{
    struct log log;
    if (!load_log_of_point(source, first, &log))
        return KIT_OK;
    size_t room = sweep_seconds(source->scenario, first, log.events, log.event_count, NULL, 0);
    struct sweep_point *pairs = realloc(out->pairs, (out->count + room + 1) * sizeof *pairs);
    if (pairs) {
        out->pairs = pairs;
        sweep_seconds(source->scenario, first, log.events, log.event_count, pairs + out->count,
                      room);
        out->count += sweep_pairs_obeyed(source->scenario, source->events, source->event_count,
                                         pairs + out->count, room);
    }
    log_free(&log);
    return pairs ? KIT_OK : kit_fail(err, KIT_FULL, "no memory for the pairs of a sweep");
}

enum kit_status sweep_pairs_find(const struct sweep_pairs_source *source,
                                 const struct sweep_point *points, size_t count,
                                 struct sweep_pairs *out, struct kit_error *err)
{
    enum kit_status status = KIT_OK;
    size_t firsts = 0;
    *out = (struct sweep_pairs){.firsts = calloc(count + 1, sizeof *out->firsts)};
    if (!out->firsts)
        return kit_fail(err, KIT_FULL, "no memory for the pairs of a sweep");
    for (size_t i = 0; i < count; i++) {
        if (points[i].owed)
            out->firsts[firsts++] = points[i];
    }
    firsts = sweep_order(source->scenario, out->firsts, firsts);
    for (size_t i = 0; i < firsts && status == KIT_OK; i++)
        status = add_pairs_of_first(source, &out->firsts[i], out, err);
    if (status == KIT_OK)
        out->count = sweep_pairs_order(out->pairs, out->count);
    return status;
}

void sweep_pairs_free(struct sweep_pairs *pairs)
{
    free(pairs->firsts);
    free(pairs->pairs);
    *pairs = (struct sweep_pairs){.count = 0};
}
