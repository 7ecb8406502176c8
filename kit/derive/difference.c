#include "kit/derive/difference.h"
#include "kit/base/shown_text.h"
#include "kit/derive/courses.h"
#include "kit/derive/moment.h"
#include "kit/report/event_text.h"

#include <stdlib.h>
#include <string.h>

/* Of the findings of a run and of a line, people read so much. */
#define FINDINGS_LISTED 5u

static void add_word_shown(struct text *to, const char *word)
{
    shown_add(to, word, false);
}

/* ---- the headers ---- */

static void add_field(struct text *to, const char *what, const char *a, const char *b)
{
    if (words_equal(a, b))
        return;
    text_add(to, "  %s: ", what);
    add_word_shown(to, a[0] ? a : "none");
    text_add(to, " in A, ");
    add_word_shown(to, b[0] ? b : "none");
    text_add(to, " in B\n");
}

static size_t bytes_of_text_line(const char *at, const char *end)
{
    const char *stop = memchr(at, '\n', (size_t)(end - at));
    return stop ? (size_t)(stop - at) : (size_t)(end - at);
}

static void add_scenario_line(struct text *to, const char *which, const char *at, size_t size)
{
    size_t from = to->length;
    text_add(to, "    %s: ", which);
    text_add_bytes(to, at, size);
    shown_rest(to, from, false);
    text_add(to, "\n");
}

/* The first line in which the scenarios differ. */
static void add_scenarios(struct text *to, const struct log_header *a,
                          const struct log_header *b)
{
    const char *left = a->scenario, *left_end = left + a->scenario_size;
    const char *right = b->scenario, *right_end = right + b->scenario_size;
    for (unsigned number = 1; left < left_end || right < right_end; number++) {
        size_t left_size = left < left_end ? bytes_of_text_line(left, left_end) : 0;
        size_t right_size = right < right_end ? bytes_of_text_line(right, right_end) : 0;
        if (left_size != right_size || memcmp(left, right, left_size) != 0) {
            text_add(to, "  scenario: differs from line %u on\n", number);
            add_scenario_line(to, "A", left, left_size);
            add_scenario_line(to, "B", right, right_size);
            return;
        }
        left += left < left_end ? left_size + (left + left_size < left_end) : 0;
        right += right < right_end ? right_size + (right + right_size < right_end) : 0;
        if (left_size == 0 && left >= left_end && right >= right_end)
            return;
    }
}

static void add_programs(struct text *to, const struct scenario *a, const struct scenario *b)
{
    for (uint32_t i = 0; i < a->actor_count; i++) {
        int other = scenario_actor(b, a->actors[i].name);
        char what[KIT_NAME + 16];
        struct text name = text_over(what, sizeof what);
        text_add(&name, "program of %s", a->actors[i].name);
        add_field(to, what, a->actors[i].program, other < 0 ? "" : b->actors[other].program);
    }
    for (uint32_t i = 0; i < b->actor_count; i++) {
        if (scenario_actor(a, b->actors[i].name) < 0)
            text_add(to, "  actor %s: only in B\n", b->actors[i].name);
    }
}

static void add_headers(struct text *to, const struct compared_run *a,
                        const struct compared_run *b)
{
    const struct log_header *left = &a->log->header, *right = &b->log->header;
    size_t from = to->length;
    text_add(to, "\nThe headers\n");
    size_t empty = to->length;
    add_field(to, "lifeline", left->kit_version, right->kit_version);
    add_field(to, "commit", left->commit, right->commit);
    add_field(to, "system", left->platform, right->platform);
    add_field(to, "path", left->path, right->path);
    add_field(to, "options", left->options, right->options);
    add_programs(to, a->scenario, b->scenario);
    add_scenarios(to, left, right);
    if (to->length == empty) {
        to->length = from;
        to->at[from] = 0;
    }
}

/* ---- the actors ---- */

static void add_parted_event(struct text *to, const char *which, const struct compared_run *run,
                             const struct kit_event *event)
{
    struct event_text words;
    size_t from = to->length;
    text_add(to, "    %s: ", which);
    if (event) {
        event_text_make(run->scenario, event, &words);
        moment_add(to, event->at_ns);
        text_add(to, "  %s%s%s", words.what, words.note[0] ? "  " : "", words.note);
    } else {
        text_add(to, "nothing more");
    }
    shown_rest(to, from, false);
    text_add(to, "\n");
}

