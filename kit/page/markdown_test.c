/*
 * Goal: the summary names each run that is no pass, with its findings and the command that runs
 * it again, and no text of a log becomes markup. Method: logs by hand, and the text that must
 * come of them.
 */
#include "kit/page/output_test.h"

static char log_bytes[64 * 1024];

static struct judged_run run_with(const char *path, const char *scenario)
{
    struct kit_event end = {.kind = EVENT_END, .at_ns = 5};
    return run_of_log(path, log_bytes,
                      log_with(scenario, &end, 1, log_bytes, sizeof log_bytes));
}

static const char vacuous[] = "parent host is ref_parent\nchild cs is ref_child\n"
                              "at cs request.sent #1 kill cs\n";
static const char skipped[] = "skip on wine: it needs a [desktop]\nparent host is ref_parent\n"
                              "child cs is ref_child\nat cs request.sent #1 kill cs\n";

static void a_run_that_is_no_pass_has_its_findings_and_its_command(void **state)
{
    (void)state;
    struct judged_run run = run_with("logs/a.jsonl", vacuous);
    write_output(&markdown_target, &run, 1);
    assert_non_null(strstr(output.bytes, "## Lifeline: 1 vacuous\n"));
    assert_non_null(strstr(output.bytes, "\n### VACUOUS a.scenario\n"));
    assert_non_null(strstr(output.bytes, "\n- **vacuous, line 3 on cs:** "));
    assert_non_null(strstr(output.bytes, "\n```sh\nlifeline replay logs/a.jsonl\n```\n"));
    judged_run_free(&run);
}

static void a_run_that_passes_or_is_skipped_is_only_counted(void **state)
{
    (void)state;
    struct judged_run run = run_with("logs/a.jsonl", skipped);
    write_output(&markdown_target, &run, 1);
    assert_non_null(strstr(output.bytes, "## Lifeline: 1 skipped\n"));
    assert_int_equal(times_in_output("###"), 0);
    judged_run_free(&run);
}

static void text_of_a_log_is_no_markup(void **state)
{
    (void)state;
    struct judged_run run;
    judged_run_unread(&run, "a`\n```\n<b>.jsonl", "bad *line* <script> [x](y) | & \x1b[1m");
    write_output(&markdown_target, &run, 1);
    assert_non_null(strstr(output.bytes, "- bad \\*line\\* &lt;script> \\[x\\](y) \\| "
                                         "&amp; \\\\x1b\\[1m\n"));
    assert_int_equal(times_in_output("\n```\n"), 1); /* the end of the command, and no other */
    assert_int_equal(times_in_output("<script"), 0);
}

static void a_replay_is_counted_apart_and_named(void **state)
{
    (void)state;
    struct judged_run runs[2] = {run_with("logs/a.jsonl", vacuous)};
    runs[1] = run_with("logs/a.replay.jsonl", vacuous);
    runs[1].is_replay = true;
    write_output(&markdown_target, runs, 2);
    assert_non_null(strstr(output.bytes, "## Lifeline: 1 vacuous; replays: 1 vacuous\n"));
    assert_non_null(strstr(output.bytes, "\n### VACUOUS a.scenario\n"));
    assert_non_null(strstr(output.bytes, "\n### VACUOUS a.scenario (replay)\n"));
    judged_run_free(&runs[0]);
    judged_run_free(&runs[1]);
}

static void a_long_list_is_cut_and_says_so(void **state)
{
    (void)state;
    static struct judged_run runs[103];
    for (size_t i = 0; i < 103; i++)
        judged_run_unread(&runs[i], "x.jsonl", "no log");
    runs[0].is_replay = true;
    write_output(&markdown_target, runs, 103);
    assert_int_equal(times_in_output("\n### ERROR"), 100);
    assert_non_null(strstr(output.bytes, "\nand 3 more that did not pass\n"));
}

static void each_verdict_is_counted_the_worst_first(void **state)
{
    (void)state;
    char room[256];
    struct text text = text_over(room, sizeof room);
    struct page_totals totals = {.count = 9};
    totals.of[VERDICT_PASS] = 4;
    totals.of[VERDICT_FAIL] = 2;
    totals.of[VERDICT_ERROR] = 2;
    totals.of[VERDICT_UNSEEN] = 1;
    page_totals_text(&totals, &text);
    assert_string_equal(room, "2 errors, 2 failed, 1 unseen, 4 passed");
    page_totals_add(&totals, VERDICT_FAIL, true);
    page_totals_add(&totals, VERDICT_PASS, true);
    text = text_over(room, sizeof room);
    page_totals_text(&totals, &text);
    assert_string_equal(room,
                        "2 errors, 2 failed, 1 unseen, 4 passed; replays: 1 failed, 1 passed");
    text = text_over(room, sizeof room);
    page_totals_text(&(struct page_totals){.of_replays[VERDICT_SKIP] = 1}, &text);
    assert_string_equal(room, "replays: 1 skipped");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_run_that_is_no_pass_has_its_findings_and_its_command),
        cmocka_unit_test(a_run_that_passes_or_is_skipped_is_only_counted),
        cmocka_unit_test(text_of_a_log_is_no_markup),
        cmocka_unit_test(a_replay_is_counted_apart_and_named),
        cmocka_unit_test(a_long_list_is_cut_and_says_so),
        cmocka_unit_test(each_verdict_is_counted_the_worst_first),
    };
    return cmocka_run_group_tests(tests, output_begin, output_end);
}
