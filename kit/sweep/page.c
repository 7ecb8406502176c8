#include "kit/sweep/page.h"
#include "kit/base/command.h"
#include "kit/base/markup.h"

#include <ctype.h>
#include <string.h>

/* The maximum of points that a cell names one by one. For further ones it shows how many. */
#define CELL_LINKS 3u

/*
 * Each state is also written out, so that a reader need not see the colours. Print always uses
 * the colours of a light screen.
 */
static const char style[] =
    ":root{color-scheme:light dark;--ink:#1a1a1a;--paper:#fff;--line:#b5b5b5;--soft:#f4f4f4;"
    "--bad:#7a1710;--bad-paper:#fbe2df;--odd:#5c4300;--odd-paper:#fdf0cf;--good:#134a27}\n"
    "@media (prefers-color-scheme:dark){:root{--ink:#e8e8e8;--paper:#151515;--line:#5a5a5a;"
    "--soft:#222;--bad:#ffc2ba;--bad-paper:#4d1712;--odd:#ffe3a1;--odd-paper:#453400;"
    "--good:#a9e3bb}}\n"
    "body{margin:0 auto;max-width:90rem;padding:1rem;color:var(--ink);"
    "background:var(--paper);font:1rem/1.5 system-ui,sans-serif}\n"
    "h1,h2,h3{line-height:1.25;overflow-wrap:anywhere}\n"
    ".wide{overflow-x:auto}\n"
    "table{border-collapse:collapse;font-variant-numeric:tabular-nums}\n"
    "caption{padding:.5rem 0;text-align:left}\n"
    "th,td{border:1px solid var(--line);padding:.2rem .5rem;text-align:right;"
    "vertical-align:top;white-space:nowrap}\n"
    "thead th{background:var(--soft)}\n"
    "thead th:first-child,tbody th,.words{text-align:left}\n"
    "tbody th{position:sticky;left:0;background:var(--paper);font-weight:normal}\n"
    "td.words{min-width:12rem;white-space:normal}\n"
    "td.passed{color:var(--good)}\n"
    "td.failed,td.not-judged{color:var(--bad);background:var(--bad-paper);font-weight:bold}\n"
    "td.not-reached,td.not-run{color:var(--odd);background:var(--odd-paper)}\n"
    "td a{color:inherit}\n"
    "code,pre{font-family:ui-monospace,monospace;overflow-wrap:anywhere}\n"
    "pre{overflow-x:auto;padding:.75rem;background:var(--soft)}\n"
    "li{margin-bottom:.5rem}\n"
    "@media print{:root{color-scheme:light;--ink:#000;--paper:#fff;--line:#888;--soft:#eee;"
    "--bad:#7a1710;--bad-paper:#fbe2df;--odd:#5c4300;--odd-paper:#fdf0cf;--good:#134a27}\n"
    "body{max-width:none;padding:0;font-size:.75rem}.wide{overflow:visible}"
    "tr{break-inside:avoid}th,td.passed,td.words{white-space:normal}pre{white-space:pre-wrap}}"
    "\n";

static void add_html_text(struct text *to, const char *from)
{
    markup_add(to, from, false);
}

static void add_name_element(struct text *to, const char *element, const char *name)
{
    text_add(to, "<%s>", element);
    add_html_text(to, name);
    text_add(to, "</%s>", element);
}

/* ---- the place of a log ---- */

static bool is_separator(char c)
{
    return c == '/' || c == '\\';
}

/*
 * How many of the first bytes of both paths are the same folders. The letter of a drive matches
 * in either case.
 */
static size_t common_length(const char *a, const char *b)
{
    size_t common = 0;
    for (size_t i = 0;; i++) {
        bool ends_a = !a[i] || is_separator(a[i]), ends_b = !b[i] || is_separator(b[i]);
        if (ends_a && ends_b)
            common = i;
        if (!a[i] || !b[i])
            return common;
        bool is_drive = i == 0 && a[1] == ':' && b[1] == ':';
        bool same = a[i] == b[i] || (ends_a && ends_b);
        if (!same &&
            !(is_drive && tolower((unsigned char)a[i]) == tolower((unsigned char)b[i])))
            return common;
    }
}

static void add_address(struct text *to, const char *path)
{
    for (; *path; path++) {
        unsigned char c = (unsigned char)*path;
        if (is_separator(*path))
            text_add(to, "/");
        else if (isalnum(c) || strchr("-._~", c))
            text_add(to, "%c", c);
        else
            text_add(to, "%%%02X", (unsigned)c);
    }
}

