/*
 * The Test Anything Protocol, version 13, which readers of version 14 accept, too: a plan, a
 * line for each run, and a block of YAML under a run that did not pass.
 */
#include "kit/base/shown.h"
#include "kit/report/formats.h"

#include <string.h>

#define FIRST "TAP version 13\n# lifeline\n"

/* Appends `from` with a backslash before each of the characters in `escaped`. */
static void add_backslashed(struct text *to, const char *from, size_t size, const char *escaped)
{
    const char *end = from + size;
    while (from < end) {
        char piece[SHOWN_MOST];
        from += shown_piece(from, (size_t)(end - from), false, piece);
        for (const char *at = piece; *at; at++)
            text_add(to, "%s%c", strchr(escaped, *at) ? "\\" : "", *at);
    }
}

/* A `#` begins a directive, and a backslash escapes. The description of a test is one line. */
static void add_description(struct text *to, const char *from)
{
    add_backslashed(to, from, strlen(from), "#\\");
}

/* A string of YAML in double quotes, up to the end of the line. */
static void add_quoted(struct text *to, const char *from)
{
    text_add(to, "\"");
    add_backslashed(to, from, strcspn(from, "\n"), "\"\\");
    text_add(to, "\"\n");
}

static void add_value(struct text *to, const char *key, const char *value)
{
    text_add(to, "  %s: ", key);
    add_quoted(to, value);
}

/* Written as a list of lines, because some readers of TAP cannot parse YAML's block texts. */
static void add_excerpt(struct text *to, const char *excerpt)
{
    text_add(to, "  story:\n");
    while (*excerpt) {
        text_add(to, "    - ");
        add_quoted(to, excerpt);
        excerpt += strcspn(excerpt, "\n");
        excerpt += *excerpt == '\n';
    }
}

static void add_details(struct text *to, const struct report_run *run)
{
    text_add(to, "  ---\n");
    add_value(to, "verdict", run_is_flaky(run) ? "flaky" : verdict_words[run->verdict]);
    add_value(to, "message", run->message);
    if (run->point[0])
        add_value(to, "point", run->point);
    if (run->log[0])
        add_value(to, "log", run->log);
    if (run->took_ns >= 0)
        text_add(to, "  duration_ms: %lld\n", (long long)(run->took_ns / 1000000));
    if (run->tries > 1)
        text_add(to, "  tries: %u\n  late_strikes: %u\n  busy_machine: %u\n",
                 (unsigned)run->tries, (unsigned)run->late, (unsigned)run->busy);
    if (run->failed_before > 0)
        text_add(to, "  failed_before: %u\n", (unsigned)run->failed_before);
    if (run->excerpt[0])
        add_excerpt(to, run->excerpt);
    text_add(to, "  ...\n");
}

static void tap_begin(struct text *to, const struct report_whole *whole)
{
    text_add(to, FIRST "1..%llu\n", (unsigned long long)whole->count);
}

static void tap_add_run(struct text *to, const struct report_whole *whole,
                        const struct report_run *run, size_t number)
{
    bool flaky = run_is_flaky(run), skipped = run->verdict == VERDICT_SKIP;
    bool passed = run->verdict == VERDICT_PASS && (!flaky || whole->totals.allows_flaky);
    text_add(to, "%sok %llu - ", passed || skipped ? "" : "not ", (unsigned long long)number);
    add_description(to, run->path);
    if (run->repetition > 0)
        text_add(to, " \\#%u", (unsigned)run->repetition);
    if (run->point[0]) {
        text_add(to, ": ");
        add_description(to, run->point);
    }
    if (skipped) {
        text_add(to, " # SKIP ");
        add_description(to, run->message);
    }
    text_add(to, "\n");
    if ((!passed && !skipped) || run->tries > 1 || flaky)
        add_details(to, run);
}

static void tap_end(struct text *to, const struct report_whole *whole)
{
    (void)whole;
    (void)to;
}

const struct report_target tap_target = {FIRST, tap_begin, tap_add_run, tap_end};
