/*
 * Goal: an extracted scenario shows what its log shows, and nothing that had no part in it.
 * Method: scenes of the judge's tests; the pieces that the text must have, and must not have.
 * That the text is a scenario is checked by extract_write itself.
 */
#include "kit/derive/extract.h"
#include "kit/judge/scene_test.h"

static char made[EXTRACT_MOST];
static bool is_field_log; /* whether the next scene is one */
static bool is_cut;       /* whether its log has no end */

/* The log "run.jsonl" of a scene, on Wine, judged as it stands. */
static enum kit_status extract_scene(struct stage *stage, const char *scenario,
                                     struct kit_error *err)
{
    struct text to = text_over(made, sizeof made);
    play(stage, -1);
    return extract_write(&to,
                         &(struct extract_of){.scenario = &stage->scenario,
                                              .text = scenario,
                                              .size = strlen(scenario),
                                              .platform = "wine 8.0",
                                              .events = stage->events,
                                              .count = stage->count,
                                              .judgement = &stage->result.judgement,
                                              .log_path = "run.jsonl",
                                              .is_cut = is_cut || is_field_log,
                                              .is_field_log = is_field_log},
                         err);
}

static void extract(const char *scenario, const char *events)
{
    struct kit_error err;
    struct stage *stage = stage_set(scenario, events);
    if (extract_scene(stage, scenario, &err) != KIT_OK)
        fail_msg("%s\n%s", err.text, made);
    free(stage);
}

static void assert_says(const char *piece)
{
    if (!strstr(made, piece))
        fail_msg("not there: %s\nin:\n%s", piece, made);
}

static void assert_silent(const char *piece)
{
    if (strstr(made, piece))
        fail_msg("there: %s\nin:\n%s", piece, made);
}

#define GONE "304 confirmed host kill line=4|304 exited host code=9|"
#define BEREFT                                                                                 \
    "310 report cs child.ending by=pipe n=1|312 exited cs code=0|"                             \
    "311 report vb child.ending by=pipe n=1|313 exited vb code=0|5000 closing -|5020 end -"
#define TIMED "10 line - line=4|300 step host reply.sent cs n=7|303 struck host kill line=4|"

static void a_timed_strike_becomes_one_at_its_step(void **state)
{
    (void)state;
    extract(PAIR "after 300ms kill host # at last\n", BEGUN TIMED GONE BEREFT);
    assert_says("# `after 300ms kill host` struck at 0.303 s, 3 ms after this step.\n"
                "at host reply.sent for cs #7 kill host\n");
    assert_silent("\nafter ");
    assert_says("# Expected: the same verdict, pass.\n");
    assert_silent("must fail");
}

static void of_a_cut_log_no_verdict_is_expected(void **state)
{
    (void)state;
    is_cut = true;
    extract(PAIR "after 300ms kill host\n", BEGUN TIMED GONE);
    is_cut = false;
    assert_says("was cut off before its verdict.\n");
    assert_says("# Expected: unknown, because the log was cut off before its verdict.\n"
                "# Run the scenario to get one.\n");
    assert_silent("the same verdict");
}

/* Nobody saw the end of the process, and no line is there that could have ordered it. */
static void of_a_field_log_the_first_end_is_struck_at_its_last_step(void **state)
{
    (void)state;
    is_field_log = true;
    extract(PAIR, BEGUN "200 step host reply.sent cs n=6|210 step host idle.wait vb n=7|"
                        "210 record-end host|231 report cs child.ending by=pipe n=1|"
                        "232 record-end cs by=itself|900 step vb idle.wait n=50|"
                        "900 record-end vb");
    assert_says("# host was probably the first to end, at 0.210 s.\n"
                "at host idle.wait for vb #7 kill host\n");
    assert_says("outside of Lifeline and has no verdict");
    extract(PAIR, BEGUN "200 step vb request.sent n=6|200 record-end vb|"
                        "300 report host child.lost vb by=pipe n=1|"
                        "300 step host idle.wait cs n=7|300 record-end host|"
                        "310 record-end cs by=itself");
    assert_says("at vb request.sent #6 kill vb\n");
    is_field_log = false;
}

static void the_first_ordered_strike_does_too(void **state)
{
    (void)state;
    extract(PAIR "kill host\n", BEGUN TIMED GONE BEREFT);
    assert_says("at host reply.sent for cs #7 kill host\n");
    assert_silent("\nkill host");
}

