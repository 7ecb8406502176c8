#include "kit/runner/swept.h"
#include "kit/os/file.h"
#include "kit/runner/logs.h"
#include "kit/runner/scripts.h"
#include "kit/sweep/coverage.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#define JOURNAL_MOST ((size_t)1 << 26)

/* The last line of a sweep that was not ended from outside. What a budget left is not run, but
 * nobody has to look for it. */
#define OVER         "over"

/* Before a step that a run came to; and where no rule was exercised. */
#define SEEN         "seen "
#define NO_RULE      "-"

/* All heads begin so; the version follows. */
#define HEAD         "lifeline-sweep "

/* What a journal is of: another text has other points, and its results say nothing here. */
static void head_of(const char *text, size_t size, struct text *to)
{
    uint64_t hash = XXH64(text, size, 0);
    text_add(to, HEAD "%u %08x%08x\n", SWEPT_VERSION, (unsigned)(hash >> 32),
             (unsigned)(hash & UINT32_MAX));
}

static void line_of(const struct swept *swept, size_t result, struct text *to)
{
    sweep_line(swept->scenario, &swept->results[result].point, to);
}

/* Words and no bits: a rule that comes to the list some day shifts no word. */
static void add_rules(struct text *to, uint32_t rules)
{
    bool any = false;
    for (int i = 0; i < RULE_COUNT; i++) {
        if (!(rules >> i & 1u))
            continue;
        text_add(to, "%s%s", any ? "," : "", rule_words[i]);
        any = true;
    }
    text_add(to, "%s", any ? "" : NO_RULE);
}

static void write_line(struct swept *swept, const struct swept_line *line)
{
    char rules[RULE_COUNT * KIT_NAME];
    struct text words = text_over(rules, sizeof rules);
    add_rules(&words, line->exercised);
    if (fprintf(swept->journal, "%d %lld %lld %s %.*s\n", (int)line->state,
                (long long)line->took_ns, (long long)line->detection_ns, rules, (int)line->size,
                line->line) < 0 ||
        fflush(swept->journal) != 0)
        swept->write_failed = true;
}

static void write_result(struct swept *swept, size_t index)
{
    char line[SWEEP_LINE];
    struct text to = text_over(line, sizeof line);
    const struct sweep_result *result = &swept->results[index];
    line_of(swept, index, &to);
    write_line(swept, &(struct swept_line){.line = line,
                                           .size = to.length,
                                           .state = result->state,
                                           .took_ns = result->took_ns,
                                           .detection_ns = result->detection_ns,
                                           .exercised = result->exercised});
}

static void write_seen(struct swept *swept, uint64_t steps)
{
    for (int i = 0; i < PROTOCOL_STEP_COUNT; i++) {
        if (steps >> i & 1u && fprintf(swept->journal, SEEN "%s\n", step_words[i]) < 0)
            swept->write_failed = true;
    }
}

/* A step of this name, 1 << it; 0 for a word that is none. */
static uint64_t read_seen(const char *at, size_t size)
{
    char word[KIT_NAME];
    int step = name_copy(word, at, size) ? word_index(step_words, word) : -1;
    return step >= 0 ? UINT64_C(1) << step : 0;
}

/* A rule's word at *at, up to a comma or a blank, as 1 << it; passes it over. 0: no such rule.
 */
static uint32_t read_rule(const char **at, const char *end)
{
    char word[KIT_NAME];
    const char *from = *at;
    while (*at < end && **at != ',' && **at != ' ')
        (*at)++;
    int rule = name_copy(word, from, (size_t)(*at - from)) ? word_index(rule_words, word) : -1;
    return rule >= 0 ? 1u << rule : 0;
}

/* "bounded,child-ends " or "- "; false if it is neither. *at is the blank's place then. */
static bool read_rules(const char **at, const char *end, uint32_t *out)
{
    *out = 0;
    if (*at + 1 < end && (*at)[0] == *NO_RULE && (*at)[1] == ' ') {
        (*at)++;
        return true;
    }
    do {
        uint32_t rule = read_rule(at, end);
        if (rule == 0 || *at == end)
            return false;
        *out |= rule;
    } while (*(*at)++ == ',');
    (*at)--;
    return true;
}

