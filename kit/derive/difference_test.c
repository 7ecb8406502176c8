/*
 * Goal: two runs agree if and only if each actor did the same things in the same
 * order and the verdicts agree; otherwise the first difference of each actor is told. Method:
 * pairs of scenes of the judge's tests, as logs.
 */
#include "kit/derive/difference.h"
#include "kit/judge/scene_test.h"

static char told[DIFFERENCE_MOST];

struct compared_stage {
    struct stage *stage;
    struct log log;
};

static void set_log(struct compared_stage *out, const char *scenario, const char *events)
{
    out->stage = stage_set(scenario, events);
    out->log = (struct log){.header = {.path = "a.scenario",
                                       .platform = "wine 8.0",
                                       .kit_version = "1.0",
                                       .scenario = (char *)scenario,
                                       .scenario_size = strlen(scenario)},
                            .events = out->stage->events,
                            .event_count = out->stage->count,
                            .has_judgement = true,
                            .judgement = play(out->stage, -1)->judgement};
}

static bool compare(struct compared_stage *a, struct compared_stage *b)
{
    struct text to = text_over(told, sizeof told);
    struct kit_error err;
    bool same;
    assert_int_equal(
        difference_write(&to, &(struct compared_run){"a.jsonl", &a->log, &a->stage->scenario},
                         &(struct compared_run){"b.jsonl", &b->log, &b->stage->scenario}, &same,
                         &err),
        KIT_OK);
    free(a->stage);
    free(b->stage);
    return same;
}

static bool compare_events(const char *left, const char *right)
{
    struct compared_stage a, b;
    set_log(&a, KILL_CS, left);
    set_log(&b, KILL_CS, right);
    return compare(&a, &b);
}

static void assert_told(const char *piece)
{
    if (!strstr(told, piece))
        fail_msg("not told: %s\nin:\n%s", piece, told);
}

#define REST VB_SERVED CLOSED_WITHOUT_CS

static void a_run_is_the_same_as_itself(void **state)
{
    (void)state;
    assert_true(compare_events(BEGUN CS_KILLED REST, BEGUN CS_KILLED REST));
    assert_string_equal(told, "A is a.jsonl\nB is b.jsonl\n\nThe actors\n  cs: the same\n"
                              "  host: the same\n  vb: the same\n\nThe verdicts\n  A: pass\n"
                              "  B: pass\n\nthe runs agree\n");
}

static void time_and_turns_make_no_difference(void **state)
{
    (void)state;
    /* host serves vb before cs in one run, and after it in the other. */
    assert_true(compare_events(
        BEGUN "50 step host reply.sent cs n=1|60 step host reply.sent vb n=1|" CS_KILLED REST,
        BEGUN "50 step host reply.sent vb n=1|70 step host reply.sent cs n=1|" CS_KILLED REST));
}

static void a_further_round_is_told_and_makes_no_difference(void **state)
{
    (void)state;
    assert_true(
        compare_events(BEGUN "50 step vb idle.wait n=1|" CS_KILLED REST, BEGUN
                       "50 step vb idle.wait n=1|60 step vb idle.wait n=2|" CS_KILLED REST));
    assert_told("  vb: the same; only how often differs, from idle.wait #2 on\n");
}

static void another_way_to_notice_is_a_difference(void **state)
{
    (void)state;
    assert_false(
        compare_events(BEGUN CS_STRUCK "105 report host child.lost cs by=process|" REST,
                       BEGUN CS_STRUCK "305 report host child.lost cs by=watchdog|" REST));
    assert_told("  host: parts\n"
                "    A: 0.105 s  reports child.lost cs by process\n"
                "    B: 0.305 s  reports child.lost cs by watchdog\n");
    assert_told("  vb: the same\n");
    assert_told("\nthe runs differ\n");
}