/* Whether a path begins with a drive, a share or the root, as all absolute paths do. */
static bool path_is_absolute(const char *path)
{
    return is_separator(path[0]) || (isalpha((unsigned char)path[0]) && path[1] == ':');
}

void sweep_page_link(const char *folder, const char *file, struct text *to)
{
    size_t common = common_length(folder, file);
    /* Two paths without a common drive or share have no common beginning, except the root. */
    bool is_share = is_separator(folder[0]) && is_separator(folder[1]);
    if (!path_is_absolute(folder) || !path_is_absolute(file) ||
        (common == 0 && !is_separator(folder[0])) || (common == 0 && !is_separator(file[0])) ||
        (is_share && common < 3))
        return;
    for (const char *at = folder + common; *at; at++) {
        if (is_separator(at[0]) && at[1])
            text_add(to, "../");
    }
    add_address(to, file + common + (is_separator(file[common]) ? 1 : 0));
}

/* ---- a table ---- */

/* A class for each state: its meaning, with - for blanks. */
static void add_class(struct text *to, enum sweep_state state)
{
    for (const char *at = sweep_state_meanings[state]; *at; at++)
        text_add(to, "%c", *at == ' ' ? '-' : *at);
}

/* The worst state in a cell. */
static enum sweep_state worst_state_in_cell(const struct sweep_cell *cell)
{
    static const enum sweep_state order[] = {SWEEP_FAILED, SWEEP_TROUBLED, SWEEP_UNREACHED,
                                             SWEEP_OPEN};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        if (cell->in[order[i]] > 0)
            return order[i];
    }
    return SWEEP_PASSED;
}

/* The points of the lists below the tables, with their logs. */
static bool is_listed(const struct sweep_result *result)
{
    return result->state != SWEEP_PASSED && result->state != SWEEP_OPEN;
}

static size_t index_of(const struct sweep_page *page, const struct sweep_result *result)
{
    return (size_t)(result - page->results) + 1;
}

/* Links to the point's log or, if there is none, to the point's entry below. */
static void add_point_link(const struct sweep_page *page, const struct sweep_result *result,
                           struct text *to)
{
    const struct scenario *scenario = page->coverage->scenario;
    char line[SWEEP_LINE];
    struct text text = text_over(line, sizeof line);
    sweep_line(scenario, &result->point, &text);
    text_add(to, "<br/><a href=\"");
    if (result->link)
        add_html_text(to, result->link);
    else
        text_add(to, "#point-%lu", (unsigned long)index_of(page, result));
    text_add(to, "\" title=\"");
    add_html_text(to, line);
    text_add(to, "\">#%u", (unsigned)result->point.occurrence);
    if (result->point.peer >= 0) {
        text_add(to, " for ");
        add_html_text(to, scenario->actors[result->point.peer].name);
    }
    if (result->point.drop != DROP_USUAL)
        text_add(to, " by %s", drop_words[result->point.drop - 1]);
    if (result->point.first) {
        text_add(to, " after %s at ", fault_words[result->point.first->fault]);
        add_html_text(to, result->point.first->step);
    }
    text_add(to, "</a>");
}

static void add_point_links(const struct sweep_page *page, const struct sweep_row *row,
                            enum kit_fault fault, struct text *to)
{
    size_t told = 0;
    const struct sweep_result *next = NULL;
    for (size_t i = 0; i < row->count; i++) {
        const struct sweep_result *result = &row->first[i];
        if (result->point.fault != fault || !is_listed(result))
            continue;
        if (told++ < CELL_LINKS)
            add_point_link(page, result, to);
        else if (!next)
            next = result;
    }
    if (next)
        text_add(to, "<br/><a href=\"#point-%lu\">and %lu more</a>",
                 (unsigned long)index_of(page, next), (unsigned long)(told - CELL_LINKS));
}

