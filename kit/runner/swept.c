#include "kit/runner/swept.h"
#include "kit/os/file.h"
#include "kit/runner/scripts.h"

#include <stdlib.h>
#include <string.h>

#define JOURNAL_MOST ((size_t)1 << 26)

/* The last line of a sweep that was not ended from outside. What a budget left is not run, but
 * nobody has to look for it. */
#define OVER         "over"

/* What a journal is of: another text has other points, and its results say nothing here. */
static void head_of(const char *text, size_t size, struct text *to)
{
    uint64_t hash = 14695981039346656037u; /* FNV-1a */
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ (unsigned char)text[i]) * 1099511628211u;
    text_add(to, "lifeline-sweep 1 %08x%08x\n", (unsigned)(hash >> 32),
             (unsigned)(hash & UINT32_MAX));
}

static void line_of(const struct swept *swept, size_t result, struct text *to)
{
    sweep_line(swept->scenario, &swept->results[result].point, to);
}

static void write_result(struct swept *swept, size_t index)
{
    char line[SWEEP_LINE];
    struct text to = text_over(line, sizeof line);
    const struct sweep_result *result = &swept->results[index];
    line_of(swept, index, &to);
    if (fprintf(swept->journal, "%d %lld %lld %s\n", (int)result->state,
                (long long)result->took_ns, (long long)result->detection_ns, line) < 0 ||
        fflush(swept->journal) != 0)
        swept->write_failed = true;
}

/* One line of the journal; false for one that is of no such kind. */
static bool read_line(const char *at, size_t size, struct swept_line *out)
{
    char *end = NULL;
    long state = strtol(at, &end, 10);
    out->took_ns = strtoll(end, &end, 10);
    out->detection_ns = strtoll(end, &end, 10);
    if (state <= SWEEP_OPEN || state >= SWEEP_STATES_COUNT || *end != ' ' || end >= at + size)
        return false;
    out->state = (enum sweep_state)state;
    out->line = end + 1;
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
    out->at = out->bytes + common;
    if (memcmp(out->bytes, head, common) == 0)
        return KIT_OK;
    swept_journal_free(out);
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
        journal->is_over |= size == strlen(OVER) && memcmp(at, OVER, size) == 0;
    }
    return false;
}

void swept_journal_free(struct swept_journal *journal)
{
    free(journal->bytes);
    *journal = (struct swept_journal){0};
}

static void take_result(struct swept *swept, const struct swept_line *found)
{
    for (size_t i = 0; i < swept->count; i++) {
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
        return;
    }
}

static enum kit_status take_journal(struct swept *swept, const char *path, const char *text,
                                    size_t size, struct kit_error *err)
{
    struct swept_journal journal;
    struct swept_line line;
    if (!os_is_file(path))
        return KIT_OK;
    enum kit_status status = swept_journal_read(
        path, text, size, "this scenario has now; sweep it anew, without --resume", &journal,
        err);
    if (status != KIT_OK)
        return status;
    while (swept_journal_next(&journal, &line))
        take_result(swept, &line);
    swept_journal_free(&journal);
    return KIT_OK;
}

enum kit_status swept_begin(struct swept *swept, const char *path, const char *text,
                            size_t size, bool resume, struct kit_error *err)
{
    char head[64];
    struct text to = text_over(head, sizeof head);
    head_of(text, size, &to);
    enum kit_status status = resume ? take_journal(swept, path, text, size, err) : KIT_OK;
    if (status == KIT_OK)
        status = os_file_create(path, &swept->journal, err);
    if (status != KIT_OK)
        return status;
    swept->write_failed = fputs(head, swept->journal) < 0;
    for (size_t i = 0; i < swept->count; i++) {
        if (swept->results[i].state != SWEEP_OPEN)
            write_result(swept, i);
    }
    return KIT_OK;
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
