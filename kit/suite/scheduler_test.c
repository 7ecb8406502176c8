/*
 * Goal: every turn is taken once, in its order, by no more workers than allowed, and no turn
 * begins that must not. Method: runs that only record their turn, and wait for one another if
 * many must run at once.
 */
#include "kit/base/event.h"
#include "kit/os/clock.h"
#include "kit/os/event.h"
#include "kit/os/thread.h"
#include "kit/suite/scheduler.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

#define TURNS_MOST  64
#define FOR_EVER_MS 20000u
#define NEVER       SIZE_MAX

static struct os_lock lock;
static struct turn begun[TURNS_MOST];
static size_t begun_count, over_count, now, most_at_once;
static uint32_t ticks;

/* What a test asks of the runs. */
static size_t stops_at; /* this many runs, counted as they begin */
static size_t once;     /* this script is not repeated */
static bool first_two_apart;
static uint32_t meets;     /* so many runs wait until all of them are under way */
static void *met, *ticked; /* set then; and at the first tick, which a run waits for */

static int begin(void **state)
{
    (void)state;
    begun_count = over_count = now = most_at_once = 0;
    ticks = meets = 0;
    stops_at = once = NEVER;
    first_two_apart = false;
    os_event_reset(met);
    os_event_reset(ticked);
    return 0;
}

static bool note_run(void *context, struct turn *turn)
{
    (void)context;
    os_lock(&lock);
    begun[begun_count++ % TURNS_MOST] = *turn;
    bool stops = begun_count == stops_at;
    now++;
    most_at_once = now > most_at_once ? now : most_at_once;
    if (now == meets)
        os_event_set(met);
    os_unlock(&lock);
    if (meets > 0) {
        os_wait_any(&met, 1, FOR_EVER_MS);
        os_wait_any(&ticked, 1, 20); /* time for one too many to begin */
    }
    os_lock(&lock);
    now--;
    over_count++;
    os_unlock(&lock);
    return !stops;
}

static bool wait_for_a_tick(void *context, struct turn *turn)
{
    note_run(context, turn);
    return os_wait_any(&ticked, 1, FOR_EVER_MS) == 0;
}

/* Rests at once, and waits until all the others have begun. */
static bool rest_until_all_meet(void *context, struct turn *turn)
{
    scheduler_set_idle(turn);
    scheduler_set_idle(turn); /* once more counts no less */
    return note_run(context, turn);
}

static bool take_too_long(void *context, struct turn *turn)
{
    int64_t *ends_at_ns = context;
    while (os_ns(os_ticks()) <= *ends_at_ns)
        os_wait_any(&met, 1, 10);
    return note_run(context, turn);
}

static bool is_once(void *context, size_t index)
{
    (void)context;
    return index == once;
}

/* Only the first two scripts, and where a test says so. */
static bool apart(void *context, size_t a, size_t b)
{
    (void)context;
    return first_two_apart && a < 2 && b < 2;
}

static void tick(void *context)
{
    (void)context;
    ticks++;
    os_event_set(ticked);
}

static const struct scheduler_work notes = {note_run, {is_once, apart}, tick};
static const struct scheduler_work waits = {wait_for_a_tick, {is_once, apart}, tick};
static const struct scheduler_work rests = {rest_until_all_meet, {is_once, apart}, tick};
static const struct scheduler_work drags = {take_too_long, {is_once, apart}, tick};

static void run(struct scheduler_plan plan)
{
    struct kit_error err;
    if (scheduler_run(&plan, &notes, NULL, &err) != KIT_OK)
        fail_msg("%s", err.text);
    assert_int_equal(over_count, begun_count); /* it returns when all are over */
}

static void assert_turns(const struct turn *turns, size_t count)
{
    assert_int_equal(begun_count, count);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(begun[i].index, turns[i].index);
        assert_int_equal(begun[i].repetition, turns[i].repetition);
    }
}

static void every_script_runs_once_and_then_all_run_again(void **state)
{
    static const struct turn turns[] = {
        {.index = 0, .repetition = 1}, {.index = 1, .repetition = 1},
        {.index = 2, .repetition = 1}, {.index = 0, .repetition = 2},
        {.index = 1, .repetition = 2}, {.index = 2, .repetition = 2}};
    (void)state;
    run((struct scheduler_plan){.count = 3, .repeat = 2, .jobs = 1});
    assert_turns(turns, 6);
}

static void what_is_no_use_to_repeat_is_run_once(void **state)
{
    static const struct turn turns[] = {
        {.index = 0, .repetition = 1}, {.index = 1, .repetition = 1},
        {.index = 2, .repetition = 1}, {.index = 0, .repetition = 2},
        {.index = 2, .repetition = 2}, {.index = 0, .repetition = 3},
        {.index = 2, .repetition = 3}};
    (void)state;
    once = 1;
    run((struct scheduler_plan){.count = 3, .repeat = 3, .jobs = 1});
    assert_turns(turns, 7);
}

static void the_last_script_can_be_of_no_use_to_repeat(void **state)
{
    static const struct turn turns[] = {{.index = 0, .repetition = 1},
                                        {.index = 1, .repetition = 1},
                                        {.index = 0, .repetition = 2}};
    (void)state;
    once = 1;
    run((struct scheduler_plan){.count = 2, .repeat = 2, .jobs = 1});
    assert_turns(turns, 3);
}

static void as_many_run_at_once_as_may_and_no_more(void **state)
{
    (void)state;
    for (uint32_t jobs = 1; jobs <= 5; jobs += 2) {
        begin(NULL);
        meets = jobs;
        run((struct scheduler_plan){.count = 10, .repeat = 1, .jobs = jobs});
        assert_int_equal(begun_count, 10);
        assert_int_equal(most_at_once, jobs);
    }
}

