/*
 * Goal: a strike that a line orders by time has the last word of its actor before it as its
 * moment, and no other. Method: a scenario and the events of a run.
 */
#include "kit/state/moments.h"
#include "kit/scenario/scenario.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct scenario scenario;
static struct moments moments;

static void see(const char *text, const struct kit_event *events, size_t count)
{
    struct kit_error err;
    if (scenario_read("a.scenario", text, strlen(text), &scenario, &err) != KIT_OK)
        fail_msg("%s", err.text);
    assert_int_equal(moments_read(&scenario, events, count, &moments, &err), KIT_OK);
}

#define PAIR "parent host is ref_parent\nchild cs is ref_child\n"

static const struct kit_event run[] = {
    {.kind = EVENT_STEP, .actor = "cs", .name = "request.sent", .occurrence = 1},
    {.kind = EVENT_STEP,
     .actor = "host",
     .name = "request.peek",
     .peer = "cs",
     .occurrence = 2},
    {.kind = EVENT_STEP, .actor = "cs", .name = "reply.wait", .occurrence = 1},
    {.kind = EVENT_STRUCK, .actor = "cs", .name = "kill", .line_number = 3},
    {.kind = EVENT_STEP, .actor = "cs", .name = "idle.wait", .occurrence = 1},
    {.kind = EVENT_REPORT,
     .actor = "host",
     .name = "child.lost",
     .peer = "cs",
     .occurrence = 1},
    {.kind = EVENT_STRUCK, .actor = "host", .name = "kill", .line_number = 4},
};

static void the_last_word_before_a_strike_is_its_moment(void **state)
{
    (void)state;
    see(PAIR "after 100ms kill cs\nkill host\n", run, 7);
    assert_int_equal(moments.count, 2);
    const struct moment *first = moments_of_line(&moments, 0);
    assert_true(moment_is(first, 1, "reply.wait", "", 1));
    assert_false(moment_is(first, 0, "reply.wait", "", 1));
    assert_false(moment_is(first, 1, "reply.wait", "", 2));
    assert_false(moment_is(first, 1, "reply.wait", "host", 1));
    assert_false(moment_is(first, 1, "idle.wait", "", 1));
    assert_true(moment_is(moments_of_line(&moments, 1), 0, "child.lost", "cs", 1));
    moments_free(&moments);
}

static void a_strike_at_a_step_has_none(void **state)
{
    (void)state;
    see(PAIR "at cs reply.wait kill cs\nexpect host reaches request.peek #2 within 1s\n", run,
        7);
    assert_int_equal(moments.count, 0);
    assert_null(moments_of_line(&moments, 0));
    assert_null(moments_of_line(NULL, 0));
    moments_free(&moments);
}

static void a_strike_that_never_came_or_had_no_word_before_has_none(void **state)
{
    (void)state;
    see(PAIR "after 100ms kill cs\n", run + 3, 4);
    assert_int_equal(moments.count, 0);
    moments_free(&moments);
    see(PAIR "after 100ms kill cs\n", run, 3);
    assert_int_equal(moments.count, 0);
    moments_free(&moments);
}

static void a_late_moment_leaves_the_run_its_time(void **state)
{
    (void)state;
    see(PAIR "kill cs\n", run, 3);
    assert_int_equal(moment_late_ns(&scenario), 2000 * NS_PER_MS);
    moments_free(&moments);
    see(PAIR "limit 2s\nkill cs\n", run, 3);
    assert_int_equal(moment_late_ns(&scenario), 500 * NS_PER_MS);
    moments_free(&moments);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_last_word_before_a_strike_is_its_moment),
        cmocka_unit_test(a_strike_at_a_step_has_none),
        cmocka_unit_test(a_late_moment_leaves_the_run_its_time),
        cmocka_unit_test(a_strike_that_never_came_or_had_no_word_before_has_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
