/*
 * Goal: a CI system reads what a person reads, and nothing in a path, a sentence or a excerpt
 * can break the report. Method: exact texts; all bytes; check/junit holds a sample against the
 * schemas.
 */
#include "kit/report/formats.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static char room[REPORT_PIECE_MOST];
static struct text text;

static int begin(void **state)
{
    (void)state;
    text = text_over(room, sizeof room);
    return 0;
}

static const char *case_of(struct report_run of)
{
    text = text_over(room, sizeof room);
    junit_target.run(&text, &(struct report_whole){.count = 1}, &of, 1);
    assert_false(text.cut);
    return room;
}

static void a_case_is_a_name_in_the_class_of_its_folder(void **state)
{
    static const struct {
        const char *path, *names;
    } rows[] = {
        {"scenarios/child-ends/a.scenario", "classname=\"scenarios.child-ends\" name=\"a\""},
        {"scenarios\\b\\a.scenario", "classname=\"scenarios.b\" name=\"a\""},
        {"a.scenario", "classname=\"lifeline\" name=\"a\""},
        {"./a.scenario", "classname=\"lifeline\" name=\"a\""},
        {"../x/a.scenario", "classname=\"x\" name=\"a\""},
        {"C:\\x\\a.scenario", "classname=\"x\" name=\"a\""},
        {"x/.scenario", "classname=\"x\" name=\".scenario\""},
        {"x/a.txt", "classname=\"x\" name=\"a.txt\""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_non_null(
            strstr(case_of((struct report_run){.path = rows[i].path}), rows[i].names));
}

static void the_number_of_a_repetition_is_part_of_the_name(void **state)
{
    (void)state;
    assert_non_null(
        strstr(case_of((struct report_run){.path = "x/a.scenario", .repetition = 7}),
               "name=\"a #7\""));
}

static void each_verdict_has_its_element(void **state)
{
    static const char *const rows[VERDICT_COUNT] = {
        [VERDICT_PASS] = "time=\"1.234\"/>\n",
        [VERDICT_SKIP] = "time=\"1.234\">\n      <skipped message=\"why\"/>\n    </testcase>\n",
        [VERDICT_UNSEEN] = "<failure type=\"unseen\" message=\"why\">story\n</failure>",
        [VERDICT_VACUOUS] = "<failure type=\"vacuous\" message=\"why\">story\n</failure>",
        [VERDICT_FAIL] = "<failure type=\"fail\" message=\"why\">story\n</failure>",
        [VERDICT_ERROR] = "<error type=\"error\" message=\"why\">story\n</error>",
    };
    (void)state;
    for (int verdict = 0; verdict < VERDICT_COUNT; verdict++) {
        const char *told = case_of((struct report_run){.path = "a.scenario",
                                                       .verdict = (enum kit_verdict)verdict,
                                                       .took_ns = 1234999999,
                                                       .message = "why",
                                                       .excerpt = "story\n"});
        assert_non_null(strstr(told, rows[verdict]));
    }
}

static void a_run_that_was_made_again_says_how_often(void **state)
{
    (void)state;
    for (int verdict = 0; verdict < VERDICT_COUNT; verdict++) {
        struct report_run run = {.path = "a.scenario",
                                 .verdict = (enum kit_verdict)verdict,
                                 .message = "why",
                                 .excerpt = "story",
                                 .tries = 1};
        assert_null(strstr(case_of(run), "system-out"));
        run.tries = 3;
        run.late = 1;
        const char *told = strstr(case_of(run), "      <system-out>");
        assert_non_null(told);
        assert_string_equal(told, "      <system-out>run 3 times: 1 strike came when its wait "
                                  "was over</system-out>\n    </testcase>\n");
    }
}

static void a_flaky_run_is_a_failure_unless_that_is_allowed(void **state)
{
    struct report_run run = {.path = "a.scenario",
                             .verdict = VERDICT_PASS,
                             .failed_before = 1,
                             .message = "why",
                             .excerpt = "FAIL"};
    struct report_whole whole = {.totals = {.total = 3, .passed = 2, .flaky = 1}};
    (void)state;
    assert_non_null(strstr(case_of(run),
                           "<failure type=\"flaky\" message=\"why\">FAIL</failure>\n      "
                           "<system-out>flaky: passed after 1 run that did not: why</"));
    text = text_over(room, sizeof room);
    junit_target.begin(&text, &whole);
    assert_non_null(strstr(room, " tests=\"3\" failures=\"1\" errors=\"0\""));
    whole.totals.allows_flaky = true;
    text = text_over(room, sizeof room);
    junit_target.begin(&text, &whole);
    assert_non_null(strstr(room, " tests=\"3\" failures=\"0\" errors=\"0\""));
    text = text_over(room, sizeof room);
    junit_target.run(&text, &whole, &run, 1);
    assert_null(strstr(room, "<failure"));
    assert_non_null(strstr(room, "<system-out>flaky: passed after 1 run that did not: why</"));
}

/* Nine were begun and eight counted: what was counted nowhere is no pass. */
static void the_counts_add_up(void **state)
{
    static const char counts[] = " tests=\"9\" failures=\"2\" errors=\"3\"";
    (void)state;
    struct report_whole whole = {
        .totals = {.total = 9, .passed = 3, .failed = 2, .skipped = 1, .errors = 2},
        .took_ns = 2000000000};
    junit_target.begin(&text, &whole);
    const char *first = strstr(room, counts);
    assert_non_null(first);
    assert_non_null(strstr(first + 1, counts));
}

/* Jenkins refuses `skipped` on the outer element. */
static void what_was_skipped_is_counted_on_the_suite_alone(void **state)
{
    (void)state;
    struct report_whole whole = {.totals = {.total = 1, .skipped = 1}};
    junit_target.begin(&text, &whole);
    const char *suite = strstr(room, "<testsuite ");
    assert_non_null(suite);
    assert_non_null(strstr(suite, " skipped=\"1\""));
    assert_ptr_equal(strstr(room, "skipped"), strstr(suite, "skipped"));
}

static void a_report_is_closed_as_it_was_opened(void **state)
{
    (void)state;
    struct report_whole whole = {.count = 0};
    junit_target.begin(&text, &whole);
    junit_target.end(&text, &whole);
    assert_string_equal(
        room, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
              "<testsuites name=\"lifeline\" tests=\"0\" failures=\"0\" errors=\"0\" "
              "time=\"0.000\">\n"
              "  <testsuite name=\"lifeline\" tests=\"0\" failures=\"0\" errors=\"0\" "
              "skipped=\"0\" time=\"0.000\">\n"
              "  </testsuite>\n</testsuites>\n");
}

static void nothing_in_a_sentence_is_taken_for_xml(void **state)
{
    static const struct {
        const char *raw, *escaped;
    } rows[] = {
        {"<a & \"b\">", "&lt;a &amp; &quot;b&quot;&gt;"},
        {"a\tb\nc\x1b[31m\x7f", "a\\x09b\\x0ac\\x1b[31m\\x7f"},
        {"caf\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80",
         "caf\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80"},
        {"\xff \xc3( \xc0\xaf \xed\xa0\x80 \xef\xbf\xbf \xf4\x90\x80\x80",
         "\\xff \\xc3( \\xc0\\xaf \\xed\\xa0\\x80 \\uffff \\xf4\\x90\\x80\\x80"},
        {"cut \xe2\x82", "cut \\xe2\\x82"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *told = case_of((struct report_run){
            .path = "a.scenario", .verdict = VERDICT_SKIP, .message = rows[i].raw});
        const char *message = strstr(told, "message=\"");
        assert_non_null(message);
        assert_memory_equal(message + 9, rows[i].escaped, strlen(rows[i].escaped));
        assert_memory_equal(message + 9 + strlen(rows[i].escaped), "\"/>", 3);
    }
}

static void the_longest_excerpt_fits(void **state)
{
    static char excerpt[REPORT_EXCERPT_MOST], path[300], message[KIT_FINDING_TEXT];
    (void)state;
    memset(excerpt, '"', sizeof excerpt - 1);
    memset(path, '"', sizeof path - 1);
    memset(message, '"', sizeof message - 1);
    case_of((struct report_run){
        .path = path, .verdict = VERDICT_FAIL, .message = message, .excerpt = excerpt});
    assert_non_null(strstr(room, "</failure>"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_case_is_a_name_in_the_class_of_its_folder, begin),
        cmocka_unit_test_setup(the_number_of_a_repetition_is_part_of_the_name, begin),
        cmocka_unit_test_setup(each_verdict_has_its_element, begin),
        cmocka_unit_test_setup(a_run_that_was_made_again_says_how_often, begin),
        cmocka_unit_test_setup(a_flaky_run_is_a_failure_unless_that_is_allowed, begin),
        cmocka_unit_test_setup(the_counts_add_up, begin),
        cmocka_unit_test_setup(what_was_skipped_is_counted_on_the_suite_alone, begin),
        cmocka_unit_test_setup(a_report_is_closed_as_it_was_opened, begin),
        cmocka_unit_test_setup(nothing_in_a_sentence_is_taken_for_xml, begin),
        cmocka_unit_test_setup(the_longest_excerpt_fits, begin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
