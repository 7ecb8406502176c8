/*
 * Goal: of a scenario what is left is what the failure needs, and every candidate is a
 * scenario. Method: runners that are made up: a scenario shows the failure if and only if it
 * has certain lines.
 */
#include "kit/derive/shrink.h"
#include "kit/scenario/scenario.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define MOST      65536
#define RUNS_MOST 400u

static char candidate[MOST], made[MOST];
static uint32_t runs;

/* A runner: whether the scenario shows the failure. */
typedef bool (*fake_runner)(const char *text);

static const struct shrink_goal child_ends = {.rule = RULE_CHILD_ENDS, .actor = "cs"};

static struct shrink *begin(const char *scenario, const struct shrink_goal *goal)
{
    struct kit_error err;
    struct shrink *shrink = shrink_new("a.scenario", scenario, strlen(scenario), goal, &err);
    if (!shrink)
        fail_msg("%s", err.text);
    return shrink;
}

static void assert_is_scenario(const char *text)
{
    struct scenario *scenario = malloc(sizeof *scenario);
    struct kit_error err;
    assert_non_null(scenario);
    if (scenario_read("candidate", text, strlen(text), scenario, &err) != KIT_OK)
        fail_msg("%s\nin:\n%s", err.text, text);
    free(scenario);
}

/* Shrinks until nothing more can go; the result is in `made`. */
static void shrink_with(struct shrink *shrink, fake_runner shows)
{
    struct text text = text_over(candidate, sizeof candidate);
    runs = 0;
    while (shrink_next(shrink, &text)) {
        assert_true(++runs < RUNS_MOST);
        assert_is_scenario(candidate);
        shrink_take(shrink, shows(candidate));
    }
    struct text to = text_over(made, sizeof made);
    shrink_write(shrink, &to);
}

static void shrink_to(const char *scenario, fake_runner shows, const char *wanted)
{
    struct shrink *shrink = begin(scenario, &child_ends);
    shrink_with(shrink, shows);
    assert_string_equal(made, wanted);
    shrink_free(shrink);
}

/* ---- rounds ---- */

static const char rounds[] = "parent host is ref_parent watchdog 200ms\n"
                             "child cs is ref_child tick 20ms\n"
                             "repeat 6 times\n"
                             "kill cs\n"
                             "expect cs starts within 2s\n"
                             "end\n"
                             "repeat 4 times\n"
                             "hang cs\n"
                             "resume cs\n"
                             "end\n";

static bool shows_if_cs_is_killed(const char *text)
{
    return strstr(text, "kill cs") != NULL;
}

static void rounds_that_are_not_needed_go(void **state)
{
    (void)state;
    shrink_to(rounds, shows_if_cs_is_killed,
              "parent host is ref_parent watchdog 200ms\n"
              "child cs is ref_child tick 20ms\n"
              "kill cs\n");
}

static bool shows_if_it_is_killed_twice(const char *text)
{
    const char *repeat = strstr(text, "repeat ");
    return repeat && atoi(repeat + strlen("repeat ")) >= 2 &&
           strstr(repeat, "\nkill cs\n") == strchr(repeat, '\n');
}

static void rounds_that_are_needed_get_fewer(void **state)
{
    (void)state;
    shrink_to(rounds, shows_if_it_is_killed_twice,
              "parent host is ref_parent watchdog 200ms\n"
              "child cs is ref_child tick 20ms\n"
              "repeat 2 times\n"
              "kill cs\n"
              "end\n");
}

/* ---- faults ---- */

static const char six_faults[] = "# Six faults, of which one does it.\n"
                                 "parent host is ref_parent watchdog 200ms\n"
                                 "child cs is ref_child tick 20ms\n"
                                 "child vb is ref_child tick 20ms\n"
                                 "\n"
                                 "at vb request.sent #2 delay vb by 50ms\n"
                                 "at cs request.before #1 corrupt cs\n"
                                 "at vb reply.wait #4 drop vb\n"
                                 "at host reply.sent for cs #7 kill host # this one\n"
                                 "at cs request.sent #3 delay cs by 10ms\n"
                                 "at vb request.sent #9 kill vb\n"
                                 "must fail child-ends cs\n";

