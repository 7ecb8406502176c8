/*
 * JUnit's XML, as CI systems read it and docs/junit.xsd describes it.
 */
#include "kit/base/markup.h"
#include "kit/report/formats.h"
#include "kit/report/event_text.h"

#include <string.h>

#define FIRST                                                                                  \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"                                             \
    "<testsuites name=\"lifeline\""

static void add_attribute(struct text *to, const char *name, const char *value)
{
    text_add(to, " %s=\"", name);
    markup_add(to, value, false);
    text_add(to, "\"");
}

static void add_time(struct text *to, int64_t took_ns)
{
    uint64_t ms = took_ns > 0 ? (uint64_t)took_ns / 1000000 : 0;
    text_add(to, " time=\"%llu.%03u\"", (unsigned long long)(ms / 1000), (unsigned)(ms % 1000));
}

/*
 * scenarios/child-ends/a.scenario is the case `a` of the class scenarios.child-ends, because CI
 * systems show folders as a tree of classes.
 */
static void add_names(struct text *to, const struct report_run *run)
{
    static const char ending[] = ".scenario";
    char folder[512], name[512];
    const char *path = path_without_start(run->path), *last = path;
    for (const char *at = path; *at; at++) {
        if (*at == '/' || *at == '\\')
            last = at + 1;
    }
    struct text class_name = text_over(folder, sizeof folder);
    for (const char *at = path; at + 1 < last; at++)
        text_add(&class_name, "%c", *at == '/' || *at == '\\' ? '.' : *at);
    struct text case_name = text_over(name, sizeof name);
    size_t length = strlen(last), tail = sizeof ending - 1;
    if (length > tail && strcmp(last + length - tail, ending) == 0)
        length -= tail;
    text_add_bytes(&case_name, last, length);
    if (run->repetition > 0)
        text_add(&case_name, " #%u", (unsigned)run->repetition);
    add_attribute(to, "classname", folder[0] ? folder : "lifeline");
    add_attribute(to, "name", name);
}

/* A run without a verdict is counted as an error. */
static void junit_begin(struct text *to, const struct report_whole *whole)
{
    const struct report_totals *totals = &whole->totals;
    uint64_t failures = totals_red(totals) - totals->errors;
    uint64_t errors = (uint64_t)totals->errors + totals_not_run(totals);
    uint64_t tests = failures + errors + totals_green(totals) + totals->skipped;
    char counts[160], time[40];
    struct text text = text_over(counts, sizeof counts), took = text_over(time, sizeof time);
    text_add(&text, " tests=\"%llu\" failures=\"%llu\" errors=\"%llu\"",
             (unsigned long long)tests, (unsigned long long)failures,
             (unsigned long long)errors);
    add_time(&took, whole->took_ns);
    /* Jenkins refuses a report that has the count of skipped runs on the outer element, too. */
    text_add(to,
             FIRST "%s%s>\n"
                   "  <testsuite name=\"lifeline\"%s skipped=\"%u\"%s>\n",
             counts, time, counts, (unsigned)totals->skipped, time);
}

/*
 * Marks a run as flaky, and shows how often it was repeated, so that the reader of the report
 * knows that a pass was not the first result.
 */
static void end_case(struct text *to, const struct report_run *run)
{
    char sentence[KIT_FINDING_TEXT + 256];
    struct text text = text_over(sentence, sizeof sentence);
    report_add_flaky(&text, "flaky: ", run);
    report_add_tries(&text, text.length > 0 ? "; " : "", run);
    if (text.length > 0) {
        text_add(to, "      <system-out>");
        markup_add(to, sentence, true);
        text_add(to, "</system-out>\n");
    }
    text_add(to, "    </testcase>\n");
}

static void add_outcome(struct text *to, const char *element, const char *type,
                        const struct report_run *run)
{
    text_add(to, ">\n      <%s", element);
    add_attribute(to, "type", type);
    add_attribute(to, "message", run->message);
    text_add(to, ">");
    markup_add(to, run->excerpt, true);
    text_add(to, "</%s>\n", element);
    end_case(to, run);
}

static void tell_pass(struct text *to, const struct report_whole *whole,
                      const struct report_run *run)
{
    bool has_more = run->tries > 1 || run_is_flaky(run);
    if (run_is_flaky(run) && !whole->totals.allows_flaky) {
        add_outcome(to, "failure", "flaky", run);
        return;
    }
    text_add(to, has_more ? ">\n" : "/>\n");
    if (has_more)
        end_case(to, run);
}

static void junit_add_run(struct text *to, const struct report_whole *whole,
                          const struct report_run *run, size_t number)
{
    (void)number;
    text_add(to, "    <testcase");
    add_names(to, run);
    add_time(to, run->took_ns);
    switch (run->verdict) {
    case VERDICT_PASS:
        tell_pass(to, whole, run);
        return;
    case VERDICT_SKIP:
        text_add(to, ">\n      <skipped");
        add_attribute(to, "message", run->message);
        text_add(to, "/>\n");
        end_case(to, run);
        return;
    case VERDICT_UNSEEN:
    case VERDICT_VACUOUS:
    case VERDICT_FAIL:
        add_outcome(to, "failure", verdict_words[run->verdict], run);
        return;
    case VERDICT_ERROR:
        add_outcome(to, "error", verdict_words[run->verdict], run);
        return;
    case VERDICT_COUNT:
        break;
    }
}

static void junit_end(struct text *to, const struct report_whole *whole)
{
    (void)whole;
    text_add(to, "  </testsuite>\n</testsuites>\n");
}

const struct report_target junit_target = {FIRST, junit_begin, junit_add_run, junit_end};