/* One line of the journal; false for one that is of no such kind. */
static bool read_line(const char *at, size_t size, struct swept_line *out)
{
    char *end = NULL;
    long state = isdigit((unsigned char)*at) ? strtol(at, &end, 10) : 0;
    if (state <= SWEEP_OPEN || state >= SWEEP_STATES_COUNT)
        return false;
    out->took_ns = strtoll(end, &end, 10);
    out->detection_ns = strtoll(end, &end, 10);
    const char *rest = end + 1;
    if (rest >= at + size || *end != ' ' || !read_rules(&rest, at + size, &out->exercised))
        return false;
    out->state = (enum sweep_state)state;
    out->line = rest + 1;
    out->size = (size_t)(at + size - out->line);
    return true;
}

enum kit_status swept_journal_read(const char *path, const char *text, size_t size,
                                   const char *then, struct swept_journal *out,
                                   struct kit_error *err)
{
    char head[64];
    struct text to = text_over(head, sizeof head);
    *out = (struct swept_journal){0};
    head_of(text, size, &to);
    enum kit_status status = os_file_read(path, JOURNAL_MOST, &out->bytes, &out->size, err);
    if (status != KIT_OK)
        return status;
    /* One that was cut inside its first line is of no other text, and has nothing in it. */
    size_t common = out->size < to.length ? out->size : to.length;
    out->begin = out->at = out->bytes + common;
    if (memcmp(out->bytes, head, common) == 0)
        return KIT_OK;
    bool is_other = strncmp(out->bytes, HEAD, strlen(HEAD)) == 0 &&
                    strtoul(out->bytes + strlen(HEAD), NULL, 10) != SWEPT_VERSION;
    swept_journal_free(out);
    if (is_other)
        return kit_fail(err, KIT_BAD_INPUT,
                        "'%.300s' was written by another version of lifeline; sweep anew, or "
                        "take that one",
                        path);
    return kit_fail(err, KIT_BAD_INPUT, "'%.300s' is of another text than %s", path, then);
}

bool swept_journal_next(struct swept_journal *journal, struct swept_line *out)
{
    const char *end;
    for (; (end = memchr(journal->at, '\n',
                         (size_t)(journal->bytes + journal->size - journal->at))) != NULL;) {
        const char *at = journal->at;
        size_t size = (size_t)(end - at);
        journal->at = end + 1;
        if (read_line(at, size, out))
            return true;
        if (size > strlen(SEEN) && memcmp(at, SEEN, strlen(SEEN)) == 0)
            journal->seen |= read_seen(at + strlen(SEEN), size - strlen(SEEN));
        journal->is_over |= size == strlen(OVER) && memcmp(at, OVER, size) == 0;
    }
    return false;
}

void swept_journal_free(struct swept_journal *journal)
{
    free(journal->bytes);
    *journal = (struct swept_journal){0};
}

/* Takes a line in, if one of the results from the index `from` on is meant. */
static void take_result(struct swept *swept, size_t from, const struct swept_line *found)
{
    for (size_t i = from; i < swept->count; i++) {
        char line[SWEEP_LINE];
        struct text to = text_over(line, sizeof line);
        line_of(swept, i, &to);
        if (to.length != found->size || memcmp(line, found->line, found->size) != 0)
            continue;
        /* What stood in the way of a verdict may be gone by now. */
        if (found->state == SWEEP_TROUBLED)
            return;
        swept->results[i].state = found->state;
        swept->results[i].took_ns = found->took_ns;
        swept->results[i].detection_ns = found->detection_ns;
        swept->results[i].exercised = found->exercised;
        return;
    }
}

static void take_results(struct swept *swept, size_t from)
{
    struct swept_line line;
    swept->kept.at = swept->kept.begin;
    while (swept->kept.bytes && swept_journal_next(&swept->kept, &line))
        take_result(swept, from, &line);
    swept->seen |= swept->kept.seen;
}

