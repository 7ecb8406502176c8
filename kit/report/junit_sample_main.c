/* Prints a report with a case of every verdict, and of names and sentences that XML must not
 * take as its own, for check/junit to hold against its schemas. */
#include "kit/report/junit.h"

#include <stdio.h>

int main(void)
{
    static char room[JUNIT_PIECE_MOST * 2];
    struct text text = text_over(room, sizeof room);
    struct report_totals totals = {
        .total = VERDICT_COUNT + 1, .passed = 2, .failed = 3, .skipped = 1, .errors = 1};
    junit_begin(&text, &totals, 12345678901);
    for (int verdict = 0; verdict < VERDICT_COUNT; verdict++) {
        struct junit_case of = {.path = "scenarios/a & b/\"<x>\".scenario",
                                .repetition = (uint32_t)verdict,
                                .verdict = (enum kit_verdict)verdict,
                                .took_ns = 1234567890,
                                .message =
                                    "cs said \"<no>\" & \x01\xff\xed\xa0\x80 caf\xc3\xa9",
                                .story = "FAIL\n  ]]> \x1b[31m </failure> \xc3\n"};
        junit_case(&text, &of);
    }
    junit_case(&text, &(struct junit_case){.path = "C:\\a\\b.scenario", .took_ns = -1});
    junit_end(&text);
    fputs(room, stdout);
    return text.cut ? 1 : 0;
}
