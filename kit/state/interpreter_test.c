/*
 * Goal: the statements of a scenario are carried out one after the other, each when what it
 * waits for is there, and never after the run is over. Method: a scenario, and a view of the
 * run that the test changes by hand between two looks.
 */
#include "kit/state/interpreter.h"
#include "kit/base/event.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct scenario scenario;
static struct interpreter interpreter;
static struct judge_result result;
static struct actor_state actors[SCENARIO_ACTORS];
static struct interpreter_view view;
static int64_t stalled_ns[BEATS_CORES];

static void play(const char *text)
{
    struct kit_error err;
    if (scenario_read("a.scenario", text, strlen(text), &scenario, &err) != KIT_OK)
        fail_msg("%s", err.text);
    memset(&result, 0, sizeof result);
    memset(actors, 0, sizeof actors);
    for (int i = 0; i < SCENARIO_LINES; i++)
        result.armed_done[i] = true;
    view = (struct interpreter_view){.result = &result,
                                     .actors = actors,
                                     .somebody_lives = true,
                                     .an_actor_lives = true,
                                     .stalled_ns = stalled_ns,
                                     .limit_ns = INT64_MAX};
    memset(stalled_ns, 0, sizeof stalled_ns);
    interpreter_begin(&interpreter, &scenario);
}

static enum interpreter_act next(void)
{
    return interpreter_next(&interpreter, &view);
}

#define PAIR "parent host is ref_parent\nchild cs is ref_child\n"

/* In a replay, whatever the time is: the step of the log counts, unless it never comes. */
static void a_strike_of_a_replay_waits_for_its_moment(void **state)
{
    static struct moment first = {.line_index = 0, .actor = 1};
    static const struct moments moments = {1, &first};
    bool came[SCENARIO_LINES] = {false};
    (void)state;
    for (int i = 0; i < 4; i++) {
        bool never_comes = i % 2 == 1;
        came[0] = false;
        play(i < 2 ? PAIR "after 100ms kill cs\n" : PAIR "kill cs\n");
        actors[0].had_process = actors[1].had_process = true;
        view.moments = &moments;
        view.moment_came = came;
        assert_int_equal(next(), ACT_BEGIN);
        view.now_ns = 150 * NS_PER_MS;
        assert_int_equal(next(), ACT_NONE);
        view.now_ns = never_comes ? 100 * NS_PER_MS + MOMENT_LATE_NS : 160 * NS_PER_MS;
        came[0] = !never_comes;
        assert_int_equal(next(), ACT_STRIKE);
    }
}

static void a_message_waits_for_the_processes_of_both_sides(void **state)
{
    (void)state;
    play(PAIR "forge \"x\" to host as cs\n");
    actors[0].had_process = true;
    assert_int_equal(next(), ACT_NONE); /* who seems to send it is to come */
    actors[1].had_process = true;
    assert_int_equal(next(), ACT_BEGIN);
    assert_int_equal(next(), ACT_FORGE);
    interpreter_again(&interpreter); /* the two have no pipe yet */
    assert_int_equal(next(), ACT_NONE);
    assert_int_equal(next(), ACT_FORGE);
    assert_int_equal(next(), ACT_NONE);
    result.lines[0] = JUDGE_HELD_TRUE;
    assert_int_equal(next(), ACT_FINISHED);
}

static void a_strike_waits_for_the_processes_of_its_target_and_of_its_children(void **state)
{
    (void)state;
    play(PAIR "kill host\n");
    assert_int_equal(next(), ACT_NONE);
    actors[0].had_process = true;
    assert_int_equal(next(), ACT_NONE); /* its child is to come */
    actors[1].unstarted = true;
    assert_int_equal(next(), ACT_BEGIN);
    assert_int_equal(next(), ACT_STRIKE);
    assert_int_equal(next(), ACT_NONE);
    result.lines[0] = JUDGE_HELD_TRUE;
    assert_int_equal(next(), ACT_FINISHED);
    assert_int_equal(next(), ACT_FINISHED);
}

