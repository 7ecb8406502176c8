/*
 * Goal: the stall monitor knows how far time has passed, tells each stall once, and never takes
 * a failed thread for a machine that did not stall. Method: beats on a clock that the test
 * moves.
 */
#include "kit/state/beats.h"
#include "kit/base/event.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define START   (1000 * NS_PER_MS)
#define BEAT_MS 10u

/* What the calls of one beat come to, and how long each of them takes. */
struct fake {
    int64_t now_ns;
    enum beat_rest rested;
    int64_t rest_ms, trip_ms;
    bool trip_fails;
};

static int64_t fake_now(void *context)
{
    return ((struct fake *)context)->now_ns;
}

static enum beat_rest fake_rest(void *context, uint32_t timeout_ms)
{
    struct fake *fake = context;
    assert_int_equal(timeout_ms, BEAT_MS);
    fake->now_ns += fake->rest_ms * NS_PER_MS;
    return fake->rested;
}

static bool fake_trip(void *context)
{
    struct fake *fake = context;
    fake->now_ns += fake->trip_ms * NS_PER_MS;
    return !fake->trip_fails;
}

static const struct beat_calls fake_calls = {fake_now, fake_rest, fake_trip};
static struct beats beats;

static int set_up(void **state)
{
    (void)state;
    beats_begin(&beats, 2, START);
    return 0;
}

static enum beat beat_on(uint32_t core, struct fake fake)
{
    int64_t due_ns, done_ns;
    fake.now_ns = beats.passed_ns[core];
    enum beat beat = beat_make(&fake_calls, &fake, BEAT_MS, &due_ns, &done_ns);
    if (beat == BEAT_GOES_ON)
        beats_done(&beats, core, due_ns, done_ns);
    return beat;
}

static void pass(uint32_t core, int64_t duration_ms)
{
    beats_done(&beats, core, beats.passed_ns[core] + duration_ms * NS_PER_MS,
               beats.passed_ns[core] + duration_ms * NS_PER_MS);
}

static void expect_stall(uint64_t *at, uint32_t core, int64_t from_ms, int64_t until_ms)
{
    struct stall_seen stall;
    assert_true(beats_next(&beats, at, &stall));
    assert_int_equal(stall.core, core);
    assert_int_equal(stall.from_ns, START + from_ms * NS_PER_MS);
    assert_int_equal(stall.until_ns, START + until_ms * NS_PER_MS);
}

static void expect_no_stall(uint64_t at)
{
    struct stall_seen stall;
    assert_false(beats_next(&beats, &at, &stall));
}

static void time_has_passed_as_far_as_the_slowest_beat(void **state)
{
    (void)state;
    assert_int_equal(beats_passed_ns(&beats), START);
    assert_int_equal(beat_on(0, (struct fake){.rest_ms = 10, .trip_ms = 1}), BEAT_GOES_ON);
    assert_int_equal(beats_passed_ns(&beats), START);
    assert_int_equal(beat_on(1, (struct fake){.rest_ms = 12}), BEAT_GOES_ON);
    assert_int_equal(beats_passed_ns(&beats), START + 11 * NS_PER_MS);
    expect_no_stall(0);
}

/* The timed wait takes BEAT_MS unless it is ended early. */
static void a_hurried_monitor_knows_what_has_passed_before_its_beat_is_over(void **state)
{
    (void)state;
    struct fake hurried = {.rested = BEAT_HURRIED, .rest_ms = 1};
    assert_int_equal(beat_on(0, hurried), BEAT_GOES_ON);
    assert_int_equal(beat_on(1, hurried), BEAT_GOES_ON);
    assert_int_equal(beats_passed_ns(&beats), START + NS_PER_MS);
    expect_no_stall(0);
}