static void a_strike_that_other_lines_time_stays(void **state)
{
    (void)state;
    extract(PAIR "hold host at reply.sent for cs #7\nafter 5ms kill host\n", BEGUN
            "300 step host reply.sent cs n=7|300 held host reply.sent cs n=7 line=4|"
            "301 line - line=5|306 struck host kill line=5|307 confirmed host kill line=5|"
            "307 exited host code=9|" BEREFT);
    assert_says("\nafter 5ms kill host\n");
    extract(PAIR "expect cs reaches request.sent within 5s\nkill host\n",
            BEGUN "10 line - line=4|20 line - line=5|306 struck host kill line=5|"
                  "307 confirmed host kill line=5|307 exited host code=9|" BEREFT);
    assert_says("\nkill host\n");
}

/* Each time is a strike of its own, so no one step stands for them. */
static void a_strike_that_is_repeated_stays(void **state)
{
    (void)state;
    extract(PAIR "repeat 2 times\nkill cs\nexpect cs starts within 2s\n"
                 "end\n",
            BEGUN "10 line - line=5|300 step cs request.sent n=7|303 struck cs kill line=5|"
                  "304 confirmed cs kill line=5|304 exited cs code=9|305 line - line=6|"
                  "310 started cs|311 line - line=5 time=2|312 struck cs kill line=5 time=2|"
                  "313 confirmed cs kill line=5 time=2|313 exited cs code=9|"
                  "314 line - line=6 time=2|5000 closing -|5020 end -");
    assert_says("\nrepeat 2 times\nkill cs\nexpect cs starts within 2s\nend\n");
    assert_silent("it would be no scenario");
}

static void a_program_without_a_probe_is_struck_at_a_step_of_its_family(void **state)
{
    (void)state;
    extract("parent app is \"app.exe\"\nchild cs is ref_child\n\nafter 300ms kill app\n",
            "0 started app|5 started cs|6 attached cs|10 line - line=4|"
            "290 step cs request.sent n=2|300 struck app kill line=4|"
            "301 confirmed app kill line=4|301 exited app code=9|"
            "310 report cs child.ending by=pipe n=1|312 exited cs|5000 closing -|5020 end -");
    assert_says("at cs request.sent #2 kill app\n");
    extract("parent app is \"app.exe\"\nchild cs is image cs.exe\n\nafter 300ms kill app\n",
            "0 started app|5 started cs|10 line - line=4|300 struck app kill line=4|"
            "301 confirmed app kill line=4|301 exited app code=9|312 exited cs|"
            "5000 closing -|5020 end -");
    assert_says("\nafter 300ms kill app\n");
}

static void a_step_that_no_line_declares_is_declared(void **state)
{
    (void)state;
    extract("parent app is \"app.exe\"\nafter 300ms kill app\n",
            "0 started app|1 attached app|10 line - line=2|290 step app work.done n=2|"
            "300 struck app kill line=2|301 confirmed app kill line=2|301 exited app code=9|"
            "5000 closing -|5020 end -");
    assert_says("\nstep work.done\nat app work.done #2 kill app\n");
    extract("step work.done\nparent app is \"app.exe\"\nafter 300ms kill app\n",
            "0 started app|1 attached app|10 line - line=3|290 step app work.done n=2|"
            "300 struck app kill line=3|301 confirmed app kill line=3|301 exited app code=9|"
            "5000 closing -|5020 end -");
    assert_null(strstr(strstr(made, "step work.done") + 1, "\nstep work.done"));
}

static void what_would_be_no_scenario_stays_as_it_is(void **state)
{
    (void)state;
    extract("parent app is \"app.exe\"\nafter 300ms kill app\n",
            "0 started app|1 attached app|10 line - line=2|290 step app no(step n=2|"
            "300 struck app kill line=2|301 confirmed app kill line=2|301 exited app code=9|"
            "5000 closing -|5020 end -");
    assert_says("\nafter 300ms kill app\n");
    assert_says("# The lines are those of the log's scenario: ");
}

