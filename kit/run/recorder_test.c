/*
 * Goal: a process that ended while the runner was busy has ended when the system says so, and
 * never before its own words. Method: a recorder whose run began ten seconds ago.
 */
#include "kit/run/recorder.h"

#include "kit/os/stranger.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define S         (1000 * NS_PER_MS)
#define TOLERANCE (500 * NS_PER_MS) /* between two calls of a test, on a busy machine */

static const char script[] = "parent host is ref_parent\nchild cs is ref_child\n";

enum { HOST, CS };

static struct scenario scenario;
static struct recorder recorder;

static int set_up(void **state)
{
    struct kit_error err;
    (void)state;
    assert_int_equal(scenario_read("a.scenario", script, strlen(script), &scenario, &err),
                     KIT_OK);
    assert_int_equal(recorder_begin(&recorder, &scenario, NULL, NULL, &err), KIT_OK);
    recorder.clock.start_ns -= 10 * S;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    recorder_free(&recorder);
    return 0;
}

static void say(int actor, uint32_t incarnation, int64_t at_ns)
{
    struct kit_event event = recorder_event(&recorder, EVENT_STEP, actor);
    event.incarnation = event_incarnation(incarnation);
    event.at_ns = at_ns;
    recorder_add(&recorder, &event);
}

static void assert_about(int64_t got_ns, int64_t wanted_ns)
{
    assert_true(got_ns >= wanted_ns && got_ns < wanted_ns + TOLERANCE);
}

static void an_end_that_is_heard_of_late_was_when_it_was(void **state)
{
    (void)state;
    assert_about(recorder_end_ns(&recorder, CS, 1, 0), 10 * S);
    assert_about(recorder_end_ns(&recorder, CS, 1, 3 * S), 7 * S + OS_TIMER_STEP_NS);
    assert_about(recorder_end_ns(&recorder, -1, 1, 3 * S), 7 * S + OS_TIMER_STEP_NS);
}

/* The system's time of an end may be one step of its timer too early. */
static void an_end_that_is_heard_of_at_once_is_now(void **state)
{
    (void)state;
    assert_about(recorder_end_ns(&recorder, CS, 1, OS_TIMER_STEP_NS - 1), 10 * S);
}

static void a_process_says_nothing_after_its_end(void **state)
{
    (void)state;
    say(CS, 1, 8 * S);
    say(HOST, 1, 9 * S);
    assert_int_equal(recorder_end_ns(&recorder, CS, 1, 3 * S), 8 * S);
    assert_about(recorder_end_ns(&recorder, CS, 1, S), 9 * S + OS_TIMER_STEP_NS);
}

/* The end of a process can be heard of after its successor has spoken. */
static void the_words_of_a_successor_are_not_its_own(void **state)
{
    (void)state;
    say(CS, 1, 6 * S);
    say(CS, 2, 9 * S);
    assert_about(recorder_end_ns(&recorder, CS, 1, 3 * S), 7 * S + OS_TIMER_STEP_NS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_end_that_is_heard_of_late_was_when_it_was, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(an_end_that_is_heard_of_at_once_is_now, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_process_says_nothing_after_its_end, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(the_words_of_a_successor_are_not_its_own, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