static void what_only_one_run_has_is_a_difference(void **state)
{
    (void)state;
    assert_false(compare_events(BEGUN CS_KILLED "110 step host watchdog.looks vb n=1|" REST,
                                BEGUN CS_KILLED REST));
    assert_told("  host: parts\n    A: 0.110 s  watchdog.looks #1");
    assert_told("    B: nothing more\n");
    assert_false(compare_events(BEGUN CS_KILLED REST,
                                BEGUN CS_KILLED "200 exited vb code=3|"
                                                "5000 closing -|5020 end -"));
    assert_told("  vb: parts\n");
}

static void how_far_actors_come_while_the_run_closes_is_chance(void **state)
{
    (void)state;
    assert_true(compare_events(BEGUN CS_KILLED REST,
                               BEGUN CS_KILLED REST "|5001 step host quit.sent vb n=1"));
}

static void another_verdict_is_a_difference(void **state)
{
    struct compared_stage a, b;
    (void)state;
    set_log(&a, KILL_CS, BEGUN CS_KILLED REST);
    set_log(&b, KILL_CS, BEGUN CS_KILLED REST);
    b.log.judgement.verdict = VERDICT_FAIL;
    b.log.judgement.count = 1;
    b.log.judgement.findings[0] = (struct finding){.source = SOURCE_RULE,
                                                   .verdict = VERDICT_FAIL,
                                                   .rule = RULE_BOUNDED,
                                                   .actor = "vb",
                                                   .text = "it took\n too long"};
    assert_false(compare(&a, &b));
    assert_told("  A: pass\n  B: fail\n    fail  bounded  vb: it took\\x0a too long\n");
    set_log(&a, KILL_CS, BEGUN CS_KILLED REST);
    set_log(&b, KILL_CS, BEGUN CS_KILLED REST);
    b.log.has_judgement = false;
    assert_false(compare(&a, &b));
    assert_told("  B: none, the log was cut\n");
}

static void headers_are_told_and_make_no_difference(void **state)
{
    struct compared_stage a, b;
    (void)state;
    set_log(&a, KILL_CS, BEGUN CS_KILLED REST);
    set_log(&b, KILL_CS, BEGUN CS_KILLED REST);
    strcpy(b.log.header.commit, "0123456789ab");
    strcpy(b.log.header.platform, "windows 10.0.19045");
    strcpy(b.log.header.options, "--jobs 1");
    strcpy(b.stage->scenario.actors[1].program, "other_child");
    b.log.header.scenario =
        (char *)"parent host is ref_parent\nchild cs is other_child\nchild vb is ref_child\n"
                "at cs request.sent #3 kill cs\n";
    b.log.header.scenario_size = strlen(b.log.header.scenario);
    assert_true(compare(&a, &b));
    assert_told("The headers\n  commit: none in A, 0123456789ab in B\n"
                "  system: wine 8.0 in A, windows 10.0.19045 in B\n"
                "  options: none in A, --jobs 1 in B\n"
                "  program of cs: ref_child in A, other_child in B\n"
                "  scenario: differs from line 2 on\n    A: child cs is ref_child\n"
                "    B: child cs is other_child\n");
}

static void a_scenario_that_goes_on_differs_where_it_does(void **state)
{
    struct compared_stage a, b;
    (void)state;
    set_log(&a, KILL_CS, BEGUN CS_KILLED REST);
    set_log(&b, KILL_CS "# and more\n", BEGUN CS_KILLED REST);
    assert_true(compare(&a, &b));
    assert_told("  scenario: differs from line 5 on\n    A: \n    B: # and more\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_run_is_the_same_as_itself),
        cmocka_unit_test(time_and_turns_make_no_difference),
        cmocka_unit_test(a_further_round_is_told_and_makes_no_difference),
        cmocka_unit_test(another_way_to_notice_is_a_difference),
        cmocka_unit_test(what_only_one_run_has_is_a_difference),
        cmocka_unit_test(how_far_actors_come_while_the_run_closes_is_chance),
        cmocka_unit_test(another_verdict_is_a_difference),
        cmocka_unit_test(headers_are_told_and_make_no_difference),
        cmocka_unit_test(a_scenario_that_goes_on_differs_where_it_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