static void input_and_starts_come_in_their_order(void **state)
{
    (void)state;
    play("parent app is \"app.exe\" probe inject\nparent again is \"app.exe\"\n"
         "start again\ntell app \"x\"\nclose stdin of app\nset event \"x\"\nreset event \"x\"\n"
         "load 2 for 1s\njump all-clocks of app back by 2s\ncount handles of app\ncount "
         "handles of app\ncount handles of app\n");
    static const enum interpreter_act acts[] = {ACT_START, ACT_TELL, ACT_TELL,  ACT_EVENT,
                                                ACT_EVENT, ACT_LOAD, ACT_CLOCK, ACT_COUNT,
                                                ACT_COUNT, ACT_COUNT};
    for (uint32_t i = 0; i < sizeof acts / sizeof *acts; i++) {
        assert_int_equal(next(), ACT_BEGIN);
        assert_int_equal(interpreter.line_index, i);
        assert_int_equal(next(), acts[i]);
        assert_int_equal(next(), ACT_NONE);
        result.lines[i] = JUDGE_HELD_TRUE;
    }
    assert_int_equal(next(), ACT_FINISHED);
}

static void a_stop_waits_until_nothing_is_owed(void **state)
{
    (void)state;
    play(PAIR "stop host\n");
    result.owing = true;
    assert_int_equal(next(), ACT_NONE);
    result.owing = false;
    assert_int_equal(next(), ACT_BEGIN);
    assert_int_equal(next(), ACT_STOP);
    result.lines[0] = JUDGE_HELD_TRUE;
    assert_int_equal(next(), ACT_NONE); /* what the stop did has to be judged first */
    assert_int_equal(next(), ACT_FINISHED);
}

static void a_line_waits_for_what_is_armed_above_it(void **state)
{
    (void)state;
    play(PAIR "hold host at request.peek\nrelease host\n");
    result.armed_done[1] = false;
    assert_int_equal(next(), ACT_NONE);
    assert_int_equal(next(), ACT_NONE);
    result.armed_done[1] = true;
    assert_int_equal(next(), ACT_BEGIN);
    assert_int_equal(interpreter.line_index, 1);
    assert_int_equal(next(), ACT_RELEASE);
}

static void what_is_armed_waits_for_nobody_where_nobody_lives(void **state)
{
    (void)state;
    play(PAIR "at cs request.sent #3 kill cs\n");
    view.somebody_lives = false;
    assert_int_equal(next(), ACT_NONE); /* the last words are judged first */
    assert_int_equal(next(), ACT_FINISHED);
}

static void a_strike_waits_for_its_target_also_where_nobody_lives(void **state)
{
    (void)state;
    play(PAIR "kill host\n");
    view.somebody_lives = false; /* not yet: the limit is what ends it */
    assert_int_equal(next(), ACT_NONE);
    assert_int_equal(next(), ACT_NONE);
}

static void a_strike_does_not_wait_for_a_child_that_must_not_come(void **state)
{
    (void)state;
    play(PAIR "expect cs never starts for 100ms\nkill host\n");
    actors[0].had_process = true;
    assert_int_equal(next(), ACT_BEGIN);
    assert_int_equal(next(), ACT_NONE);
    result.lines[0] = JUDGE_HELD_TRUE;
    assert_int_equal(next(), ACT_BEGIN);
    assert_int_equal(next(), ACT_STRIKE);
}

static void a_line_below_a_hold_waits_for_nobody_where_nobody_lives(void **state)
{
    (void)state;
    play(PAIR "hold host at request.peek\nrelease host\n");
    result.armed_done[1] = false;
    view.somebody_lives = false;
    assert_int_equal(next(), ACT_NONE);
    assert_int_equal(next(), ACT_FINISHED);
}

