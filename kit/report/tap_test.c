/*
 * Goal: what is written is TAP, whatever stands in a path, a point or an excerpt. Method: runs
 * by hand, and the text that must come of them.
 */
#include "kit/report/formats.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define MS INT64_C(1000000)

static char room[REPORT_PIECE_MOST];

static const char *told(const struct report_run *run, size_t number)
{
    struct text text = text_over(room, sizeof room);
    const struct report_whole whole = {.count = 3};
    tap_target.run(&text, &whole, run, number);
    return room;
}

static struct report_run run_of(const char *path, enum kit_verdict verdict)
{
    return (struct report_run){.path = path,
                               .verdict = verdict,
                               .took_ns = 12 * MS,
                               .message = "",
                               .excerpt = "",
                               .log = "",
                               .point = ""};
}

static void a_plan_stands_before_the_runs(void **state)
{
    const struct report_whole whole = {.count = 3};
    struct text text = text_over(room, sizeof room);
    (void)state;
    tap_target.begin(&text, &whole);
    tap_target.end(&text, &whole);
    assert_string_equal(room, "TAP version 13\n# lifeline\n1..3\n");
}

static void a_run_that_passes_is_one_line(void **state)
{
    struct report_run run = run_of("a.scenario", VERDICT_PASS);
    (void)state;
    assert_string_equal(told(&run, 1), "ok 1 - a.scenario\n");
    run.repetition = 2;
    assert_string_equal(told(&run, 2), "ok 2 - a.scenario \\#2\n");
}

static void a_skipped_one_says_why(void **state)
{
    struct report_run run = run_of("a.scenario", VERDICT_SKIP);
    (void)state;
    run.message = "on wine: it's #1";
    assert_string_equal(told(&run, 1), "ok 1 - a.scenario # SKIP on wine: it's \\#1\n");
}

static void what_did_not_pass_has_its_details_below_it(void **state)
{
    struct report_run run = run_of("x\\b.scenario", VERDICT_FAIL);
    (void)state;
    run.message = "cs \"still\" runs";
    run.log = "logs\\b.jsonl";
    run.point = "at cs request.sent #2 kill cs";
    run.excerpt = "FAIL\n\n  a line\x1b[1m\x7f\n";
    assert_string_equal(told(&run, 3),
                        "not ok 3 - x\\\\b.scenario: at cs request.sent \\#2 kill cs\n"
                        "  ---\n"
                        "  verdict: \"fail\"\n"
                        "  message: \"cs \\\"still\\\" runs\"\n"
                        "  point: \"at cs request.sent #2 kill cs\"\n"
                        "  log: \"logs\\\\b.jsonl\"\n"
                        "  duration_ms: 12\n"
                        "  story:\n"
                        "    - \"FAIL\"\n"
                        "    - \"\"\n"
                        "    - \"  a line\\\\x1b[1m\\\\x7f\"\n"
                        "  ...\n");
}

static void every_verdict_but_pass_and_skip_is_not_ok(void **state)
{
    (void)state;
    for (int verdict = 0; verdict < VERDICT_COUNT; verdict++) {
        struct report_run run = run_of("a", (enum kit_verdict)verdict);
        bool ok = verdict == VERDICT_PASS || verdict == VERDICT_SKIP;
        run.took_ns = -1;
        assert_int_equal(told(&run, 1)[0], ok ? 'o' : 'n');
    }
}

static void a_run_that_was_made_again_says_how_often(void **state)
{
    struct report_run run = run_of("a.scenario", VERDICT_PASS);
    (void)state;
    run.tries = 1;
    assert_string_equal(told(&run, 1), "ok 1 - a.scenario\n");
    run.tries = 3;
    run.late = 2;
    run.busy = 1;
    const char *details = strstr(told(&run, 1), "  ---\n");
    assert_non_null(details);
    assert_non_null(strstr(details, "  tries: 3\n  late_strikes: 2\n  busy_machine: 1\n"));
}

static void a_flaky_run_is_no_pass_unless_that_is_allowed(void **state)
{
    struct report_run run = run_of("a.scenario", VERDICT_PASS);
    struct report_whole whole = {.count = 1};
    (void)state;
    run.failed_before = 2;
    run.message = "why";
    run.excerpt = "FAIL\n";
    assert_int_equal(strncmp(told(&run, 1), "not ok 1 - a.scenario\n", 22), 0);
    assert_non_null(strstr(room, "  verdict: \"flaky\"\n  message: \"why\"\n"));
    assert_non_null(strstr(room, "  failed_before: 2\n  story:\n    - \"FAIL\"\n"));
    whole.totals.allows_flaky = true;
    struct text text = text_over(room, sizeof room);
    tap_target.run(&text, &whole, &run, 1);
    assert_int_equal(strncmp(room, "ok 1 - a.scenario\n", 18), 0);
    assert_non_null(strstr(room, "  verdict: \"flaky\"\n"));
}

static void a_test_is_one_line_whatever_its_path_is(void **state)
{
    struct report_run run = run_of("a\nok 2\r - b", VERDICT_PASS);
    (void)state;
    assert_string_equal(told(&run, 1), "ok 1 - a\\\\x0aok 2\\\\x0d - b\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plan_stands_before_the_runs),
        cmocka_unit_test(a_run_that_passes_is_one_line),
        cmocka_unit_test(a_skipped_one_says_why),
        cmocka_unit_test(what_did_not_pass_has_its_details_below_it),
        cmocka_unit_test(every_verdict_but_pass_and_skip_is_not_ok),
        cmocka_unit_test(a_run_that_was_made_again_says_how_often),
        cmocka_unit_test(a_flaky_run_is_no_pass_unless_that_is_allowed),
        cmocka_unit_test(a_test_is_one_line_whatever_its_path_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
