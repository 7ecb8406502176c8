/* report: logs as a page for people, as a summary for CI, as a trace. */
#include "kit/files/log_files.h"
#include "kit/os/console.h"
#include "kit/os/output.h"
#include "kit/tell/options.h"
#include "kit/tell/outcome.h"

#include <stdlib.h>

/* A log and its verdict: the worst are written first. */
struct report_row {
    const char *path;
    enum kit_verdict verdict;
    size_t order; /* as it was given */
};

struct report_files {
    struct os_output of[PAGE_TARGET_COUNT]; /* those without a file are not wanted */
    struct page_out out[PAGE_TARGET_COUNT];
};

static int by_severity(const void *a, const void *b)
{
    const struct report_row *left = a, *right = b;
    if (left->verdict != right->verdict)
        return left->verdict < right->verdict ? 1 : -1;
    return (left->order > right->order) - (left->order < right->order);
}

/* A log that cannot be read becomes a run without a verdict; *read is false then. */
static enum kit_status read_reported_run(const char *path, struct judged_run *run, bool *read,
                                         struct kit_error *err)
{
    struct log log = {.event_count = 0};
    struct kit_error why;
    enum kit_status status = KIT_OK;
    *read = log_load_readable(path, &log, &why) == KIT_OK;
    if (*read)
        status = judged_run_make(run, path, &log, err);
    else
        judged_run_unread(run, path, why.text);
    run->is_replay = log_is_replay(path);
    struct text differs = text_over(run->differs, sizeof run->differs);
    bool is_whole = run->log.has_judgement && run->log.damaged == 0;
    if (status == KIT_OK && is_whole && run->result)
        judgements_agree(&run->log.judgement, &run->result->judgement, &differs);
    return status;
}

/* Judges each log, and counts the verdicts. */
static enum kit_status take_verdicts(struct report_row *rows, size_t count,
                                     struct page_totals *totals, enum kit_exit *code,
                                     struct kit_error *err)
{
    enum kit_status status = KIT_OK;
    for (size_t i = 0; i < count && status == KIT_OK; i++) {
        struct judged_run run;
        bool read;
        status = read_reported_run(rows[i].path, &run, &read, err);
        if (!read) {
            os_complain("lifeline: %s", run.trouble);
            *code = EXIT_USAGE;
        }
        if (log_damage_complained(rows[i].path, &run.log))
            *code = EXIT_USAGE;
        rows[i].verdict = judged_run_verdict(&run);
        page_totals_add(totals, rows[i].verdict, run.is_replay);
        judged_run_free(&run);
    }
    qsort(rows, count, sizeof *rows, by_severity);
    return status;
}

/* ---- the files ---- */

static void put_into_file(void *file, const char *bytes, size_t size)
{
    fwrite(bytes, 1, size, file);
}

static enum kit_status begin_reports(struct report_files *files, const struct options *options,
                                     struct kit_error *err)
{
    enum kit_status status = KIT_OK;
    const char *paths[PAGE_TARGET_COUNT];
    bool any = false;
    options_pages(options, paths);
    for (int i = 0; i < PAGE_TARGET_COUNT && status == KIT_OK; i++) {
        if (!paths[i])
            continue;
        any = true;
        status = os_output_begin(&files->of[i], paths[i], page_targets[i]->first, err);
        if (status == KIT_OK && !page_out_new(&files->out[i], put_into_file, files->of[i].file))
            status = kit_fail(err, KIT_FULL, "no memory to write '%.200s'", paths[i]);
    }
    if (status == KIT_OK && !any)
        return kit_fail(err, KIT_BAD_INPUT,
                        "nothing says what to write; give --output FILE.html, --markdown FILE "
                        "or --trace FILE.json");
    return status;
}

static enum kit_status write_reported_runs(struct report_files *files,
                                           const struct report_row *rows, size_t count,
                                           struct kit_error *err)
{
    enum kit_status status = KIT_OK;
    for (size_t i = 0; i < count && status == KIT_OK; i++) {
        struct judged_run run;
        bool read;
        status = read_reported_run(rows[i].path, &run, &read, err);
        for (int k = 0; k < PAGE_TARGET_COUNT && status == KIT_OK; k++) {
            if (files->of[k].file)
                page_targets[k]->run(&files->out[k], &run, i + 1);
        }
        judged_run_free(&run);
    }
    return status;
}

static enum kit_status write_reports(struct report_files *files, const struct report_row *rows,
                                     const struct page_totals *totals, struct kit_error *err)
{
    for (int i = 0; i < PAGE_TARGET_COUNT; i++) {
        if (files->of[i].file)
            page_targets[i]->begin(&files->out[i], totals);
    }
    enum kit_status status = write_reported_runs(files, rows, totals->count, err);
    for (int i = 0; i < PAGE_TARGET_COUNT && status == KIT_OK; i++) {
        if (!files->of[i].file)
            continue;
        page_targets[i]->end(&files->out[i], totals);
        status = os_output_end(&files->of[i], err);
        if (status == KIT_OK)
            os_say(stdout, "wrote %s", files->of[i].path);
    }
    return status;
}

static void end_reports(struct report_files *files)
{
    for (int i = 0; i < PAGE_TARGET_COUNT; i++) {
        os_output_drop(&files->of[i]);
        page_out_free(&files->out[i]);
    }
}

/* ---- the command ---- */

static enum kit_status report_logs(const struct log_paths *paths, struct report_files *files,
                                   enum kit_exit *code, struct kit_error *err)
{
    struct page_totals totals = {.count = 0};
    char closing[256];
    struct text text = text_over(closing, sizeof closing);
    struct report_row *rows = calloc(paths->count, sizeof *rows);
    if (!rows)
        return kit_fail(err, KIT_FULL, "no memory for %lu logs", (unsigned long)paths->count);
    for (size_t i = 0; i < paths->count; i++)
        rows[i] = (struct report_row){.path = paths->all[i], .order = i};
    enum kit_status status = take_verdicts(rows, paths->count, &totals, code, err);
    if (status == KIT_OK)
        status = write_reports(files, rows, &totals, err);
    free(rows);
    page_totals_text(&totals, &text);
    if (status == KIT_OK)
        os_say(stdout, "%s", closing);
    return status;
}

enum kit_exit command_report(const struct options *options)
{
    static struct report_files files;
    struct log_paths paths;
    struct kit_error err;
    enum kit_exit code = EXIT_PASSED;
    enum kit_status status =
        log_paths_read(options->paths, options->path_count, true, &paths, &err);
    if (status == KIT_OK)
        status = begin_reports(&files, options, &err);
    if (status == KIT_OK)
        status = report_logs(&paths, &files, &code, &err);
    end_reports(&files);
    log_paths_free(&paths);
    return status == KIT_OK ? code : exit_with_message(&err);
}