static void after_waits_for_its_time(void **state)
{
    (void)state;
    play(PAIR "after 300ms kill cs\n");
    assert_true(interpreter_left_ns(&interpreter, 0) == INT64_MAX);
    actors[1].had_process = true;
    view.now_ns = 1000 * NS_PER_MS;
    assert_int_equal(next(), ACT_BEGIN);
    assert_int_equal(next(), ACT_NONE);
    assert_true(interpreter_left_ns(&interpreter, 1100 * NS_PER_MS) == 200 * NS_PER_MS);
    view.now_ns = 1299 * NS_PER_MS;
    assert_int_equal(next(), ACT_NONE);
    view.now_ns = 1300 * NS_PER_MS;
    assert_int_equal(next(), ACT_STRIKE);
}

#define OWN "parent app is \"app.exe\"\nchild helper is image helper.exe\n"

/* Up to when the time of the line's `after` has passed, its target having ended before. */
static void play_until_gone(const char *text)
{
    play(text);
    view.now_ns = 1000 * NS_PER_MS;
    actor_begins(&actors[0], 7);
    actor_begins(&actors[1], 8);
    assert_int_equal(next(), ACT_BEGIN);
    assert_int_equal(next(), ACT_NONE);
    actor_ended(&actors[1], 1200 * NS_PER_MS);
    view.now_ns = 1300 * NS_PER_MS;
}

static void
a_strike_waits_for_the_next_process_of_a_child_that_may_be_started_again(void **state)
{
    (void)state;
    play_until_gone(OWN "after 300ms kill helper\n");
    assert_int_equal(next(), ACT_NONE);
    view.now_ns = 1400 * NS_PER_MS;
    actor_begins(&actors[1], 9);
    assert_int_equal(next(), ACT_STRIKE);
}

static void it_waits_for_as_long_as_a_parent_has_to_go_on(void **state)
{
    (void)state;
    play_until_gone(OWN "window parent-continues 500ms\nafter 300ms kill helper\n");
    view.now_ns = 1699 * NS_PER_MS;
    assert_int_equal(next(), ACT_NONE);
    view.now_ns = 1700 * NS_PER_MS;
    assert_int_equal(next(), ACT_STRIKE);
}

static void it_does_not_wait_where_nobody_starts_the_child_again(void **state)
{
    (void)state;
    play_until_gone(PAIR "after 300ms kill cs\n"); /* a parent of the kit's */
    assert_int_equal(next(), ACT_STRIKE);
    play_until_gone(OWN "after 300ms kill helper\n");
    actor_ended(&actors[0], 1250 * NS_PER_MS);
    assert_int_equal(next(), ACT_STRIKE);
}

static void what_came_too_late_is_done_again_after_the_next_look(void **state)
{
    (void)state;
    play_until_gone(PAIR "after 300ms kill cs\n");
    assert_int_equal(next(), ACT_STRIKE);
    interpreter_again(&interpreter);
    assert_int_equal(next(), ACT_NONE);
    assert_int_equal(next(), ACT_STRIKE);
}

static void a_resume_by_time_counts_from_when_all_above_has_happened(void **state)
{
    (void)state;
    play(PAIR "at cs reply.wait hang cs\nafter 300ms resume cs\n");
    view.now_ns = 5000 * NS_PER_MS;
    result.armed_done[1] = false;
    assert_int_equal(next(), ACT_NONE);
    result.armed_done[1] = true;
    assert_int_equal(next(), ACT_BEGIN);
    result.lines[1] = JUDGE_OPEN;
    assert_int_equal(next(), ACT_NONE);
    assert_true(interpreter_left_ns(&interpreter, view.now_ns) == 300 * NS_PER_MS);
    view.now_ns = 5300 * NS_PER_MS;
    assert_int_equal(next(), ACT_RESUME);
    assert_int_equal(interpreter.line_index, 1);
    assert_int_equal(next(), ACT_NONE); /* until it is seen */
    result.lines[1] = JUDGE_HELD_TRUE;
    assert_int_equal(next(), ACT_FINISHED);
}