/* What pairs there are is known once what they begin with has been run; until then what the
 * journal had of them stays in it as it was. */
static void keep_pairs(struct swept *swept)
{
    struct swept_line line;
    swept->kept.at = swept->kept.begin;
    while (swept->kept.bytes && swept_journal_next(&swept->kept, &line)) {
        if (sweep_line_is_pair(line.line, line.size) && line.state != SWEEP_TROUBLED)
            write_line(swept, &line);
    }
}

enum kit_status swept_begin(struct swept *swept, const char *path, const char *text,
                            size_t size, bool resume, struct kit_error *err)
{
    char head[64];
    struct text to = text_over(head, sizeof head);
    enum kit_status status = KIT_OK;
    head_of(text, size, &to);
    if (resume && os_is_file(path))
        status = swept_journal_read(path, text, size,
                                    "this scenario has now; sweep it anew, without --resume",
                                    &swept->kept, err);
    if (status == KIT_OK)
        status = os_file_create(path, &swept->journal, err);
    if (status != KIT_OK)
        return status;
    take_results(swept, 0);
    swept->write_failed = fputs(head, swept->journal) < 0;
    write_seen(swept, swept->seen);
    for (size_t i = 0; i < swept->count; i++) {
        if (swept->results[i].state != SWEEP_OPEN)
            write_result(swept, i);
    }
    keep_pairs(swept);
    return KIT_OK;
}

void swept_more(struct swept *swept, size_t before)
{
    take_results(swept, before);
}

bool swept_needs_log(const struct swept *swept, size_t index)
{
    return swept->results[swept->open[index]].point.owed != 0;
}

static enum sweep_state state_of(const struct judgement *judgement)
{
    if (sweep_not_reached(judgement))
        return SWEEP_UNREACHED;
    if (judgement->verdict == VERDICT_PASS)
        return SWEEP_PASSED;
    return judgement->verdict == VERDICT_ERROR ? SWEEP_TROUBLED : SWEEP_FAILED;
}

void swept_keep(struct swept *swept, size_t index, const struct run_outcome *outcome)
{
    struct sweep_result *result = &swept->results[swept->open[index]];
    result->state = state_of(&outcome->judgement);
    result->took_ns = outcome->took_ns;
    result->detection_ns = sweep_detection_ns(outcome->events, outcome->event_count);
    result->exercised = outcome->judgement.exercised;
    uint64_t seen = coverage_steps(outcome->events, outcome->event_count);
    /* Before the result, which brings it to the disk: else --resume, which makes that run no
     * more, would not know what it came to. */
    write_seen(swept, seen & ~swept->seen);
    swept->seen |= seen;
    write_result(swept, swept->open[index]);
}

enum kit_status swept_end(struct swept *swept, struct kit_error *err)
{
    bool failed = swept->write_failed;
    if (swept->journal && swept->is_over && fputs(OVER "\n", swept->journal) < 0)
        failed = true;
    if (swept->journal && fclose(swept->journal) != 0)
        failed = true;
    swept->journal = NULL;
    swept_journal_free(&swept->kept);
    return failed ? kit_fail(err, KIT_OS,
                             "what --resume reads could not be written: is the disk full?")
                  : KIT_OK;
}

void swept_path(const char *path, const char *line, struct text *to)
{
    size_t length = strlen(path), ending = strlen(SCENARIO_ENDING);
    if (length > ending && words_equal(path + length - ending, SCENARIO_ENDING))
        length -= ending;
    text_add_bytes(to, path, length);
    text_add(to, ".");
    for (; *line; line++) {
        if (*line != '#')
            text_add(to, "%c", *line == ' ' ? '-' : *line);
    }
    text_add(to, "%s", SCENARIO_ENDING);
}

enum kit_status swept_log_path(const char *folder, const char *path, const char *line,
                               char to[OS_PATH], struct kit_error *err)
{
    char name[OS_PATH * 2];
    struct text text = text_over(name, sizeof name);
    struct script script = {.path = name};
    swept_path(path, line, &text);
    return log_path_for(folder, &script, 1, to, err);
}
