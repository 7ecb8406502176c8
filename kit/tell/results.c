#include "kit/tell/results.h"
#include "kit/os/console.h"

#include <stdlib.h>
#include <string.h>

struct kept_run {
    struct report_run as;
    char *texts; /* all texts that it points to except the path, one after another */
};

static enum kit_status begin_one(struct results *results, int format, struct kit_error *err)
{
    struct kit_error why;
    enum kit_status status = os_output_begin(&results->outputs[format], results->paths[format],
                                             report_targets[format]->first, &why);
    if (status == KIT_OK)
        return KIT_OK;
    return kit_fail(err, KIT_BAD_INPUT,
                    "no report can be written: %.500s; give another file with --%s", why.text,
                    report_format_words[format]);
}

/* Only after all reports could be created, so that a refused command changes nothing. */
static enum kit_status remove_earlier(const struct results *results, struct kit_error *err)
{
    enum kit_status status = KIT_OK;
    for (int i = 0; i < REPORT_FORMAT_COUNT && status == KIT_OK; i++) {
        if (results->paths[i])
            status = os_file_remove(results->paths[i], err);
    }
    return status;
}

enum kit_status results_begin(struct results *results,
                              const char *const paths[REPORT_FORMAT_COUNT],
                              struct kit_error *err)
{
    enum kit_status status = KIT_OK;
    *results = (struct results){.count = 0};
    for (int i = 0; i < REPORT_FORMAT_COUNT && status == KIT_OK; i++) {
        results->paths[i] = paths[i];
        if (paths[i])
            status = begin_one(results, i, err);
    }
    return status == KIT_OK ? remove_earlier(results, err) : status;
}

static bool any_report_is_wanted(const struct results *results)
{
    for (int i = 0; i < REPORT_FORMAT_COUNT; i++) {
        if (results->outputs[i].file)
            return true;
    }
    return false;
}

static struct kept_run *grow_results(struct results *results)
{
    if (results->count == results->room) {
        size_t room = results->room ? results->room * 2 : 64;
        struct kept_run *all = realloc(results->all, room * sizeof *all);
        if (!all)
            return NULL;
        results->all = all;
        results->room = room;
    }
    return &results->all[results->count];
}

/* Copies the text to *at and moves *at behind the copy. */
static void keep_text(const char **text, char **at)
{
    size_t size = strlen(*text) + 1;
    memcpy(*at, *text, size);
    *text = *at;
    *at += size;
}

static bool copy_run(struct kept_run *to, const struct report_run *run)
{
    const char **texts[] = {&to->as.message, &to->as.excerpt, &to->as.log, &to->as.point};
    size_t size = 0;
    to->as = *run;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        size += strlen(*texts[i]) + 1;
    char *at = to->texts = malloc(size);
    for (size_t i = 0; at && i < sizeof texts / sizeof *texts; i++)
        keep_text(texts[i], &at);
    return to->texts != NULL;
}

void results_add(struct results *results, const struct report_run *run)
{
    if (!any_report_is_wanted(results))
        return;
    struct kept_run *to = grow_results(results);
    if (to && copy_run(to, run))
        results->count++;
    else
        results->lost = true;
}

static int by_path_and_run(const void *a, const void *b)
{
    const struct report_run *left = &((const struct kept_run *)a)->as;
    const struct report_run *right = &((const struct kept_run *)b)->as;
    int order = strcmp(left->path, right->path);
    if (order != 0)
        return order;
    return (left->repetition > right->repetition) - (left->repetition < right->repetition);
}

/* The state of a format while it is written. */
struct writing {
    const struct report_target *target;
    struct report_whole whole;
    FILE *file;
    char *room;
};

static struct text empty_piece(const struct writing *w)
{
    return text_over(w->room, REPORT_PIECE_MOST);
}

static void write_all(const struct results *results, const struct writing *w)
{
    struct text text = empty_piece(w);
    w->target->begin(&text, &w->whole);
    fputs(w->room, w->file);
    for (size_t i = 0; i < results->count; i++) {
        text = empty_piece(w);
        w->target->run(&text, &w->whole, &results->all[i].as, i + 1);
        fputs(w->room, w->file);
    }
    text = empty_piece(w);
    w->target->end(&text, &w->whole);
    fputs(w->room, w->file);
}

static enum kit_status write_report_file(struct results *results, int format,
                                         const struct report_whole *whole,
                                         struct kit_error *err)
{
    struct writing w = {.target = report_targets[format],
                        .whole = *whole,
                        .file = results->outputs[format].file,
                        .room = malloc(REPORT_PIECE_MOST)};
    if (!w.room || results->lost) {
        free(w.room);
        return kit_fail(err, KIT_FULL, "no memory for the report '%.200s'",
                        results->paths[format]);
    }
    write_all(results, &w);
    free(w.room);
    return os_output_end(&results->outputs[format], err);
}

void results_drop(struct results *results)
{
    for (int i = 0; i < REPORT_FORMAT_COUNT; i++) {
        os_output_drop(&results->outputs[i]);
    }
    for (size_t i = 0; i < results->count; i++)
        free(results->all[i].texts);
    free(results->all);
    *results = (struct results){.count = 0};
}

enum kit_status results_end(struct results *results, const struct report_totals *totals,
                            int64_t took_ns, struct kit_error *err)
{
    struct report_whole whole = {
        .totals = *totals, .count = results->count, .took_ns = took_ns};
    enum kit_status status = KIT_OK;
    if (results->count > 0)
        qsort(results->all, results->count, sizeof *results->all, by_path_and_run);
    for (int i = 0; i < REPORT_FORMAT_COUNT; i++) {
        struct kit_error why;
        if (!results->outputs[i].file || write_report_file(results, i, &whole, &why) == KIT_OK)
            continue;
        if (status == KIT_OK)
            status = kit_fail(err, why.status, "%s", why.text);
        else
            os_complain("lifeline: %s", why.text);
    }
    results_drop(results);
    return status;
}