/* "7 passed", or "2 of 7 failed, 1 not run" and the names of these. */
static void add_page_cell(const struct sweep_page *page, const struct sweep_row *row,
                          enum kit_fault fault, struct text *to)
{
    struct sweep_cell cell = sweep_cell_of(row, fault);
    bool is_first = true;
    if (cell.made == 0) {
        text_add(to, "<td></td>");
        return;
    }
    text_add(to, "<td class=\"");
    add_class(to, worst_state_in_cell(&cell));
    text_add(to, "\">");
    for (int state = 0; state < SWEEP_STATES_COUNT; state++) {
        if (state == SWEEP_PASSED || cell.in[state] == 0)
            continue;
        text_add(to, "%s%lu ", is_first ? "" : ", ", (unsigned long)cell.in[state]);
        if (is_first)
            text_add(to, "of %lu ", (unsigned long)cell.made);
        text_add(to, "%s", sweep_state_meanings[state]);
        is_first = false;
    }
    if (is_first)
        text_add(to, "%lu passed", (unsigned long)cell.made);
    add_point_links(page, row, fault, to);
    text_add(to, "</td>");
}

static void add_page_row(const struct sweep_page *page, int table, const struct sweep_row *row,
                         struct text *to)
{
    long long median_ms, worst_ms;
    text_add(to, "<tr><th scope=\"row\">");
    add_html_text(to, row->name);
    text_add(to, "</th>");
    for (int i = 0; i < FAULT_COUNT; i++) {
        if (sweep_has_fault(page->results, page->count, table, (enum kit_fault)i))
            add_page_cell(page, row, (enum kit_fault)i, to);
    }
    if (sweep_times(row, &median_ms, &worst_ms))
        text_add(to, "<td>%lld</td><td>%lld</td></tr>\n", median_ms, worst_ms);
    else
        text_add(to, "<td></td><td></td></tr>\n");
}

