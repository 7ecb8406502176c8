/*
 * Goal: a person sees of each run what there is to be done about it, nothing hides behind the
 * closing line, and progress never breaks a terminal. Method: exact texts; every width.
 */
#include "kit/report/terminal.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

#define MS INT64_C(1000000)

static char room[4096];
static struct text text;

static const char *tell(struct report_run run)
{
    struct report_whole whole = {.count = 1};
    text = text_over(room, sizeof room);
    terminal_target.begin(&text, &whole);
    terminal_target.run(&text, &whole, &run, 1);
    return room;
}

static void one_line_tells_of_one_scenario(void **state)
{
    (void)state;
    static const struct {
        enum kit_verdict verdict;
        int64_t took_ns;
        enum terminal_colour colour;
        const char *line;
    } rows[] = {
        {VERDICT_PASS, 410 * MS, COLOUR_GREEN, "PASS  a.scenario  0.41 s\n"},
        {VERDICT_PASS, 0, COLOUR_GREEN, "PASS  a.scenario  0.00 s\n"},
        {VERDICT_SKIP, 0, COLOUR_YELLOW, "SKIP  a.scenario  0.00 s\n"},
        {VERDICT_UNSEEN, 0, COLOUR_YELLOW, "UNSEEN  a.scenario  0.00 s\n"},
        {VERDICT_VACUOUS, -1, COLOUR_YELLOW, "VACUOUS  a.scenario  0.00 s\n"},
        {VERDICT_FAIL, 12 * 1000 * MS, COLOUR_RED, "FAIL  a.scenario  12.00 s\n"},
        {VERDICT_ERROR, 996 * MS, COLOUR_RED, "ERROR  a.scenario  1.00 s\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct report_run run = {.path = "a.scenario",
                                 .verdict = rows[i].verdict,
                                 .took_ns = rows[i].took_ns,
                                 .message = "",
                                 .excerpt = ""};
        assert_string_equal(tell(run), rows[i].line);
        assert_int_equal(terminal_colour(&run), rows[i].colour);
        run.excerpt = "in full";
        assert_int_equal(terminal_colour(&run), COLOUR_NONE);
    }
}

static void a_note_stands_behind_the_line(void **state)
{
    struct report_run run = {.path = "a.scenario",
                             .verdict = VERDICT_SKIP,
                             .message = "on wine: it's so",
                             .excerpt = ""};
    (void)state;
    assert_string_equal(tell(run), "SKIP  a.scenario  0.00 s  on wine: it's so\n");
}

