#include "kit/report/junit.h"

#include <string.h>

/* How many bytes the UTF-8 sequence at `at` has; 0 if it is none that XML may hold. */
static size_t sequence_size(const unsigned char *at)
{
    static const struct {
        unsigned char mask, lead;
        uint32_t least;
    } forms[] = {
        {0x80, 0x00, 0}, {0xe0, 0xc0, 0x80}, {0xf0, 0xe0, 0x800}, {0xf8, 0xf0, 0x10000}};
    for (size_t size = 1; size <= 4; size++) {
        if ((at[0] & forms[size - 1].mask) != forms[size - 1].lead)
            continue;
        uint32_t point = at[0] & (unsigned char)~forms[size - 1].mask;
        for (size_t i = 1; i < size; i++) {
            if ((at[i] & 0xc0) != 0x80) /* a terminator is none, so that this stops at it */
                return 0;
            point = point << 6 | (at[i] & 0x3fu);
        }
        bool surrogate = point >= 0xd800 && point <= 0xdfff;
        bool is_none = point == 0xfffe || point == 0xffff || point > 0x10ffff;
        return point < forms[size - 1].least || surrogate || is_none ? 0 : size;
    }
    return 0;
}

static const char *entity(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    default:
        return NULL;
    }
}

/* Paths and sentences hold any bytes; what XML cannot hold becomes a question mark. */
static void add_escaped(struct text *to, const char *from, bool keeps_lines)
{
    while (*from) {
        size_t size = sequence_size((const unsigned char *)from);
        const char *escaped = entity(*from);
        bool line_end = *from == '\n' && keeps_lines;
        if (escaped)
            text_add(to, "%s", escaped);
        else if (size == 0 || ((unsigned char)*from < 0x20 && !line_end) || *from == 0x7f)
            text_add(to, "?");
        else
            text_add_bytes(to, from, size);
        from += size ? size : 1;
    }
}

static void add_attribute(struct text *to, const char *name, const char *value)
{
    text_add(to, " %s=\"", name);
    add_escaped(to, value, false);
    text_add(to, "\"");
}

static void add_time(struct text *to, int64_t took_ns)
{
    uint64_t ms = took_ns > 0 ? (uint64_t)took_ns / 1000000 : 0;
    text_add(to, " time=\"%llu.%03u\"", (unsigned long long)(ms / 1000), (unsigned)(ms % 1000));
}

/* scenarios/child-ends/a.scenario is the case `a` of the class scenarios.child-ends, as a tree
 * of classes is how these machines show a tree of folders. */
static void add_names(struct text *to, const struct junit_case *of)
{
    static const char ending[] = ".scenario";
    char folder[512], name[512];
    const char *path = path_without_start(of->path), *last = path;
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
    if (of->repetition > 0)
        text_add(&case_name, " #%u", (unsigned)of->repetition);
    add_attribute(to, "classname", folder[0] ? folder : "lifeline");
    add_attribute(to, "name", name);
}

void junit_begin(struct text *to, const struct report_totals *totals, int64_t took_ns)
{
    uint64_t settled = (uint64_t)totals->passed + totals->skipped + totals->failed;
    uint64_t errors = totals->total > settled ? totals->total - settled : 0;
    uint64_t tests = settled + errors;
    char counts[160];
    struct text text = text_over(counts, sizeof counts);
    text_add(&text, " tests=\"%llu\" failures=\"%u\" errors=\"%llu\" skipped=\"%u\"",
             (unsigned long long)tests, (unsigned)totals->failed, (unsigned long long)errors,
             (unsigned)totals->skipped);
    add_time(&text, took_ns);
    text_add(to,
             "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
             "<testsuites name=\"lifeline\"%s>\n  <testsuite name=\"lifeline\"%s>\n",
             counts, counts);
}

static void add_outcome(struct text *to, const char *element, const struct junit_case *of)
{
    text_add(to, ">\n      <%s", element);
    add_attribute(to, "type", verdict_words[of->verdict]);
    add_attribute(to, "message", of->message);
    text_add(to, ">");
    add_escaped(to, of->story, true);
    text_add(to, "</%s>\n    </testcase>\n", element);
}

void junit_case(struct text *to, const struct junit_case *of)
{
    text_add(to, "    <testcase");
    add_names(to, of);
    add_time(to, of->took_ns);
    switch (of->verdict) {
    case VERDICT_PASS:
        text_add(to, "/>\n");
        return;
    case VERDICT_SKIP:
        text_add(to, ">\n      <skipped");
        add_attribute(to, "message", of->message);
        text_add(to, "/>\n    </testcase>\n");
        return;
    case VERDICT_UNSEEN:
    case VERDICT_VACUOUS:
    case VERDICT_FAIL:
        add_outcome(to, "failure", of);
        return;
    case VERDICT_ERROR:
        add_outcome(to, "error", of);
        return;
    case VERDICT_COUNT:
        break;
    }
}

void junit_end(struct text *to)
{
    text_add(to, "  </testsuite>\n</testsuites>\n");
}
