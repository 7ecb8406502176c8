#include "kit/report/report.h"

#include "kit/report/phrase.h"
#include "kit/report/story.h"

#include <string.h>

/* More findings than this of one run have one cause, and are not read. */
#define BLOCKS_MOST 5u

#define BAR_MOST    24u /* cells inside the bar; more says no more */
#define BAR_LEAST   4u

static void add_upper(struct text *to, const char *word)
{
    for (; *word; word++)
        text_add(to, "%c", *word >= 'a' && *word <= 'z' ? *word - 'a' + 'A' : *word);
}

/* Green for what passed, red for what did not, yellow for what was not seen. */
static const char *colour_of(enum kit_verdict verdict)
{
    switch (verdict) {
    case VERDICT_PASS:
        return "\033[32m";
    case VERDICT_SKIP:
    case VERDICT_UNSEEN:
    case VERDICT_VACUOUS:
        return "\033[33m";
    case VERDICT_FAIL:
    case VERDICT_ERROR:
        return "\033[31m";
    case VERDICT_COUNT:
        break;
    }
    return "";
}

static uint32_t finding_count(const struct judgement *judgement)
{
    return judgement->count < KIT_FINDINGS ? judgement->count : KIT_FINDINGS;
}

/* Why it was skipped, or how it is known to differ; NULL for nearly all. A verdict `pass` has
 * such a finding on the run as a whole for no other reason. */
static const char *system_note(const struct judgement *judgement)
{
    for (uint32_t i = 0; i < finding_count(judgement); i++) {
        const struct finding *finding = &judgement->findings[i];
        if (finding->source == SOURCE_RUN &&
            (finding->verdict == VERDICT_PASS || finding->verdict == VERDICT_SKIP))
            return finding->text;
    }
    return NULL;
}

/* A fault that leaves nobody who owes anything has struck, and proved nothing. */
static const char *empty_note(const struct judgement *judgement)
{
    bool empty = judgement->verdict == VERDICT_PASS && judgement->exercised == 0;
    return empty ? "no rule had anything to judge" : NULL;
}

void report_line(struct text *to, const char *path, const struct judgement *judgement,
                 int64_t took_ns, bool colour)
{
    uint64_t hundredths = took_ns > 0 ? ((uint64_t)took_ns + 5000000) / 10000000 : 0;
    if (colour)
        text_add(to, "%s", colour_of(judgement->verdict));
    add_upper(to, verdict_words[judgement->verdict]);
    if (colour)
        text_add(to, "\033[0m");
    size_t from = to->length;
    text_add(to, "  %s  %llu.%02u s", path, (unsigned long long)(hundredths / 100),
             (unsigned)(hundredths % 100));
    const char *note = system_note(judgement);
    if (!note)
        note = empty_note(judgement);
    if (note)
        text_add(to, "  %s", note);
    phrase_clean(to, from);
    text_add(to, "\n");
}

static void write_heading(struct text *to, const char *path, const struct finding *finding)
{
    size_t from = to->length;
    add_upper(to, verdict_words[finding->verdict]);
    text_add(to, "  %s  ", path);
    switch (finding->source) {
    case SOURCE_RULE:
        text_add(to, "rule %s", rule_words[finding->rule]);
        break;
    case SOURCE_LINE:
        text_add(to, "line %u", (unsigned)finding->line);
        break;
    case SOURCE_RUN:
    case SOURCE_COUNT:
        text_add(to, "the run");
        break;
    }
    if (finding->actor[0])
        text_add(to, " on %s", finding->actor);
    phrase_clean(to, from);
    text_add(to, "\n");
}

static void write_sentence(struct text *to, const char *sentence)
{
    size_t from = to->length;
    if (!sentence[0])
        return;
    text_add(to, "  %s", sentence);
    phrase_clean(to, from);
    text_add(to, "\n");
}

static void write_replay(struct text *to, const char *log_path)
{
    const char *quote = strchr(log_path, ' ') ? "\"" : "";
    size_t from = to->length;
    text_add(to, "  replay:  lifeline replay %s%s%s", quote, log_path, quote);
    phrase_clean(to, from);
    text_add(to, "\n");
}

/* The findings that are no pass, the most severe first; returns how many there are. */
static uint32_t order_findings(const struct judgement *judgement,
                               const struct finding *out[KIT_FINDINGS])
{
    uint32_t count = 0;
    for (int verdict = VERDICT_COUNT - 1; verdict > VERDICT_PASS; verdict--) {
        for (uint32_t i = 0; i < finding_count(judgement); i++) {
            if (judgement->findings[i].verdict == (enum kit_verdict)verdict)
                out[count++] = &judgement->findings[i];
        }
    }
    return count;
}