static void an_expectation_is_only_watched(void **state)
{
    (void)state;
    play(PAIR "hang cs\nexpect host reports peer.silent cs within 1s\nresume cs\n");
    actors[1].had_process = true;
    assert_int_equal(next(), ACT_BEGIN);
    assert_int_equal(next(), ACT_STRIKE);
    result.lines[0] = JUDGE_HELD_TRUE;
    assert_int_equal(next(), ACT_NONE);
    assert_int_equal(next(), ACT_BEGIN);
    assert_int_equal(interpreter.line_index, 1);
    result.lines[1] = JUDGE_OPEN;
    assert_int_equal(next(), ACT_NONE);
    assert_int_equal(next(), ACT_NONE); /* as long as it is open */
    result.lines[1] = JUDGE_BROKEN;     /* a broken line is done, too */
    assert_int_equal(next(), ACT_BEGIN);
    assert_int_equal(next(), ACT_RESUME);
}

static void requests_keep_a_run_open(void **state)
{
    (void)state;
    play(PAIR "requests 3\n");
    result.owing = true;
    assert_int_equal(next(), ACT_NONE);
    result.owing = false;
    result.unfinished = true;
    assert_int_equal(next(), ACT_NONE);
    result.unfinished = false;
    assert_int_equal(next(), ACT_FINISHED);
}

static void what_is_armed_and_cannot_come_any_more_ends_with_the_requests(void **state)
{
    (void)state;
    play(PAIR "requests 3\nat cs request.sent #9 kill cs\n");
    result.unfinished = true;
    assert_int_equal(next(), ACT_NONE);
    assert_int_equal(next(), ACT_NONE);
    result.unfinished = false;
    assert_int_equal(next(), ACT_FINISHED);
}

/* All children have made their requests, and yet the run goes on. */
static void play_until_served(const char *text)
{
    play(text);
    result.unfinished = true;
    assert_int_equal(next(), ACT_NONE);
    result.unfinished = false;
}

static void a_strike_whose_proof_is_to_come_keeps_a_run_open(void **state)
{
    (void)state;
    play_until_served(PAIR "requests 3\nat cs request.sent #3 kill cs\n");
    result.lines[0] = JUDGE_OPEN;
    assert_int_equal(next(), ACT_NONE);
    assert_int_equal(next(), ACT_NONE);
    result.lines[0] = JUDGE_HELD_TRUE;
    assert_int_equal(next(), ACT_FINISHED);
}

static void so_does_the_proof_of_one_above_the_last(void **state)
{
    (void)state;
    play_until_served(PAIR "requests 3\nat cs request.sent #3 kill cs\n"
                           "at host reply.sent #9 kill host\n");
    result.lines[0] = JUDGE_OPEN;
    assert_int_equal(next(), ACT_NONE);
    assert_int_equal(next(), ACT_NONE);
    result.lines[0] = JUDGE_HELD_TRUE;
    assert_int_equal(next(), ACT_FINISHED);
}

static void what_is_armed_below_a_line_that_acts_ends_with_them_too(void **state)
{
    (void)state;
    play(PAIR "requests 3\nstop cs\nat cs request.sent #9 kill cs\n");
    assert_int_equal(next(), ACT_BEGIN);
    assert_int_equal(next(), ACT_STOP);
    result.unfinished = true;
    assert_int_equal(next(), ACT_NONE);
    result.lines[0] = JUDGE_HELD_TRUE;
    assert_int_equal(next(), ACT_NONE);
    assert_int_equal(next(), ACT_NONE);
    result.unfinished = false;
    assert_int_equal(next(), ACT_FINISHED);
}