static bool shows_if_host_is_killed(const char *text)
{
    return strstr(text, "kill host") != NULL;
}

static void of_six_faults_the_one_is_left(void **state)
{
    (void)state;
    shrink_to(six_faults, shows_if_host_is_killed,
              "parent host is ref_parent watchdog 200ms\n"
              "child cs is ref_child tick 20ms\n"
              "at host reply.sent for cs #1 kill host\n");
    assert_true(runs < 20);
}

static bool shows_if_both_strike(const char *text)
{
    return strstr(text, "corrupt cs") && strstr(text, "#7 kill host");
}

static void of_six_faults_the_two_are_left(void **state)
{
    (void)state;
    shrink_to(six_faults, shows_if_both_strike,
              "parent host is ref_parent watchdog 200ms\n"
              "child cs is ref_child tick 20ms\n"
              "at cs request.before #1 corrupt cs\n"
              "at host reply.sent for cs #7 kill host\n");
    assert_true(runs < 40);
}

static bool shows_always(const char *text)
{
    (void)text;
    return true;
}

static bool shows_never(const char *text)
{
    (void)text;
    return false;
}

static void what_never_shows_it_leaves_everything(void **state)
{
    struct shrink *shrink = begin(six_faults, &child_ends);
    struct shrink_size size = shrink_size_of(shrink);
    (void)state;
    assert_true(size.faults == 6 && size.actors == 3 && size.lines == 9);
    shrink_with(shrink, shows_never);
    size = shrink_size_of(shrink);
    assert_true(size.faults == 6 && size.actors == 3 && size.lines == 9);
    assert_non_null(strstr(made, "at vb request.sent #9 kill vb\n"));
    assert_null(strstr(made, "must fail"));
    assert_null(strstr(made, "this one"));
    shrink_free(shrink);
}

static void the_actor_that_failed_stays(void **state)
{
    (void)state;
    shrink_to(six_faults, shows_always,
              "parent host is ref_parent watchdog 200ms\n"
              "child cs is ref_child tick 20ms\n");
}

/* ---- what belongs together ---- */

static void a_hold_goes_with_its_release(void **state)
{
    (void)state;
    shrink_to("parent host is ref_parent\nchild cs is ref_child\n"
              "hold host at request.peek for cs #2\n"
              "at cs reply.wait #2 kill cs\n"
              "expect host reports child.lost cs within 5s\n"
              "release host\n",
              shows_if_cs_is_killed,
              "parent host is ref_parent\nchild cs is ref_child\n"
              "at cs reply.wait #1 kill cs\n");
    shrink_to("parent host is ref_parent\nchild cs is ref_child\n"
              "hang host\n"
              "kill cs\n"
              "after 300ms resume host\n",
              shows_if_cs_is_killed,
              "parent host is ref_parent\nchild cs is ref_child\n"
              "kill cs\n");
}

static void a_family_goes_as_a_whole(void **state)
{
    (void)state;
    shrink_to("parent host is ref_parent\nchild cs is ref_child\n"
              "parent other is ref_parent\nchild vb is ref_child\n"
              "other ends with its children\nvb may end\n"
              "bystander guest is ref_bystander\n"
              "at cs reply.wait #2 kill cs\n",
              shows_if_cs_is_killed,
              "parent host is ref_parent\nchild cs is ref_child\n"
              "at cs reply.wait #1 kill cs\n");
}

/* ---- what says what is right ---- */

static void policies_stay_and_settings_go(void **state)
{
    (void)state;
    shrink_to("parent host is ref_parent\nchild cs is ref_child\n"
              "host ends with its children\ncs may end\nwaive nothing-left\nalone\n"
              "window child-ends 500ms\nwindow bounded 1s\nlimit 20s\nsettle 2s\n"
              "at cs reply.wait #1 kill cs\n",
              shows_if_cs_is_killed,
              "parent host is ref_parent\nchild cs is ref_child\n"
              "host ends with its children\ncs may end\nwaive nothing-left\nalone\n"
              "window child-ends 500ms\n"
              "at cs reply.wait #1 kill cs\n");
}