void report_failure(struct text *to, const struct scenario *scenario,
                    const struct kit_event *events, size_t count,
                    const struct judgement *judgement, const char *log_path)
{
    const struct finding *findings[KIT_FINDINGS];
    uint32_t found = order_findings(judgement, findings);
    /* A verdict without a finding is still told. */
    const struct finding bare = {.source = SOURCE_RUN, .verdict = judgement->verdict};
    if (found == 0)
        findings[found++] = &bare;
    for (uint32_t i = 0; i < found && i < BLOCKS_MOST; i++) {
        if (i > 0)
            text_add(to, "\n");
        write_heading(to, scenario->path, findings[i]);
        write_sentence(to, findings[i]->text);
        text_add(to, "\n");
        size_t before = to->length;
        story_write(to, scenario, events, count, findings[i]);
        if (to->length > before)
            text_add(to, "\n");
        write_sentence(to, findings[i]->likely);
        write_replay(to, log_path);
    }
    if (found > BLOCKS_MOST)
        text_add(to, "\nand %u more\n", (unsigned)(found - BLOCKS_MOST));
}

/* What is neither passed nor skipped, also what was counted nowhere. */
static uint64_t not_passed(const struct report_totals *totals)
{
    uint64_t failed = (uint64_t)totals->failed + totals->errors;
    uint64_t settled = (uint64_t)totals->passed + totals->skipped;
    uint64_t rest = totals->total > settled ? totals->total - settled : 0;
    return failed > rest ? failed : rest;
}

void report_closing(struct text *to, const struct report_totals *totals)
{
    text_add(to, "%u passed, %llu failed", (unsigned)totals->passed,
             (unsigned long long)not_passed(totals));
    if (totals->skipped > 0)
        text_add(to, ", %u skipped", (unsigned)totals->skipped);
    text_add(to, "\n");
}

/* Appends only what fits whole; every byte is counted as a cell, so that none is too many. */
static void add_if_fits(struct text *to, size_t start, uint32_t columns, const char *piece)
{
    if (to->length - start + strlen(piece) <= columns)
        text_add(to, "%s", piece);
}

static void add_bar(struct text *to, uint64_t done, uint64_t total, uint32_t cells)
{
    uint64_t full = total == 0 ? 0 : done * cells / total;
    text_add(to, "[");
    for (uint32_t i = 0; i < cells; i++)
        text_add(to, "%c", i < full ? '=' : i == full ? '>' : ' ');
    text_add(to, "] ");
}

/* The end of a path tells more than its beginning. */
static void add_current(struct text *to, size_t start, uint32_t columns, const char *current)
{
    size_t used = to->length - start, length = strlen(current);
    if (length == 0 || used + 8 > columns)
        return;
    size_t room = columns - used - 2, from = to->length;
    if (length <= room) {
        text_add(to, "  %s", current);
    } else {
        const char *tail = current + length - (room - 3);
        while (((unsigned char)*tail & 0xc0) == 0x80)
            tail++;
        text_add(to, "  ...%s", tail);
    }
    phrase_clean(to, from);
}

static uint32_t bar_cells(uint32_t columns, size_t counts)
{
    uint32_t cells = columns / 4 < BAR_MOST ? columns / 4 : BAR_MOST;
    return cells >= BAR_LEAST && cells + 3 + counts <= columns ? cells : 0;
}

/* As long for each of those that are left as for each so far, the time for runs that were made
 * again in it; but no longer than until the end that was told. */
static uint64_t seconds_left(const struct report_totals *totals, uint64_t done, uint64_t tenths)
{
    uint64_t left = (tenths * (totals->total - done) / done + 9) / 10;
    uint64_t most = (uint64_t)totals->ends_in_ns / 1000000000 + 1;
    return totals->ends_in_ns > 0 && most < left ? most : left;
}

void report_progress(struct text *to, const struct report_totals *totals, uint32_t running,
                     const char *current, int64_t elapsed_ns, uint32_t columns)
{
    char counts[48], piece[48];
    size_t start = to->length;
    uint64_t failed = (uint64_t)totals->failed + totals->errors;
    uint64_t done = failed + totals->passed + totals->skipped, total = totals->total;
    uint64_t tenths = elapsed_ns > 0 ? (uint64_t)elapsed_ns / 100000000 : 0;
    done = done < total ? done : total;
    struct text text = text_over(counts, sizeof counts);
    text_add(&text, "%llu/%llu", (unsigned long long)done, (unsigned long long)total);
    uint32_t cells = bar_cells(columns, text.length);
    if (cells > 0)
        add_bar(to, done, total, cells);
    add_if_fits(to, start, columns, counts);
    text = text_over(piece, sizeof piece);
    text_add(&text, "  %llu failed", (unsigned long long)failed);
    if (failed > 0)
        add_if_fits(to, start, columns, piece);
    text = text_over(piece, sizeof piece);
    text_add(&text, "  %u again", (unsigned)totals->again);
    if (totals->again > 0)
        add_if_fits(to, start, columns, piece);
    text = text_over(piece, sizeof piece);
    text_add(&text, "  %u running", (unsigned)running);
    add_if_fits(to, start, columns, piece);
    text = text_over(piece, sizeof piece);
    text_add(&text, "  %llu.%u s", (unsigned long long)(tenths / 10), (unsigned)(tenths % 10));
    add_if_fits(to, start, columns, piece);
    if (totals->estimates && done > 0) {
        text = text_over(piece, sizeof piece);
        text_add(&text, ", about %llu s left",
                 (unsigned long long)seconds_left(totals, done, tenths));
        add_if_fits(to, start, columns, piece);
    }
    add_current(to, start, columns, current ? current : "");
}
