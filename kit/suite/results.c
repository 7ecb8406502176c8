#include "kit/suite/results.h"
#include "kit/os/file.h"
#include "kit/report/junit.h"

#include <stdlib.h>
#include <string.h>

struct result {
    struct junit_case as; /* message and story are our own, or NULL */
};

enum kit_status results_begin(struct results *results, const char *path, struct kit_error *err)
{
    struct kit_error why;
    *results = (struct results){.path = path};
    if (!path)
        return KIT_OK;
    if (os_file_create(path, &results->file, &why) == KIT_OK)
        return KIT_OK;
    return kit_fail(err, KIT_BAD_INPUT,
                    "no report can be written: %.500s; give another file with --junit",
                    why.text);
}

static struct result *make_room(struct results *results)
{
    if (results->count == results->room) {
        size_t room = results->room ? results->room * 2 : 64;
        struct result *all = realloc(results->all, room * sizeof *all);
        if (!all)
            return NULL;
        results->all = all;
        results->room = room;
    }
    return &results->all[results->count];
}

void results_add(struct results *results, const char *path, uint32_t repetition,
                 enum kit_verdict verdict, int64_t took_ns, const char *message,
                 const char *story)
{
    if (!results->path)
        return;
    struct result *result = make_room(results);
    if (!result) {
        results->lost = true;
        return;
    }
    results->count++;
    bool told = verdict != VERDICT_PASS;
    *result = (struct result){{.path = path,
                               .repetition = repetition,
                               .verdict = verdict,
                               .took_ns = took_ns,
                               .message = told ? _strdup(message ? message : "") : NULL,
                               .story = told ? _strdup(story ? story : "") : NULL}};
    results->lost |= told && (!result->as.message || !result->as.story);
}

static int by_path_and_run(const void *a, const void *b)
{
    const struct junit_case *left = &((const struct result *)a)->as;
    const struct junit_case *right = &((const struct result *)b)->as;
    int order = strcmp(left->path, right->path);
    if (order != 0)
        return order;
    return (left->repetition > right->repetition) - (left->repetition < right->repetition);
}

static void write_all(struct results *results, const struct report_totals *totals,
                      int64_t took_ns, char *room)
{
    struct text text = text_over(room, JUNIT_PIECE_MOST);
    junit_begin(&text, totals, took_ns);
    fputs(room, results->file);
    for (size_t i = 0; i < results->count; i++) {
        text = text_over(room, JUNIT_PIECE_MOST);
        junit_case(&text, &results->all[i].as);
        fputs(room, results->file);
    }
    text = text_over(room, JUNIT_PIECE_MOST);
    junit_end(&text);
    fputs(room, results->file);
}

static enum kit_status write_report(struct results *results, const struct report_totals *totals,
                                    int64_t took_ns, struct kit_error *err)
{
    char *room = malloc(JUNIT_PIECE_MOST);
    if (!room || results->lost) {
        free(room);
        return kit_fail(err, KIT_FULL, "no memory for the report '%.200s'", results->path);
    }
    qsort(results->all, results->count, sizeof *results->all, by_path_and_run);
    write_all(results, totals, took_ns, room);
    free(room);
    if (fflush(results->file) != 0 || ferror(results->file))
        return kit_fail(err, KIT_OS, "the report '%.200s' could not be written; is there room?",
                        results->path);
    return KIT_OK;
}

void results_drop(struct results *results)
{
    if (results->file)
        fclose(results->file);
    for (size_t i = 0; i < results->count; i++) {
        free((char *)(uintptr_t)results->all[i].as.message);
        free((char *)(uintptr_t)results->all[i].as.story);
    }
    free(results->all);
    *results = (struct results){0};
}

enum kit_status results_end(struct results *results, const struct report_totals *totals,
                            int64_t took_ns, struct kit_error *err)
{
    enum kit_status status =
        results->file ? write_report(results, totals, took_ns, err) : KIT_OK;
    results_drop(results);
    return status;
}
