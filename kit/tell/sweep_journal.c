#include "kit/tell/sweep_journal.h"
#include "kit/os/file.h"
#include "kit/protocol/steps.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#define JOURNAL_MOST ((size_t)1 << 26)

/*
 * The last line of a sweep that was not ended from outside. Points that a time budget left were
 * not run, but the journal is complete.
 */
#define OVER         "over"

/* The prefix of a step that a run reached; and the word for "no rule was exercised". */
#define SEEN         "seen "
#define NO_RULE      "-"

/*
 * Identifies the text that a journal belongs to. Another text has other points, and the results
 * say nothing about them.
 */
static void write_journal_header(const char *text, size_t size, struct text *to)
{
    uint64_t hash = XXH64(text, size, 0);
    text_add(to, SWEEP_JOURNAL_FIRST "%u %08x%08x\n", SWEEP_JOURNAL_VERSION,
             (unsigned)(hash >> 32), (unsigned)(hash & UINT32_MAX));
}

/* Words instead of bits, so that a rule that is added later does not shift the others. */
static void add_rule_words(struct text *to, uint32_t rules)
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

/* The step of this name, as 1 << step; 0 if there is no such step. */
static uint64_t read_seen(const char *at, size_t size)
{
    char word[KIT_NAME];
    int step = name_copy(word, at, size) ? word_index(step_words, word) : -1;
    return step >= 0 ? UINT64_C(1) << step : 0;
}

/*
 * Reads a rule's word at *at, up to a comma or a blank, and moves behind it. Returns 1 << rule;
 * 0 if there is no such rule.
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

/* "bounded,child-ends " or "- "; false if it is neither. *at is then at the blank. */
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

/* One line of the journal; false if it is not of this form. */
static bool read_journal_line(const char *at, size_t size, struct sweep_journal_line *out)
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

enum kit_status sweep_journal_read(const char *path, const char *text, size_t size,
                                   const char *then, struct sweep_journal *out,
                                   struct kit_error *err)
{
    char head[64];
    struct text to = text_over(head, sizeof head);
    *out = (struct sweep_journal){0};
    write_journal_header(text, size, &to);
    enum kit_status status = os_file_read(path, JOURNAL_MOST, &out->bytes, &out->size, err);
    if (status != KIT_OK)
        return status;
    /*
     * A journal that was cut inside its first line belongs to no other text, and has no
     * content.
     */
    size_t common = out->size < to.length ? out->size : to.length;
    sweep_journal_rewind(out);
    if (memcmp(out->bytes, head, common) == 0)
        return KIT_OK;
    bool is_other =
        strncmp(out->bytes, SWEEP_JOURNAL_FIRST, strlen(SWEEP_JOURNAL_FIRST)) == 0 &&
        strtoul(out->bytes + strlen(SWEEP_JOURNAL_FIRST), NULL, 10) != SWEEP_JOURNAL_VERSION;
    sweep_journal_free(out);
    if (is_other)
        return kit_fail(err, KIT_BAD_INPUT,
                        "'%.300s' was written by another version of lifeline; sweep again, or "
                        "use that version",
                        path);
    return kit_fail(err, KIT_BAD_INPUT, "'%.300s' is of another scenario text than %s", path,
                    then);
}

/* The header was compared before, or the journal is cut in it. */
void sweep_journal_rewind(struct sweep_journal *journal)
{
    const char *end = memchr(journal->bytes, '\n', journal->size);
    journal->at = end ? end + 1 : journal->bytes + journal->size;
    journal->line_number = 1;
    journal->seen = 0;
    journal->is_over = false;
    journal->damage = (struct sweep_damage){.count = 0};
}

static void note_damage(struct sweep_journal *journal)
{
    struct sweep_damage *damage = &journal->damage;
    if (damage->count < SWEEP_JOURNAL_NAMED)
        damage->lines[damage->count] = journal->line_number;
    damage->count++;
}

/* A line that is not about a point; false if it is not a line of a journal. */
static bool take_word(struct sweep_journal *journal, const char *at, size_t size)
{
    uint64_t seen = 0;
    if (size == strlen(OVER) && memcmp(at, OVER, size) == 0) {
        journal->is_over = true;
        return true;
    }
    if (size > strlen(SEEN) && memcmp(at, SEEN, strlen(SEEN)) == 0)
        seen = read_seen(at + strlen(SEEN), size - strlen(SEEN));
    journal->seen |= seen;
    return seen != 0;
}

bool sweep_journal_next(struct sweep_journal *journal, struct sweep_journal_line *out)
{
    const char *all = journal->bytes + journal->size, *end;
    while ((end = memchr(journal->at, '\n', (size_t)(all - journal->at))) != NULL) {
        const char *at = journal->at;
        size_t size = (size_t)(end - at);
        journal->at = end + 1;
        journal->line_number++;
        if (!journal->is_over && read_journal_line(at, size, out))
            return true;
        if (journal->is_over || !take_word(journal, at, size))
            note_damage(journal);
    }
    if (journal->is_over && journal->at < all) {
        journal->at = all;
        journal->line_number++;
        note_damage(journal);
    }
    return false;
}

void sweep_journal_free(struct sweep_journal *journal)
{
    free(journal->bytes);
    *journal = (struct sweep_journal){0};
}

enum kit_status sweep_journal_create(struct sweep_journal_writer *writer, const char *path,
                                     const char *text, size_t size, struct kit_error *err)
{
    char head[64];
    struct text to = text_over(head, sizeof head);
    write_journal_header(text, size, &to);
    *writer = (struct sweep_journal_writer){0};
    enum kit_status status = os_output_begin(&writer->output, path, SWEEP_JOURNAL_FIRST, err);
    if (status == KIT_OK)
        writer->failed = fputs(head, writer->output.file) < 0;
    return status;
}

enum kit_status sweep_journal_place(struct sweep_journal_writer *writer, struct kit_error *err)
{
    return os_output_place(&writer->output, err);
}

void sweep_journal_add(struct sweep_journal_writer *writer,
                       const struct sweep_journal_line *line)
{
    char rules[RULE_COUNT * KIT_NAME];
    struct text words = text_over(rules, sizeof rules);
    add_rule_words(&words, line->exercised);
    if (!writer->output.file)
        return;
    if (fprintf(writer->output.file, "%d %lld %lld %s %.*s\n", (int)line->state,
                (long long)line->took_ns, (long long)line->detection_ns, rules, (int)line->size,
                line->line) < 0 ||
        fflush(writer->output.file) != 0)
        writer->failed = true;
}

void sweep_journal_add_seen(struct sweep_journal_writer *writer, uint64_t steps)
{
    for (int i = 0; writer->output.file && i < PROTOCOL_STEP_COUNT; i++) {
        if (steps >> i & 1u && fprintf(writer->output.file, SEEN "%s\n", step_words[i]) < 0)
            writer->failed = true;
    }
}

enum kit_status sweep_journal_close(struct sweep_journal_writer *writer, bool is_over,
                                    struct kit_error *err)
{
    bool failed = writer->failed;
    struct kit_error why;
    if (writer->output.file && is_over && fputs(OVER "\n", writer->output.file) < 0)
        failed = true;
    if (!writer->output.is_placed)
        os_output_drop(&writer->output);
    if (os_output_end(&writer->output, &why) != KIT_OK)
        failed = true;
    *writer = (struct sweep_journal_writer){.failed = false};
    return failed ? kit_fail(err, KIT_OS,
                             "the journal for --resume could not be written; is the disk full?")
                  : KIT_OK;
}