static void a_beat_that_is_late_is_a_stall_from_when_it_was_due(void **state)
{
    uint64_t at = 0;
    (void)state;
    beat_on(0, (struct fake){.rest_ms = 10 + BEATS_STALL_MS});
    expect_no_stall(at);
    beat_on(1, (struct fake){.rest_ms = 11 + BEATS_STALL_MS});
    expect_stall(&at, 2, 10, 11 + BEATS_STALL_MS);
    beat_on(0, (struct fake){.rest_ms = 10, .trip_ms = 70}); /* from 50 on */
    expect_stall(&at, 1, 60, 130);
    expect_no_stall(at);
}

static void a_stopped_beat_is_none(void **state)
{
    (void)state;
    assert_int_equal(beat_on(0, (struct fake){.rested = BEAT_STOPPED, .rest_ms = 99}),
                     BEAT_ENDS);
    assert_int_equal(beats_passed_ns(&beats), START);
    expect_no_stall(0);
}

static void a_beat_fails_with_its_wait_and_with_its_round_trip(void **state)
{
    (void)state;
    assert_int_equal(beat_on(0, (struct fake){.rested = BEAT_BROKEN}), BEAT_FAILED);
    assert_int_equal(beat_on(1, (struct fake){.trip_fails = true}), BEAT_FAILED);
}

/* A stall that nobody reports any more must not look like time in which nobody did anything. */
static void no_time_passes_once_a_thread_has_failed(void **state)
{
    uint32_t core = 0;
    int64_t since_ns = 0;
    (void)state;
    pass(0, 30);
    pass(1, 20);
    assert_false(beats_failed(&beats, &core, &since_ns));
    beats_fail(&beats, 1);
    pass(0, 5000);
    assert_int_equal(beats_passed_ns(&beats), START + 20 * NS_PER_MS);
    assert_true(beats_failed(&beats, &core, &since_ns));
    assert_int_equal(core, 2);
    assert_int_equal(since_ns, START + 20 * NS_PER_MS);
}

static void of_two_that_failed_the_first_is_told(void **state)
{
    uint32_t core = 0;
    int64_t since_ns = 0;
    (void)state;
    pass(0, 30);
    pass(1, 20);
    beats_fail(&beats, 0);
    beats_fail(&beats, 1);
    assert_true(beats_failed(&beats, &core, &since_ns));
    assert_int_equal(core, 2);
    assert_int_equal(since_ns, START + 20 * NS_PER_MS);
}

static void whichever_core_that_is(void **state)
{
    uint32_t core = 0;
    int64_t since_ns = 0;
    (void)state;
    pass(0, 20);
    pass(1, 30);
    beats_fail(&beats, 0);
    beats_fail(&beats, 1);
    assert_true(beats_failed(&beats, &core, &since_ns));
    assert_int_equal(core, 1);
    assert_int_equal(since_ns, START + 20 * NS_PER_MS);
}

static void who_is_far_behind_goes_on_at_the_oldest_stall_that_is_kept(void **state)
{
    uint64_t at = 0;
    (void)state;
    for (int i = 0; i < BEATS_STALLS; i++)
        beat_on(0, (struct fake){.rest_ms = 100});
    assert_int_equal(beats_forgotten(&beats, at), 0);
    for (int i = 0; i < 2; i++)
        beat_on(0, (struct fake){.rest_ms = 100});
    assert_int_equal(beats_forgotten(&beats, at), 2);
    assert_int_equal(beats_forgotten(&beats, 2), 0);
    expect_stall(&at, 1, 2 * 100 + 10, 3 * 100);
    assert_int_equal(at, 3);
}

#define CLAIM(test) cmocka_unit_test_setup(test, set_up)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CLAIM(time_has_passed_as_far_as_the_slowest_beat),
        CLAIM(a_hurried_monitor_knows_what_has_passed_before_its_beat_is_over),
        CLAIM(a_beat_that_is_late_is_a_stall_from_when_it_was_due),
        CLAIM(a_stopped_beat_is_none),
        CLAIM(a_beat_fails_with_its_wait_and_with_its_round_trip),
        CLAIM(no_time_passes_once_a_thread_has_failed),
        CLAIM(of_two_that_failed_the_first_is_told),
        CLAIM(whichever_core_that_is),
        CLAIM(who_is_far_behind_goes_on_at_the_oldest_stall_that_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