/* ---- smaller numbers ---- */

static bool shows_from_some_numbers_on(const char *text)
{
    const char *step = strstr(text, "reply.wait #");
    const char *time = strstr(text, "after ");
    return step && time && atoi(step + strlen("reply.wait #")) >= 3 &&
           atoi(time + strlen("after ")) >= 70;
}

static void numbers_get_as_small_as_they_can(void **state)
{
    (void)state;
    shrink_to("parent host is ref_parent\nchild cs is ref_child\n"
              "at cs reply.wait #13 delay cs by 20ms\nafter 600ms kill host\n"
              "expect host exits within 5s\n",
              shows_from_some_numbers_on,
              "parent host is ref_parent\nchild cs is ref_child\n"
              "at cs reply.wait #3 delay cs by 10ms\nafter 75ms kill host\n");
}

static bool shows_if_the_line_is_there(const char *text)
{
    return strstr(text, "within 5s") && strstr(text, "kill cs");
}

static void the_line_that_failed_stays_as_it_is(void **state)
{
    static const struct shrink_goal goal = {.rule = -1, .actor = "", .line_number = 5};
    struct shrink *shrink =
        begin("parent host is ref_parent\nchild cs is ref_child\n"
              "after 20ms kill cs\nexpect cs exits within 1s\n"
              "expect host reports child.lost cs not before 300ms and within 5s\n",
              &goal);
    (void)state;
    assert_int_equal(shrink_goal_line(shrink), 5);
    shrink_with(shrink, shows_if_the_line_is_there);
    assert_string_equal(made,
                        "parent host is ref_parent\nchild cs is ref_child\n"
                        "after 10ms kill cs\n"
                        "expect host reports child.lost cs not before 300ms and within 5s\n");
    assert_int_equal(shrink_goal_line(shrink), 4);
    shrink_free(shrink);
}

static void no_candidate_is_offered_again_after_it_was_refused(void **state)
{
    static char seen[RUNS_MOST][2048];
    struct shrink *shrink = begin(six_faults, &child_ends);
    struct text text = text_over(candidate, sizeof candidate);
    (void)state;
    for (runs = 0; shrink_next(shrink, &text); runs++) {
        assert_true(runs < RUNS_MOST && text.length < sizeof *seen);
        for (uint32_t i = 0; i < runs; i++)
            assert_string_not_equal(seen[i], candidate);
        strcpy(seen[runs], candidate);
        shrink_take(shrink, false);
    }
    assert_true(runs > 6);
    shrink_free(shrink);
}

static void what_is_no_scenario_is_refused(void **state)
{
    struct kit_error err;
    (void)state;
    assert_null(shrink_new("a.scenario", "kil", 3, &child_ends, &err));
    assert_non_null(strstr(err.text, "a.scenario:1:1"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rounds_that_are_not_needed_go),
        cmocka_unit_test(rounds_that_are_needed_get_fewer),
        cmocka_unit_test(of_six_faults_the_one_is_left),
        cmocka_unit_test(of_six_faults_the_two_are_left),
        cmocka_unit_test(what_never_shows_it_leaves_everything),
        cmocka_unit_test(the_actor_that_failed_stays),
        cmocka_unit_test(a_hold_goes_with_its_release),
        cmocka_unit_test(a_family_goes_as_a_whole),
        cmocka_unit_test(policies_stay_and_settings_go),
        cmocka_unit_test(numbers_get_as_small_as_they_can),
        cmocka_unit_test(the_line_that_failed_stays_as_it_is),
        cmocka_unit_test(no_candidate_is_offered_again_after_it_was_refused),
        cmocka_unit_test(what_is_no_scenario_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