static void it_is_said_for_which_child(void **state)
{
    static const char events[] = BEGUN
        "100 step host reply.sent vb n=1|100 struck host kill vb by=reply.sent n=1 line=4|" GONE
            BEREFT;
    (void)state;
    extract(PAIR "at host reply.sent kill host\n", events);
    assert_says("\nat host reply.sent for vb #1 kill host\n");
    extract(PAIR "at host reply.sent kill cs\n",
            BEGUN "90 step host reply.sent vb n=1|100 struck cs kill by=reply.sent n=1 line=4|"
                  "101 confirmed cs kill line=4|101 exited cs code=9|" CS_LOST VB_SERVED
                      CLOSED_WITHOUT_CS);
    assert_says("\nat host reply.sent for vb #1 kill cs\n");
    extract(PAIR "hold host at reply.sent #2\nrelease host\nstop host\n",
            BEGUN "100 step host reply.sent vb n=1|100 held host reply.sent vb n=1 line=4|"
                  "110 line - line=5|111 released host reply.sent line=4|120 line - line=6|"
                  "121 stop host|" BEREFT);
    assert_says("\nhold host at reply.sent for vb #1\n");
    extract(PAIR "at host reply.sent for vb kill host\n", events);
    assert_says("\nat host reply.sent for vb kill host\n");
}

#define CLOSED_WITHOUT_VB                                                                      \
    "5000 closing -|5001 stop host|5010 exited host|5011 report cs child.ending by=pipe|"      \
    "5012 exited cs|5020 end -"

/* cs is never gone after the kill of host at 100 ms. */
#define STAYS                                                                                  \
    "100 step host reply.sent cs n=2|100 struck host kill cs by=reply.sent n=2 line=7|"        \
    "101 confirmed host kill line=7|101 exited host code=9|"                                   \
    "111 report vb child.ending by=pipe n=1|113 exited vb|"                                    \
    "5000 closing -|5020 left cs|5020 end -"

static const char stays[] =
    PAIR "bystander guest is ref_bystander\nwindow child-ends 500ms\nwindow data-true 9s\n"
         "at host reply.sent for cs #2 kill host\n";

static void a_failure_is_demanded_and_what_had_no_part_goes(void **state)
{
    (void)state;
    extract(stays, BEGUN "0 started guest|1 attached guest|" STAYS);
    assert_says("# fail by the rule child-ends on cs:\n#   cs ");
    assert_says("# Line numbers in a sentence are those of the log's scenario.\n");
    assert_says("# Expected: PASS while the bug is there, because of the line `must fail "
                "child-ends cs`.\n");
    assert_says("\nmust fail child-ends cs\n");
    assert_says("\nwindow child-ends 500ms\n");
    assert_silent("bystander");
    assert_silent("data-true");
    assert_says("child vb is ref_child\n"); /* of the same family */
}

static void an_old_demand_stays_where_it_came_true(void **state)
{
    (void)state;
    extract(PAIR "must fail child-ends cs\n\n\nat host reply.sent for cs #2 kill host\n",
            BEGUN STAYS);
    assert_says("had the verdict pass.\n");
    assert_says("\nmust fail child-ends cs\n");
    assert_null(strstr(strstr(made, "\nmust fail") + 1, "\nmust fail"));
}

static void another_demand_is_replaced(void **state)
{
    (void)state;
    extract(PAIR "must fail bounded cs\n\n\nat host reply.sent for cs #2 kill host\n",
            BEGUN STAYS);
    assert_says("\nmust fail child-ends cs\n");
    assert_silent("\nmust fail bounded");
}

static void what_never_happened_is_left_out_of_a_failure(void **state)
{
    (void)state;
    extract(PAIR "\n\n# first\nat host reply.sent for cs #2 kill host\n"
                 "# too late\nat host reply.sent for cs #9 kill cs\n",
            BEGUN STAYS);
    assert_says("# first\nat host reply.sent for cs #2 kill host\n");
    assert_silent("too late");
    assert_silent("\nat host reply.sent for cs #9");
    assert_says("\nmust fail child-ends cs\n");
}

static void a_failure_among_bystanders_still_has_a_parent(void **state)
{
    (void)state;
    extract("step seen\nbystander one is instance\nbystander two is instance\n"
            "parent host is ref_parent\nchild cs is ref_child\n"
            "parent other is ref_parent\nchild vb is ref_child\nat one seen kill one\n",
            "0 started one|0 started two|1 attached one|1 attached two|" HOST_BEGUN CS_BEGUN
            "100 step one seen n=1|100 struck one kill by=seen n=1 line=8|"
            "101 confirmed one kill line=8|101 exited one code=9|150 exited two "
            "code=3|" CLOSED_WITHOUT_VB);
    assert_says("\nmust fail nobody-else two\n");
    assert_says("\nparent host is ref_parent\nchild cs is ref_child\n");
    assert_silent("parent other");
}