static void a_run_that_was_made_again_says_how_often(void **state)
{
    static const struct {
        uint32_t tries, late, busy;
        const char *line, *excerpt;
    } rows[] = {
        {0, 0, 0, "PASS  a.scenario  0.00 s\n", "FAIL\n"},
        {1, 0, 0, "PASS  a.scenario  0.00 s\n", "FAIL\n"},
        {2, 1, 0,
         "PASS  a.scenario  0.00 s  run 2 times: 1 strike came when its wait was over\n",
         "FAIL\n  run 2 times: 1 strike came when its wait was over\n"},
        {20, 19, 0,
         "PASS  a.scenario  0.00 s  run 20 times: 19 strikes came when their wait was over\n",
         "FAIL\n  run 20 times: 19 strikes came when their wait was over\n"},
        {5, 0, 0, "PASS  a.scenario  0.00 s  run 5 times\n", "FAIL\n  run 5 times\n"},
        {3, 0, 2, "PASS  a.scenario  0.00 s  run 3 times: the machine was too busy in 2\n",
         "FAIL\n  run 3 times: the machine was too busy in 2\n"},
        {3, 1, 1,
         "PASS  a.scenario  0.00 s  run 3 times: 1 strike came when its wait was over, the "
         "machine was too busy in 1\n",
         "FAIL\n  run 3 times: 1 strike came when its wait was over, the machine was too busy "
         "in 1\n"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct report_run run = {.path = "a.scenario",
                                 .tries = rows[i].tries,
                                 .late = rows[i].late,
                                 .busy = rows[i].busy,
                                 .message = "",
                                 .excerpt = ""};
        assert_string_equal(tell(run), rows[i].line);
        run.excerpt = "FAIL\n";
        assert_string_equal(tell(run), rows[i].excerpt);
    }
}

/* The message is in it. */
static void an_excerpt_is_printed_alone_and_ends_its_line(void **state)
{
    struct report_run run = {.path = "a.scenario",
                             .verdict = VERDICT_FAIL,
                             .message = "why",
                             .excerpt = "FAIL  a.scenario\n  why"};
    (void)state;
    assert_string_equal(tell(run), "FAIL  a.scenario\n  why\n");
    run.excerpt = "FAIL  a.scenario\n  why\n";
    assert_string_equal(tell(run), "FAIL  a.scenario\n  why\n");
}

/* The stories of the runs that did not pass were told when they happened. */
static void a_pass_after_a_failure_is_told_apart(void **state)
{
    struct report_run run = {.path = "a.scenario",
                             .verdict = VERDICT_PASS,
                             .failed_before = 1,
                             .message = "why",
                             .excerpt = "FAIL  a.scenario\n"};
    (void)state;
    assert_string_equal(tell(run), "FLAKY  a.scenario  0.00 s  passed after 1 run that "
                                   "did not: why\n");
    assert_int_equal(terminal_colour(&run), COLOUR_YELLOW);
    run.failed_before = 2;
    assert_non_null(strstr(tell(run), "after 2 runs that did not: why\n"));
    run.verdict = VERDICT_FAIL;
    assert_string_equal(tell(run), "FAIL  a.scenario\n  none of its 3 runs passed\n");
}

static void no_byte_of_a_path_moves_the_cursor(void **state)
{
    struct report_run run = {.path = "\033[2J.scenario", .message = "\b\b\177", .excerpt = ""};
    (void)state;
    for (const char *at = tell(run); *at; at++)
        assert_true(*at == '\n' || ((unsigned char)*at >= 0x20 && *at != 0x7f));
}

static void the_closing_line_hides_nothing(void **state)
{
    (void)state;
    static const struct {
        struct report_totals totals;
        const char *line;
    } rows[] = {
        {{.total = 18, .passed = 18}, "18 passed, 0 failed in 61.24 s\n"},
        {{.total = 19, .passed = 18, .skipped = 1},
         "18 passed, 0 failed, 1 skipped in 61.24 s\n"},
        {{.total = 6, .passed = 1, .failed = 2, .errors = 3},
         "1 passed, 2 failed, 3 errors in 61.24 s\n"},
        {{.total = 15, .failed = 2, .errors = 1, .unseen = 3, .vacuous = 4, .skipped = 5},
         "0 passed, 2 failed, 1 error, 3 unseen, 4 vacuous, 5 skipped in 61.24 s\n"},
        {{.total = 10, .passed = 7, .failed = 1}, "7 passed, 1 failed, 2 not run in 61.24 s\n"},
        {{.total = 5, .passed = 4, .flaky = 1}, "4 passed, 0 failed, 1 flaky in 61.24 s\n"},
        {{.total = 5, .passed = 4, .flaky = 1, .allows_flaky = true},
         "4 passed, 0 failed, 1 flaky in 61.24 s\n"},
        {{.total = 4, .passed = 3, .failed = 1, .left = 6},
         "3 passed, 1 failed, 6 not run in 61.24 s\n"},
        {{.total = 0}, "0 passed, 0 failed in 61.24 s\n"},
        {{.passed = 2, .failed = 1}, "2 passed, 1 failed in 61.24 s\n"}, /* without a total */
        {{.failed = UINT32_MAX, .errors = UINT32_MAX},
         "0 passed, 4294967295 failed, 4294967295 errors in 61.24 s\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        text = text_over(room, sizeof room);
        terminal_target.end(
            &text, &(struct report_whole){.totals = rows[i].totals, .took_ns = 61236 * MS});
        assert_string_equal(room, rows[i].line);
    }
}

static void colours_are_for_a_terminal_that_wants_them(void **state)
{
    (void)state;
    static const struct {
        enum terminal_colours when;
        bool is_terminal;
        const char *no_color, *term;
        bool wants;
    } rows[] = {
        {COLOURS_AUTO, true, NULL, NULL, true},      {COLOURS_AUTO, true, NULL, "xterm", true},
        {COLOURS_AUTO, true, "", "xterm", true}, /* an empty one is none: no-color.org */
        {COLOURS_AUTO, false, NULL, "xterm", false}, {COLOURS_AUTO, true, "1", "xterm", false},
        {COLOURS_AUTO, true, "0", "xterm", false},   {COLOURS_AUTO, true, NULL, "dumb", false},
        {COLOURS_ALWAYS, false, "1", "dumb", true}, /* who says so on the line has the word */
        {COLOURS_NEVER, true, NULL, "xterm", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(terminal_wants_colour(rows[i].when, rows[i].is_terminal,
                                               rows[i].no_color, rows[i].term),
                         rows[i].wants);
    assert_true(terminal_is_plain("dumb"));
    assert_false(terminal_is_plain("dumber"));
    assert_false(terminal_is_plain(NULL));
}

static const char *progress(struct report_totals totals, const char *current, uint32_t columns)
{
    text = text_over(room, sizeof room);
    terminal_progress(&text, &totals, 3, current, 4250 * MS, columns);
    return room;
}

static void progress_shows_bar_counts_and_what_runs(void **state)
{
    (void)state;
    const struct report_totals none = {.total = 40}, all = {.total = 40, .passed = 40};
    const struct report_totals some = {
        .total = 40, .passed = 16, .failed = 1, .skipped = 2, .errors = 1};
    assert_string_equal(progress(some, "scenarios/a.scenario", 80),
                        "[==========>         ] 20/40  2 failed  3 running  4.2 s  "
                        "scenarios/a.scenario");
    assert_string_equal(progress(some, "scenarios/child-ends/kept-write-end.scenario", 80),
                        "[==========>         ] 20/40  2 failed  3 running  4.2 s  "
                        "...-write-end.scenario");
    assert_string_equal(progress(none, "", 80),
                        "[>                   ] 0/40  3 running  4.2 s");
    assert_string_equal(progress(all, NULL, 40), "[==========] 40/40  3 running  4.2 s");
    assert_string_equal(progress(some, "a", 20), "[==>  ] 20/40  4.2 s");
    assert_string_equal(progress(some, "a", 5), "20/40");
    assert_string_equal(progress(some, "a", 4), "");
    assert_string_equal(progress((struct report_totals){0}, "a", 16), "[>   ] 0/0");
}

static void progress_says_how_much_longer_where_it_can_be_known(void **state)
{
    (void)state;
    struct report_totals totals = {.total = 40, .passed = 10, .estimates = true};
    assert_string_equal(progress(totals, "", 80),
                        "[=====>              ] 10/40  3 running  4.2 s"
                        ", about 13 s left");
    totals.again = 4; /* in the time, and not in what is done */
    assert_string_equal(progress(totals, "", 80),
                        "[=====>              ] 10/40  4 again  3 running"
                        "  4.2 s, about 13 s left");
    totals.again = 0;
    totals.ends_in_ns = 4100 * MS;
    assert_string_equal(progress(totals, "", 80),
                        "[=====>              ] 10/40  3 running  4.2 s"
                        ", about 5 s left");
    totals.ends_in_ns = 60000 * MS;
    assert_non_null(strstr(progress(totals, "", 80), ", about 13 s left"));
    totals.passed = 0;
    assert_null(strstr(progress(totals, "", 80), "left"));
    totals.passed = 40;
    assert_non_null(strstr(progress(totals, "", 80), ", about 0 s left"));
}

static void a_clock_that_has_not_moved_is_no_time(void **state)
{
    (void)state;
    const struct report_totals some = {.total = 40, .passed = 10};
    for (int64_t elapsed_ns = -1; elapsed_ns <= 0; elapsed_ns++) {
        text = text_over(room, sizeof room);
        terminal_progress(&text, &some, 3, "", elapsed_ns, 80);
        assert_string_equal(room, "[=====>              ] 10/40  3 running  0.0 s");
    }
}

static void progress_is_never_wider_than_the_terminal(void **state)
{
    (void)state;
    const struct report_totals rows[] = {
        {0},
        {.total = 40, .passed = 3},
        {.total = 2, .passed = 40},
        {UINT32_MAX, UINT32_MAX, UINT32_MAX, UINT32_MAX, UINT32_MAX, UINT32_MAX, UINT32_MAX,
         UINT32_MAX, true, UINT32_MAX, true, UINT32_MAX, UINT32_MAX, UINT32_MAX, INT64_MAX},
    };
    const char *const currents[] = {"", "a", "sc\xc3\xa9narios/\xf0\x9f\x90\xb7/\x80\x80\x80",
                                    "a\nb\033[2J",
                                    "scenarios/child-ends/kept-write-end.scenario"};
    for (uint32_t columns = 1; columns <= 200; columns++) {
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
            for (size_t k = 0; k < sizeof currents / sizeof *currents; k++) {
                progress(rows[i], currents[k], columns);
                assert_true(text.length <= columns && !text.cut);
                assert_null(strpbrk(room, "\n\033"));
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_line_tells_of_one_scenario),
        cmocka_unit_test(a_note_stands_behind_the_line),
        cmocka_unit_test(a_run_that_was_made_again_says_how_often),
        cmocka_unit_test(an_excerpt_is_printed_alone_and_ends_its_line),
        cmocka_unit_test(a_pass_after_a_failure_is_told_apart),
        cmocka_unit_test(no_byte_of_a_path_moves_the_cursor),
        cmocka_unit_test(the_closing_line_hides_nothing),
        cmocka_unit_test(colours_are_for_a_terminal_that_wants_them),
        cmocka_unit_test(progress_shows_bar_counts_and_what_runs),
        cmocka_unit_test(progress_says_how_much_longer_where_it_can_be_known),
        cmocka_unit_test(a_clock_that_has_not_moved_is_no_time),
        cmocka_unit_test(progress_is_never_wider_than_the_terminal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
