#include "kit/report/terminal.h"
#include "kit/base/shown_text.h"
#include "kit/report/event_text.h"

#include <string.h>

#define BAR_MOST  24u /* cells inside the bar; more cells add no information */
#define BAR_LEAST 4u

const char *const terminal_colours_words[COLOURS_COUNT + 1] = {
#define X(when, word) word,
    TERMINAL_COLOURS(X)
#undef X
};

enum terminal_colour terminal_colour(const struct report_run *run)
{
    if (run_is_flaky(run))
        return COLOUR_YELLOW;
    if (run->excerpt[0])
        return COLOUR_NONE;
    switch (run->verdict) {
    case VERDICT_PASS:
        return COLOUR_GREEN;
    case VERDICT_SKIP:
    case VERDICT_UNSEEN:
    case VERDICT_VACUOUS:
        return COLOUR_YELLOW;
    case VERDICT_FAIL:
    case VERDICT_ERROR:
        return COLOUR_RED;
    case VERDICT_COUNT:
        break;
    }
    return COLOUR_NONE;
}

/* "0.41 s"; 0 means not measured. */
static void add_seconds_taken(struct text *to, int64_t took_ns)
{
    uint64_t hundredths = took_ns > 0 ? ((uint64_t)took_ns + 5000000) / 10000000 : 0;
    text_add(to, "%llu.%02u s", (unsigned long long)(hundredths / 100),
             (unsigned)(hundredths % 100));
}

bool terminal_is_plain(const char *term)
{
    return term && words_equal(term, "dumb");
}

bool terminal_wants_colour(enum terminal_colours when, bool is_terminal, const char *no_color,
                           const char *term)
{
    if (when != COLOURS_AUTO)
        return when == COLOURS_ALWAYS;
    return is_terminal && !(no_color && no_color[0]) && !terminal_is_plain(term);
}

const char *terminal_word(const struct report_run *run)
{
    return run_is_flaky(run) ? "flaky" : verdict_words[run->verdict];
}

/* "PASS  scenarios/a.scenario  0.41 s", followed by what the user should know. */
static void add_line(struct text *to, const struct report_run *run)
{
    report_add_upper(to, terminal_word(run));
    size_t from = to->length;
    text_add(to, "  %s  ", run->path);
    add_seconds_taken(to, run->took_ns);
    report_add_flaky(to, "  ", run);
    if (run->message[0] && !run_is_flaky(run))
        text_add(to, "  %s", run->message);
    report_add_tries(to, "  ", run);
    shown_rest(to, from, false);
    text_add(to, "\n");
}

static void tell_nothing(struct text *to, const struct report_whole *whole)
{
    (void)to;
    (void)whole;
}

static void terminal_add_run(struct text *to, const struct report_whole *whole,
                             const struct report_run *run, size_t number)
{
    (void)whole;
    (void)number;
    if (!run->excerpt[0] || run_is_flaky(run)) { /* its excerpt was printed when it happened */
        add_line(to, run);
        return;
    }
    text_add(to, "%s", run->excerpt);
    if (to->at[to->length - 1] != '\n')
        text_add(to, "\n");
    if (run->failed_before > 0)
        text_add(to, "  none of its %u runs passed\n", (unsigned)run->failed_before + 1);
    if (run->tries > 1) {
        report_add_tries(to, "  ", run);
        text_add(to, "\n");
    }
}

static void add_count(struct text *to, uint32_t count, const char *word)
{
    if (count > 0)
        text_add(to, ", %u %s", (unsigned)count, word);
}

static void tell_closing(struct text *to, const struct report_whole *whole)
{
    const struct report_totals *totals = &whole->totals;
    text_add(to, "%u passed, %u failed", (unsigned)totals->passed, (unsigned)totals->failed);
    add_count(to, totals->errors, totals->errors == 1 ? "error" : "errors");
    add_count(to, totals->unseen, "unseen");
    add_count(to, totals->vacuous, "vacuous");
    add_count(to, totals->flaky, "flaky");
    add_count(to, totals->skipped, "skipped");
    add_count(to, totals_not_run(totals) + totals->left, "not run");
    text_add(to, " in ");
    add_seconds_taken(to, whole->took_ns);
    text_add(to, "\n");
}

const struct report_target terminal_target = {NULL, tell_nothing, terminal_add_run,
                                              tell_closing};

/*
 * Appends a text only if all of it fits. Every byte counts as a cell, so that the line is never
 * too long.
 */
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

/* The end of a path is more informative than its beginning. */
static void add_current(struct text *to, size_t start, uint32_t columns, const char *current)
{
    char path[KIT_PATH * 4]; /* each byte may become up to four */
    struct text shown = text_over(path, sizeof path);
    size_t used = to->length - start;
    shown_add(&shown, current, false);
    if (shown.length == 0 || used + 8 > columns)
        return;
    size_t room = columns - used - 2;
    if (shown.length <= room) {
        text_add(to, "  %s", path);
    } else {
        const char *tail = path + shown.length - (room - 3);
        while (((unsigned char)*tail & 0xc0) == 0x80)
            tail++;
        text_add(to, "  ...%s", tail);
    }
}

static uint32_t bar_cells(uint32_t columns, size_t counts)
{
    uint32_t cells = columns / 4 < BAR_MOST ? columns / 4 : BAR_MOST;
    return cells >= BAR_LEAST && cells + 3 + counts <= columns ? cells : 0;
}

/*
 * The estimate for each remaining run is the average time so far, including repeated runs; but
 * the estimate ends no later than the announced end.
 */
static uint64_t seconds_left(const struct report_totals *totals, uint64_t done, uint64_t tenths)
{
    uint64_t left = (tenths * (totals->total - done) / done + 9) / 10;
    uint64_t most = (uint64_t)totals->ends_in_ns / 1000000000 + 1;
    return totals->ends_in_ns > 0 && most < left ? most : left;
}

void terminal_progress(struct text *to, const struct report_totals *totals, uint32_t running,
                       const char *current, int64_t elapsed_ns, uint32_t columns)
{
    char counts[48], piece[48];
    size_t start = to->length;
    uint64_t failed = totals_red(totals);
    uint64_t done = failed + totals_green(totals) + totals->skipped, total = totals->total;
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