static void several_failures_cannot_be_demanded(void **state)
{
    (void)state;
    extract(PAIR "\n\n\nat host reply.sent for cs #2 kill host\n"
                 "expect vb reaches request.sent #99 within 1s\n",
            BEGUN "150 line - line=8|" STAYS);
    assert_silent("\nmust fail");
    assert_says("so `must fail` cannot say it");
    assert_says("More was found than one failure of a rule");
    assert_says("expect vb reaches");
}

static void a_line_that_failed_cannot_be_demanded(void **state)
{
    (void)state;
    extract(PAIR "\n\n\nexpect vb reaches request.sent #99 within 1s\n",
            BEGUN "150 line - line=7|5000 closing -|5010 exited vb|5011 exited cs|"
                  "5012 exited host|5020 end -");
    assert_silent("\nmust fail");
    assert_says("A line failed, and no rule, so `must fail` cannot say it");
}

static void an_end_that_nothing_ordered_becomes_a_strike(void **state)
{
    (void)state;
    extract(PAIR "run for 2s\n",
            BEGUN "300 step host reply.sent cs n=7|304 exited host code=1|" BEREFT);
    assert_says("# host ended at 0.304 s with code 1, and no line had ordered it.\n"
                "at host reply.sent for cs #7 kill host\n");
    assert_silent("run for");
    extract("parent app is \"app.exe\"\nchild cs is image cs.exe\nrun for 2s\n",
            "0 started app|5 started cs|305 exited app code=1|312 exited cs|"
            "5000 closing -|5020 end -");
    assert_says("\nafter 300ms kill app\n");
}

static void an_end_that_was_announced_or_asked_for_does_not(void **state)
{
    (void)state;
    extract(PAIR "run for 2s\n",
            BEGUN "300 report host parent.ending by=stop n=1|304 exited host|" BEREFT);
    assert_silent("kill host");
    extract(PAIR "run for 2s\n", BEGUN CLOSED);
    assert_silent("kill host");
    assert_says("run for 2s\n");
    extract("parent app is \"app.exe\"\nrun for 2s\n",
            "0 started app|305 exited app|400 closing -|420 end -");
    assert_silent("kill app");
}

static void an_end_that_the_scenario_knows_of_does_not(void **state)
{
    static const char pair[] = "parent app is \"app.exe\"\nchild cs is image cs.exe\n";
    static const struct {
        const char *lines, *events;
    } rows[] = {
        {"cs may end\nrun for 2s\n", ""},
        {"run for 2s\nexpect cs exits 3 within 1s\n", "10 line - line=4|"},
        {"run for 2s\n", "320 started cs process=2|"},
        {"run for 2s\nexpect app stays alive for 10ms\n", "10 line - line=4|"},
    };
    char scenario[256], events[256];
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        snprintf(scenario, sizeof scenario, "%s%s", pair, rows[i].lines);
        snprintf(events, sizeof events,
                 "0 started app|5 started cs|305 exited cs code=3|%s2300 closing -|"
                 "2310 exited app|2320 end -",
                 rows[i].events);
        extract(scenario, events);
        assert_silent("kill cs");
    }
}

static void what_a_sweep_made_of_its_file_is_left_out(void **state)
{
    (void)state;
    extract("# sweep every step of host\n" PAIR "# sweep every wait of cs with kill\n"
            "# run until cs reply.received #3\n\nat host reply.sent for cs #2 kill host\n",
            BEGUN "100 step host reply.sent cs n=2|100 struck host kill cs by=reply.sent n=2 "
                  "line=8|101 confirmed host kill line=8|101 exited host code=9|" BEREFT);
    assert_silent("sweep");
    assert_silent("run until");
    extract(PAIR "sweep every step of host\n", BEGUN CLOSED);
    assert_silent("sweep");
    assert_says("run for 2s\n");
}

