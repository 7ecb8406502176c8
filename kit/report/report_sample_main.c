/*
 * Prints a report in the named format, so that a check can validate it by the format's rules.
 * The report has a run of every verdict, and names and sentences that the format must escape.
 */
#include "kit/base/words.h"
#include "kit/report/formats.h"

#include <stdio.h>

static char room[REPORT_PIECE_MOST];

static int print_piece(const struct text *piece)
{
    fputs(room, stdout);
    return piece->cut ? 1 : 0;
}

int main(int count, char **words)
{
    int format = count > 1 ? word_index(report_format_words, words[1]) : -1;
    int cut = 0;
    struct report_whole whole = {
        .totals =
            {.total = VERDICT_COUNT + 1, .passed = 2, .failed = 3, .skipped = 1, .errors = 1},
        .count = VERDICT_COUNT + 1,
        .took_ns = 12345678901,
    };
    if (format < 0)
        return 2;
    const struct report_target *target = report_targets[format];
    struct text text = text_over(room, sizeof room);
    target->begin(&text, &whole);
    cut |= print_piece(&text);
    for (int i = 0; i <= VERDICT_COUNT; i++) {
        bool is_last = i == VERDICT_COUNT;
        struct report_run run = {
            .path = is_last ? "C:\\a\\b.scenario" : "scenarios/a & b/\"<x>\" # 1 \\.scenario",
            .repetition = (uint32_t)i,
            .verdict = is_last ? VERDICT_PASS : (enum kit_verdict)i,
            .took_ns = is_last ? -1 : 1234567890,
            .tries = (uint32_t)i % 3 + 1,
            .late = (uint32_t)i % 3 / 2,
            .message = "cs said \"<no>\" & # SKIP \x01\xff\xed\xa0\x80 caf\xc3\xa9",
            .excerpt = "FAIL\n  ]]> \x1b[31m </failure> \xc3\n...\n---\nnot ok 9 - x\n",
            .log = "logs/a 'b': c.jsonl",
            .point = i % 2 ? "at cs request.sent #2 kill cs" : "",
            .shard = i % 2 ? 1 : 0,
            .shards = i % 2 ? 3 : 0,
        };
        text = text_over(room, sizeof room);
        target->run(&text, &whole, &run, (size_t)i + 1);
        cut |= print_piece(&text);
    }
    text = text_over(room, sizeof room);
    target->end(&text, &whole);
    return cut | print_piece(&text);
}
