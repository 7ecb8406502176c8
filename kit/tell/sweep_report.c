#include "kit/tell/sweep_report.h"
#include "kit/base/strings.h"
#include "kit/os/console.h"
#include "kit/tell/sweep_paths.h"

#include <stdlib.h>
#include <string.h>

#define MAP_MOST  ((size_t)4 << 20)
#define PAGE_MOST ((size_t)256 << 20)

enum kit_status sweep_report_begin(struct sweep_report *report, const char *path,
                                   struct kit_error *err)
{
    struct kit_error why;
    *report = (struct sweep_report){.page = {.file = NULL}};
    if (!path)
        return KIT_OK;
    if (os_output_begin(&report->page, path, SWEEP_PAGE_FIRST, &why) == KIT_OK &&
        os_file_remove(path, &why) == KIT_OK)
        return KIT_OK;
    return kit_fail(err, KIT_BAD_INPUT,
                    "no page can be written: %.500s; give another file with --page", why.text);
}

void sweep_report_end(struct sweep_report *report)
{
    os_output_drop(&report->page);
}

/* ---- the page ---- */

/* The absolute path of the page's folder, with its last separator. */
static enum kit_status page_folder(const struct sweep_report *report, char to[OS_PATH],
                                   struct kit_error *err)
{
    enum kit_status status = os_path_whole(report->page.path, to, err);
    if (status == KIT_OK)
        to[path_file_name(to) - to] = 0;
    return status;
}

/* The path of a run's log, and the link to it from a page in this folder, if the log exists. */
static enum kit_status find_log(const struct scenario *scenario, const char *folder,
                                struct sweep_result *result, struct kit_error *err)
{
    char line[SWEEP_LINE], path[OS_PATH], whole[OS_PATH], link[OS_PATH * 4];
    struct text text = text_over(line, sizeof line), address = text_over(link, sizeof link);
    sweep_line(scenario, &result->point, &text);
    enum kit_status status =
        sweep_log_of_point(result->folder, scenario->path, line, path, err);
    if (status != KIT_OK || !os_is_file(path))
        return status;
    status = os_path_whole(path, whole, err);
    if (status != KIT_OK)
        return status;
    sweep_page_link(folder, whole, &address);
    result->log = copy_string(path);
    result->link = address.length > 0 ? copy_string(link) : NULL;
    if (!result->log || (address.length > 0 && !result->link))
        return kit_fail(err, KIT_FULL, "no memory for the page of the sweep");
    return KIT_OK;
}

static enum kit_status find_logs(const struct sweep_report *report,
                                 const struct scenario *scenario, struct sweep_result *results,
                                 size_t count, struct kit_error *err)
{
    char folder[OS_PATH];
    enum kit_status status = page_folder(report, folder, err);
    for (size_t i = 0; i < count && status == KIT_OK; i++) {
        struct sweep_result *result = &results[i];
        if (result->folder && result->state != SWEEP_OPEN && result->state != SWEEP_PASSED)
            status = find_log(scenario, folder, result, err);
    }
    return status;
}

static void forget_logs(struct sweep_result *results, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free((char *)(uintptr_t)results[i].log);
        free((char *)(uintptr_t)results[i].link);
        results[i].log = results[i].link = NULL;
    }
}

/* A cut text counts as empty, so that the caller makes more room for it. */
static char *page_text(const struct sweep_page *page)
{
    for (size_t size = MAP_MOST; size <= PAGE_MOST; size *= 4) {
        char *room = malloc(size);
        if (!room)
            return NULL;
        struct text text = text_over(room, size);
        sweep_page(page, &text);
        if (!text.cut)
            return room;
        free(room);
    }
    return NULL;
}

static enum kit_status write_page(struct sweep_report *report, const struct sweep_page *page,
                                  struct kit_error *err)
{
    char *text = page_text(page);
    if (!text)
        return kit_fail(err, KIT_FULL, "no memory for the page '%.200s'", report->page.path);
    fputs(text, report->page.file);
    free(text);
    return os_output_end(&report->page, err);
}

/* ---- the terminal ---- */

static enum kit_status show_text(const struct coverage *coverage, struct sweep_result *results,
                                 size_t count, struct kit_error *err)
{
    char *room = malloc(MAP_MOST);
    if (!room)
        return kit_fail(err, KIT_FULL, "no memory for the map of the sweep");
    struct text text = text_over(room, MAP_MOST);
    sweep_map(coverage->scenario, results, count, &text);
    size_t before = text.length;
    coverage_text(coverage, &text);
    text_add(&text, "%s", text.length > before ? "\n" : "");
    os_tell(stdout, room);
    /* A map that is too long for its buffer is cut; the closing line is not. */
    text = text_over(room, MAP_MOST);
    sweep_closing(results, count, &text);
    os_tell(stdout, room);
    free(room);
    return KIT_OK;
}

void sweep_report_nothing(const char *scenario_path)
{
    os_complain(
        "lifeline: %s: the sweep is vacuous: in the run without faults no actor that it "
        "names came to a step at which it can strike; name steps and faults of a program "
        "with the probe, or strike after a time, such as `after 500ms kill app`",
        scenario_path);
}

enum kit_status sweep_report_show(struct sweep_report *report, struct sweep_page page,
                                  struct coverage *coverage, struct sweep_result *results,
                                  size_t count, struct kit_error *err)
{
    coverage_take(coverage, results, count);
    sweep_sort(results, count);
    page.coverage = coverage;
    page.results = results;
    page.count = count;
    enum kit_status status = show_text(coverage, results, count, err);
    if (status != KIT_OK || !report->page.file)
        return status;
    status = find_logs(report, coverage->scenario, results, count, err);
    if (status == KIT_OK)
        status = write_page(report, &page, err);
    forget_logs(results, count);
    return status;
}