static void a_second_extract_has_one_comment(void **state)
{
    (void)state;
    extract(EXTRACT_FIRST "from the log old.jsonl\n# and more\n\n" KILL_HOST,
            BEGUN "100 step host reply.sent cs n=2|100 struck host kill cs by=reply.sent n=2 "
                  "line=7|101 confirmed host kill line=7|101 exited host code=9|" BEREFT);
    assert_silent("old.jsonl");
    assert_silent("and more");
}

static void paths_still_lead_to_their_files(void **state)
{
    static const char text[] = "parent app is \"./app.exe\" \"./data\" folder \".\\x\"\n"
                               "kill app\n";
    struct kit_error err;
    struct stage *stage = stage_set(text, "0 started app|10 line - line=2|"
                                          "20 struck app kill line=2|21 exited app code=9|"
                                          "5000 closing -|5020 end -");
    (void)state;
    assert_int_equal(
        scenario_read("some/a.scenario", text, strlen(text), &stage->scenario, &err), KIT_OK);
    assert_int_equal(extract_scene(stage, text, &err), KIT_OK);
    assert_says("parent app is \"some/app.exe\" \"./data\" folder \"some/x\"\n");
    free(stage);
}

static void what_a_log_says_stays_a_comment(void **state)
{
    struct kit_error err;
    struct stage *stage = stage_set(KILL_HOST, BEGUN STAYS);
    (void)state;
    play(stage, -1);
    strcpy(stage->scenario.path, "a\nkill vb\n\x1b[31m");
    assert_int_equal(extract_scene(stage, KILL_HOST, &err), KIT_OK);
    assert_silent("\nkill vb");
    assert_says("# Scenario: a\\x0akill vb\\x0a\\x1b[31m\n");
    free(stage);
}

static void a_scenario_that_would_be_too_long_is_refused(void **state)
{
    struct kit_error err;
    struct stage *stage = stage_set(KILL_HOST, BEGUN BEREFT);
    char *text = malloc(SCENARIO_TEXT + 1);
    (void)state;
    assert_non_null(text);
    memset(text, '\n', SCENARIO_TEXT);
    for (size_t i = 0; i + 2 < SCENARIO_TEXT; i += 3)
        memcpy(text + i, "#x\n", 3);
    memcpy(text, KILL_HOST, strlen(KILL_HOST));
    text[SCENARIO_TEXT] = 0;
    assert_int_equal(extract_scene(stage, text, &err), KIT_FULL);
    assert_string_equal(err.text, "the scenario would have more than 65536 bytes");
    free(text);
    free(stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_a_cut_log_no_verdict_is_expected),
        cmocka_unit_test(a_timed_strike_becomes_one_at_its_step),
        cmocka_unit_test(of_a_field_log_the_first_end_is_struck_at_its_last_step),
        cmocka_unit_test(the_first_ordered_strike_does_too),
        cmocka_unit_test(a_strike_that_other_lines_time_stays),
        cmocka_unit_test(a_strike_that_is_repeated_stays),
        cmocka_unit_test(a_program_without_a_probe_is_struck_at_a_step_of_its_family),
        cmocka_unit_test(a_step_that_no_line_declares_is_declared),
        cmocka_unit_test(what_would_be_no_scenario_stays_as_it_is),
        cmocka_unit_test(it_is_said_for_which_child),
        cmocka_unit_test(a_failure_is_demanded_and_what_had_no_part_goes),
        cmocka_unit_test(an_old_demand_stays_where_it_came_true),
        cmocka_unit_test(another_demand_is_replaced),
        cmocka_unit_test(what_never_happened_is_left_out_of_a_failure),
        cmocka_unit_test(a_failure_among_bystanders_still_has_a_parent),
        cmocka_unit_test(several_failures_cannot_be_demanded),
        cmocka_unit_test(a_line_that_failed_cannot_be_demanded),
        cmocka_unit_test(an_end_that_nothing_ordered_becomes_a_strike),
        cmocka_unit_test(an_end_that_was_announced_or_asked_for_does_not),
        cmocka_unit_test(an_end_that_the_scenario_knows_of_does_not),
        cmocka_unit_test(what_a_sweep_made_of_its_file_is_left_out),
        cmocka_unit_test(a_second_extract_has_one_comment),
        cmocka_unit_test(paths_still_lead_to_their_files),
        cmocka_unit_test(what_a_log_says_stays_a_comment),
        cmocka_unit_test(a_scenario_that_would_be_too_long_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