static void add_head(const struct sweep_page *page, int table, const char *name,
                     struct text *to)
{
    text_add(to, "<section>\n<h2>");
    add_html_text(to, name);
    text_add(to, "</h2>\n<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"");
    add_html_text(to, name);
    text_add(to, "\">\n<table>\n<caption>");
    add_html_text(to, name);
    text_add(to, "%s</caption>\n<thead><tr><th scope=\"col\">struck at</th>",
             table < SCENARIO_ACTORS
                 ? ": how many runs passed or failed, by where the fault struck and by fault"
                 : ": how many runs passed or failed, by where the second strike of a pair "
                   "fell and by its fault");
    for (int i = 0; i < FAULT_COUNT; i++) {
        if (sweep_has_fault(page->results, page->count, table, (enum kit_fault)i))
            text_add(to, "<th scope=\"col\">%s</th>", fault_words[i]);
    }
    text_add(
        to, "<th scope=\"col\">told after ms</th><th scope=\"col\">at worst</th></tr></thead>\n"
            "<tbody>\n");
}

static void add_page_table(const struct sweep_page *page, int table, struct text *to)
{
    const struct scenario *scenario = page->coverage->scenario;
    struct sweep_row row = {0};
    char name[sizeof row.name];
    struct text heading = text_over(name, sizeof name);
    sweep_table_name(scenario, table, &heading);
    add_head(page, table, name, to);
    while (sweep_next_row(scenario, page->results, page->count, &row)) {
        if (sweep_table_of(&row.first->point) == table)
            add_page_row(page, table, &row, to);
    }
    text_add(to, "</tbody>\n</table>\n</div>\n</section>\n");
}

/* ---- below the tables ---- */

/* Quoted for the shells of both systems. */
static void add_command(struct text *to, const char *log)
{
    bool is_plain = true;
    for (const char *at = log; *at; at++)
        is_plain = is_plain && (isalnum((unsigned char)*at) || strchr("-._:/\\", *at));
    text_add(to, "<br/>\n<code>");
    add_html_text(to, command_name());
    text_add(to, " replay %s", is_plain ? "" : "&quot;");
    add_html_text(to, log);
    text_add(to, "%s</code>", is_plain ? "" : "&quot;");
}

static void add_point(const struct sweep_page *page, const struct sweep_result *result,
                      struct text *to)
{
    char line[SWEEP_LINE];
    struct text text = text_over(line, sizeof line);
    sweep_line(page->coverage->scenario, &result->point, &text);
    text_add(to, "<li id=\"point-%lu\">", (unsigned long)index_of(page, result));
    add_name_element(to, "code", line);
    if (result->link) {
        text_add(to, " <a href=\"");
        add_html_text(to, result->link);
        text_add(to, "\">log</a>");
    }
    if (result->log)
        add_command(to, result->log);
    text_add(to, "</li>\n");
}

static void add_page_list(const struct sweep_page *page, enum sweep_state state,
                          struct text *to)
{
    size_t count = sweep_count(page->results, page->count, state);
    if (count == 0)
        return;
    text_add(to, "<section>\n<h2>%lu %s</h2>\n<ul>\n", (unsigned long)count,
             sweep_state_meanings[state]);
    for (size_t i = 0; i < page->count; i++) {
        if (page->results[i].state == state)
            add_point(page, &page->results[i], to);
    }
    text_add(to, "</ul>\n</section>\n");
}

static void add_coverage(const struct sweep_page *page, struct text *to)
{
    text_add(to, "<section>\n<h2>What the sweep did not cover</h2>\n"
                 "<div class=\"wide\" role=\"region\" tabindex=\"0\" "
                 "aria-label=\"What the sweep did not cover\">\n<table>\n"
                 "<caption>What is possible, and is not on the map above</caption>\n"
                 "<thead><tr><th scope=\"col\">never</th>"
                 "<th scope=\"col\" class=\"words\">what</th>"
                 "<th scope=\"col\" class=\"words\">these are</th></tr></thead>\n<tbody>\n");
    for (int gap = 0; gap < COVERAGE_GAP_COUNT; gap++) {
        char list[2048];
        struct text text = text_over(list, sizeof list);
        coverage_gap(page->coverage, (enum coverage_gap)gap, &text);
        text_add(to, "<tr><th scope=\"row\">%s</th><td class=\"words\">", coverage_titles[gap]);
        add_html_text(to, text.length > 0 ? list : "nothing is missing");
        text_add(to, "</td><td class=\"words\">%s</td></tr>\n", coverage_meanings[gap]);
    }
    text_add(to, "</tbody>\n</table>\n</div>\n</section>\n");
}

/* Each line of a text. */
static void add_remarks(const char *remarks, struct text *to)
{
    char line[1024];
    text_add(to, "%s", remarks[0] ? "<ul>\n" : "");
    for (const char *at = remarks; *at;) {
        size_t length = strcspn(at, "\n");
        struct text text = text_over(line, sizeof line);
        text_add_bytes(&text, at, length);
        add_name_element(to, "li", line);
        text_add(to, "\n");
        at += length + (at[length] == '\n');
    }
    text_add(to, "%s", remarks[0] ? "</ul>\n" : "");
}

static void add_top(const struct sweep_page *page, struct text *to)
{
    const struct scenario *scenario = page->coverage->scenario;
    char closing[256];
    struct text text = text_over(closing, sizeof closing);
    sweep_closing(page->results, page->count, &text);
    closing[strcspn(closing, "\n")] = 0;
    text_add(to, SWEEP_PAGE_FIRST
             "<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\">\n<head>\n"
             "<meta charset=\"utf-8\"/>\n<meta name=\"viewport\" "
             "content=\"width=device-width, initial-scale=1\"/>\n<title>Sweep of ");
    add_html_text(to, scenario->path);
    text_add(to, "</title>\n<style>\n%s</style>\n</head>\n<body>\n<header>\n<h1>Sweep of ",
             style);
    add_name_element(to, "code", scenario->path);
    text_add(to, "</h1>\n<p><strong>");
    add_html_text(to, closing);
    text_add(to, "</strong><br/>\n");
    add_html_text(to, page->made_by);
    text_add(to, "</p>\n");
    add_remarks(page->coverage->free_run, to);
    add_remarks(page->remarks, to);
    text_add(
        to, "</header>\n<main>\n"
            "<p>In each run the fault of the column struck once, where the row says. #2 is the "
            "run in which it struck when that place came for the second time. A red cell "
            "leads to the logs of its runs. &quot;Told after&quot; is the time from the "
            "strike until an actor first said that something is wrong: the middle one of the "
            "row, and the worst.</p>\n");
}

void sweep_page(const struct sweep_page *page, struct text *to)
{
    add_top(page, to);
    for (int table = 0; table < SWEEP_TABLES; table++) {
        if (sweep_has_table(page->results, page->count, table))
            add_page_table(page, table, to);
    }
    add_page_list(page, SWEEP_FAILED, to);
    add_page_list(page, SWEEP_TROUBLED, to);
    add_page_list(page, SWEEP_UNREACHED, to);
    add_coverage(page, to);
    text_add(to, "<section>\n<h2>The scenario</h2>\n<pre><code>");
    markup_add(to, page->text, true);
    text_add(to, "</code></pre>\n</section>\n</main>\n</body>\n</html>\n");
}