static void what_is_owed_keeps_what_is_armed_in_force(void **state)
{
    (void)state;
    play_until_served(PAIR "requests 3\nat cs request.sent #9 kill cs\n");
    result.owing = true;
    assert_int_equal(next(), ACT_NONE);
    assert_int_equal(next(), ACT_NONE);
    result.owing = false;
    result.lines[0] = JUDGE_OPEN; /* it came after all, and its proof is to come */
    assert_int_equal(next(), ACT_NONE);
    result.lines[0] = JUDGE_HELD_TRUE;
    assert_int_equal(next(), ACT_FINISHED);
}

static void the_last_strike_is_not_all_where_a_hold_above_it_is_to_come(void **state)
{
    (void)state;
    play(PAIR "hold host at request.peek #9\nat cs request.sent #3 kill cs\n");
    result.armed_done[1] = false;
    result.lines[1] = JUDGE_HELD_TRUE;
    assert_int_equal(next(), ACT_NONE);
    assert_int_equal(next(), ACT_NONE);
    result.armed_done[1] = true;
    assert_int_equal(next(), ACT_FINISHED);
}

/* Up to where nothing is owed any more: the line is done. */
static void play_until_quiet(const char *text)
{
    play(text);
    actors[0].had_process = actors[1].had_process = true;
    view.struck = true;
    view.now_ns = 1000 * NS_PER_MS;
    assert_int_equal(next(), ACT_BEGIN);
    assert_int_equal(next(), ACT_STRIKE);
    result.lines[0] = JUDGE_HELD_TRUE;
    assert_int_equal(next(), ACT_NONE);
}

static void a_run_looks_on_after_a_fault(void **state)
{
    (void)state;
    play_until_quiet(PAIR "settle 300ms\nkill cs\n");
    assert_int_equal(next(), ACT_SETTLE);
    assert_int_equal(next(), ACT_NONE);
    assert_true(interpreter_left_ns(&interpreter, 1100 * NS_PER_MS) == 200 * NS_PER_MS);
    view.now_ns = 1299 * NS_PER_MS;
    assert_int_equal(next(), ACT_NONE);
    view.now_ns = 1300 * NS_PER_MS;
    assert_int_equal(next(), ACT_FINISHED);
}

static void stalls_extend_the_settle_time(void **state)
{
    (void)state;
    play_until_quiet(PAIR "settle 300ms\nkill cs\n");
    stalled_ns[0] = 500 * NS_PER_MS; /* before it */
    assert_int_equal(next(), ACT_SETTLE);
    stalled_ns[0] += 30 * NS_PER_MS;
    stalled_ns[1] += 200 * NS_PER_MS; /* of several cores the worst one counts */
    view.now_ns = 1499 * NS_PER_MS;
    assert_int_equal(next(), ACT_NONE);
    assert_true(interpreter_left_ns(&interpreter, 1400 * NS_PER_MS) == 100 * NS_PER_MS);
    view.now_ns = 1500 * NS_PER_MS;
    assert_int_equal(next(), ACT_FINISHED);
}

static void what_is_owed_meanwhile_begins_the_settle_time_anew(void **state)
{
    (void)state;
    play_until_quiet(PAIR "settle 300ms\nkill cs\n");
    assert_int_equal(next(), ACT_SETTLE);
    view.now_ns = 1250 * NS_PER_MS;
    result.owing = true;
    assert_int_equal(next(), ACT_NONE);
    result.owing = false;
    view.now_ns = 1500 * NS_PER_MS;
    assert_int_equal(next(), ACT_NONE);
    view.now_ns = 1550 * NS_PER_MS;
    assert_int_equal(next(), ACT_FINISHED);
}

static void requests_that_are_to_be_made_begin_it_anew_as_well(void **state)
{
    (void)state;
    play_until_quiet(PAIR "settle 300ms\nkill cs\n");
    assert_int_equal(next(), ACT_SETTLE);
    view.now_ns = 1250 * NS_PER_MS;
    result.unfinished = true;
    assert_int_equal(next(), ACT_NONE);
    result.unfinished = false;
    view.now_ns = 1549 * NS_PER_MS;
    assert_int_equal(next(), ACT_NONE);
    view.now_ns = 1550 * NS_PER_MS;
    assert_int_equal(next(), ACT_FINISHED);
}