static void add_parting(struct text *to, const struct compared_run *a,
                        const struct compared_run *b, const struct course_parting *parting)
{
    text_add(to, "  ");
    add_word_shown(to, parting->actor[0] ? parting->actor : "runner");
    text_add(to, ": ");
    if (parting->parts) {
        text_add(to, "parts\n");
        add_parted_event(to, "A", a, parting->a);
        add_parted_event(to, "B", b, parting->b);
    } else if (parting->a || parting->b) {
        const struct kit_event *more = parting->b ? parting->b : parting->a;
        text_add(to, "the same; only how often differs, from ");
        add_word_shown(to, more->name);
        text_add(to, " #%u on\n", (unsigned)more->occurrence);
    } else {
        text_add(to, "the same\n");
    }
}

static enum kit_status add_partings(struct text *to, const struct compared_run *a,
                                    const struct compared_run *b, bool *same,
                                    struct kit_error *err)
{
    static const size_t most = SCENARIO_ACTORS * 2 + 1;
    struct course_parting *all = calloc(most, sizeof *all);
    size_t count = 0;
    if (!all)
        return kit_fail(err, KIT_FULL, "no memory to compare two logs");
    enum kit_status status = courses_compare(a->log, b->log, all, most, &count, err);
    text_add(to, "\nThe actors\n");
    for (size_t i = 0; i < count && status == KIT_OK; i++) {
        add_parting(to, a, b, &all[i]);
        *same &= !all[i].parts;
    }
    free(all);
    return status;
}

/* ---- the verdicts ---- */

static bool finding_counts(const struct finding *finding)
{
    return finding->verdict > VERDICT_SKIP;
}

static bool has_such_finding(const struct judgement *in, const struct finding *like)
{
    for (uint32_t i = 0; i < in->count; i++) {
        const struct finding *finding = &in->findings[i];
        if (finding->source == like->source && finding->verdict == like->verdict &&
            words_equal(finding->actor, like->actor) &&
            (finding->source != SOURCE_RULE || finding->rule == like->rule))
            return true;
    }
    return false;
}

/* The line's number is left out: the scenarios can differ. */
static bool findings_are_in(const struct judgement *of, const struct judgement *in)
{
    for (uint32_t i = 0; i < of->count; i++) {
        if (finding_counts(&of->findings[i]) && !has_such_finding(in, &of->findings[i]))
            return false;
    }
    return true;
}

static bool same_verdicts(const struct log *a, const struct log *b)
{
    if (!a->has_judgement || !b->has_judgement)
        return a->has_judgement == b->has_judgement;
    return a->judgement.verdict == b->judgement.verdict &&
           findings_are_in(&a->judgement, &b->judgement) &&
           findings_are_in(&b->judgement, &a->judgement);
}

static void add_verdict_of(struct text *to, const char *which, const struct log *log)
{
    uint32_t listed = 0;
    text_add(to, "  %s: %s\n", which,
             log->has_judgement ? verdict_words[log->judgement.verdict]
                                : "none, the log was cut");
    for (uint32_t i = 0; i < log->judgement.count && listed < FINDINGS_LISTED; i++) {
        const struct finding *finding = &log->judgement.findings[i];
        size_t from = to->length;
        if (!finding_counts(finding))
            continue;
        text_add(to, "    %s  %s  %s: %s", verdict_words[finding->verdict],
                 finding->source == SOURCE_RULE ? rule_words[finding->rule]
                                                : source_words[finding->source],
                 finding->actor[0] ? finding->actor : "run", finding->text);
        shown_rest(to, from, false);
        text_add(to, "\n");
        listed++;
    }
}

/* ---- all of it ---- */

static void add_name_of_log(struct text *to, const char *which, const char *path)
{
    text_add(to, "%s is ", which);
    add_word_shown(to, path);
    text_add(to, "\n");
}

enum kit_status difference_write(struct text *to, const struct compared_run *a,
                                 const struct compared_run *b, bool *same,
                                 struct kit_error *err)
{
    *same = same_verdicts(a->log, b->log);
    add_name_of_log(to, "A", a->path);
    add_name_of_log(to, "B", b->path);
    add_headers(to, a, b);
    enum kit_status status = add_partings(to, a, b, same, err);
    text_add(to, "\nThe verdicts\n");
    add_verdict_of(to, "A", a->log);
    add_verdict_of(to, "B", b->log);
    text_add(to, "\n%s\n", *same ? "the runs agree" : "the runs differ");
    return status;
}