/* A run that rests is still under way, and keeps the other from beginning. */
static void runs_that_have_to_be_apart_are_not_at_once(void **state)
{
    struct kit_error err;
    struct scheduler_plan plan = {.count = 2, .repeat = 4, .jobs = 4};
    (void)state;
    first_two_apart = true;
    assert_int_equal(scheduler_run(&plan, &waits, NULL, &err), KIT_OK);
    assert_int_equal(begun_count, 8);
    assert_int_equal(most_at_once, 1);
    begin(NULL);
    first_two_apart = true;
    plan.jobs = 1;
    meets = 2; /* each would wait for the other */
    os_event_set(met);
    assert_int_equal(scheduler_run(&plan, &rests, NULL, &err), KIT_OK);
    assert_int_equal(begun_count, 8);
    assert_int_equal(most_at_once, 1);
}

static void there_can_be_more_workers_than_runs(void **state)
{
    (void)state;
    meets = 2;
    run((struct scheduler_plan){.count = 1, .repeat = 2, .jobs = SCHEDULER_JOBS_MOST});
    assert_int_equal(begun_count, 2);
    assert_int_equal(most_at_once, 2);
}

static void a_run_that_stops_all_is_the_last_to_begin(void **state)
{
    static const struct turn turns[] = {{.index = 0, .repetition = 1},
                                        {.index = 1, .repetition = 1},
                                        {.index = 0, .repetition = 2}};
    (void)state;
    stops_at = 3;
    run((struct scheduler_plan){.count = 2, .repeat = 1000000, .jobs = 1});
    assert_turns(turns, 3);
}

static void nothing_begins_after_the_end(void **state)
{
    struct kit_error err;
    int64_t ends_at_ns = os_ns(os_ticks()) - 1;
    struct scheduler_plan plan = {.count = 9, .repeat = 1, .jobs = 2, .ends_at_ns = ends_at_ns};
    (void)state;
    run(plan);
    assert_int_equal(begun_count, 0);
    ends_at_ns = plan.ends_at_ns = os_ns(os_ticks()) + 50 * NS_PER_MS;
    plan.jobs = 1;
    assert_int_equal(scheduler_run(&plan, &drags, &ends_at_ns, &err), KIT_OK);
    assert_int_equal(begun_count, 1); /* what has begun comes to its end */
}

static void no_script_is_no_run(void **state)
{
    (void)state;
    run((struct scheduler_plan){.count = 0, .repeat = 1, .jobs = 4});
    assert_int_equal(begun_count, 0);
}

static bool rest_and_work_again(void *context, struct turn *turn)
{
    scheduler_set_idle(turn);
    scheduler_works(turn);
    scheduler_works(turn); /* once more counts no more */
    return note_run(context, turn);
}

static void a_run_that_works_again_counts_again(void **state)
{
    static const struct scheduler_work again = {rest_and_work_again, {is_once, apart}, tick};
    struct kit_error err;
    struct scheduler_plan plan = {.count = 3, .repeat = 3, .jobs = 1};
    (void)state;
    assert_int_equal(scheduler_run(&plan, &again, NULL, &err), KIT_OK);
    assert_int_equal(begun_count, 9);
}

static void the_caller_is_called_while_runs_go_on(void **state)
{
    struct kit_error err;
    struct scheduler_plan plan = {.count = 1, .repeat = 2, .jobs = 1};
    (void)state;
    assert_int_equal(scheduler_run(&plan, &waits, NULL, &err), KIT_OK);
    assert_int_equal(begun_count, 2); /* a wait that no tick ended would have stopped it */
    assert_true(ticks >= 1);
}

static void runs_that_only_wait_do_not_count(void **state)
{
    struct kit_error err;
    struct scheduler_plan plan = {.count = 5, .repeat = 1, .jobs = 1};
    (void)state;
    meets = 5; /* each waits for all five, and one may work at once */
    assert_int_equal(scheduler_run(&plan, &rests, NULL, &err), KIT_OK);
    assert_int_equal(begun_count, 5);
    assert_int_equal(most_at_once, 5);
}

static int set_up(void **state)
{
    struct kit_error err;
    (void)state;
    return os_event_create(NULL, OS_MANUAL_RESET, &met, &err) == KIT_OK &&
                   os_event_create(NULL, OS_MANUAL_RESET, &ticked, &err) == KIT_OK
               ? 0
               : -1;
}

static int tear_down(void **state)
{
    (void)state;
    os_close(&met);
    os_close(&ticked);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(every_script_runs_once_and_then_all_run_again, begin),
        cmocka_unit_test_setup(what_is_no_use_to_repeat_is_run_once, begin),
        cmocka_unit_test_setup(the_last_script_can_be_of_no_use_to_repeat, begin),
        cmocka_unit_test_setup(as_many_run_at_once_as_may_and_no_more, begin),
        cmocka_unit_test_setup(runs_that_have_to_be_apart_are_not_at_once, begin),
        cmocka_unit_test_setup(there_can_be_more_workers_than_runs, begin),
        cmocka_unit_test_setup(a_run_that_stops_all_is_the_last_to_begin, begin),
        cmocka_unit_test_setup(nothing_begins_after_the_end, begin),
        cmocka_unit_test_setup(no_script_is_no_run, begin),
        cmocka_unit_test_setup(runs_that_only_wait_do_not_count, begin),
        cmocka_unit_test_setup(a_run_that_works_again_counts_again, begin),
        cmocka_unit_test_setup(the_caller_is_called_while_runs_go_on, begin),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