static void nobody_is_looked_on_where_nobody_lives(void **state)
{
    (void)state;
    play_until_quiet(PAIR "kill cs\n");
    view.an_actor_lives = false;
    assert_int_equal(next(), ACT_FINISHED);
    play_until_quiet(PAIR "kill cs\n");
    assert_int_equal(next(), ACT_SETTLE);
    view.an_actor_lives = false;
    assert_int_equal(next(), ACT_FINISHED);
}

static void the_settle_time_ends_before_the_limit(void **state)
{
    (void)state;
    play_until_quiet(PAIR "kill cs\n");
    view.limit_ns = 1500 * NS_PER_MS;
    assert_int_equal(next(), ACT_SETTLE);
    view.now_ns = 1399 * NS_PER_MS;
    assert_int_equal(next(), ACT_NONE);
    view.now_ns = 1400 * NS_PER_MS;
    assert_int_equal(next(), ACT_FINISHED);
}

static void a_run_that_is_over_begins_nothing(void **state)
{
    (void)state;
    play(PAIR "kill host\n");
    actors[0].had_process = actors[1].had_process = true;
    view.over = true;
    assert_int_equal(next(), ACT_FINISHED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_strike_of_a_replay_waits_for_its_moment),
        cmocka_unit_test(a_message_waits_for_the_processes_of_both_sides),
        cmocka_unit_test(a_strike_waits_for_the_processes_of_its_target_and_of_its_children),
        cmocka_unit_test(input_and_starts_come_in_their_order),
        cmocka_unit_test(a_stop_waits_until_nothing_is_owed),
        cmocka_unit_test(a_line_waits_for_what_is_armed_above_it),
        cmocka_unit_test(what_is_armed_waits_for_nobody_where_nobody_lives),
        cmocka_unit_test(a_strike_waits_for_its_target_also_where_nobody_lives),
        cmocka_unit_test(a_strike_does_not_wait_for_a_child_that_must_not_come),
        cmocka_unit_test(a_line_below_a_hold_waits_for_nobody_where_nobody_lives),
        cmocka_unit_test(after_waits_for_its_time),
        cmocka_unit_test(
            a_strike_waits_for_the_next_process_of_a_child_that_may_be_started_again),
        cmocka_unit_test(it_waits_for_as_long_as_a_parent_has_to_go_on),
        cmocka_unit_test(it_does_not_wait_where_nobody_starts_the_child_again),
        cmocka_unit_test(what_came_too_late_is_done_again_after_the_next_look),
        cmocka_unit_test(a_resume_by_time_counts_from_when_all_above_has_happened),
        cmocka_unit_test(an_expectation_is_only_watched),
        cmocka_unit_test(requests_keep_a_run_open),
        cmocka_unit_test(what_is_armed_and_cannot_come_any_more_ends_with_the_requests),
        cmocka_unit_test(a_strike_whose_proof_is_to_come_keeps_a_run_open),
        cmocka_unit_test(so_does_the_proof_of_one_above_the_last),
        cmocka_unit_test(what_is_armed_below_a_line_that_acts_ends_with_them_too),
        cmocka_unit_test(what_is_owed_keeps_what_is_armed_in_force),
        cmocka_unit_test(the_last_strike_is_not_all_where_a_hold_above_it_is_to_come),
        cmocka_unit_test(a_run_looks_on_after_a_fault),
        cmocka_unit_test(stalls_extend_the_settle_time),
        cmocka_unit_test(what_is_owed_meanwhile_begins_the_settle_time_anew),
        cmocka_unit_test(requests_that_are_to_be_made_begin_it_anew_as_well),
        cmocka_unit_test(nobody_is_looked_on_where_nobody_lives),
        cmocka_unit_test(the_settle_time_ends_before_the_limit),
        cmocka_unit_test(a_run_that_is_over_begins_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
