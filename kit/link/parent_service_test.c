/*
 * Goal: the event and the pipe are two things, and each order of them is right: the four orders
 * that parent_service.c argues, and what follows from them. Method: the test plays the child,
 * one call after another, so that the order is the test's own and no thread's luck. A wait that
 * must find something finds it at once; one that must go on is measured: it may not be over
 * before its time.
 */
#include "kit/link/child_exchange.h"
#include "kit/link/pair_test.h"

#define SHORT_MS 40u /* for a wait that has to come to its end */

/* However the parent detects a loss, it has to find its requests alike. */
static const uint32_t all_masks[] = {DETECT_ALL, DETECT_PROCESS, DETECT_WATCHDOG, DETECT_PIPE};
#define MASKS (sizeof all_masks / sizeof *all_masks)

static struct pair pair;
static uint32_t detect_mask; /* of the parent that the next test makes */

static void make(void)
{
    pair_prepare(&pair);
    pair.options.detect_mask = detect_mask;
    pair_make_parent(&pair);
    pair_connect_parent(&pair);
}

static int end(void **state)
{
    (void)state;
    pair_end(&pair);
    return 0;
}

static enum link_status serve(uint32_t timeout_ms)
{
    return parent_link_serve_once(pair.parent_link, timeout_ms);
}

static void set_event(void)
{
    os_event_set(pair.peer.signal);
}

/* Whether the parent has said something to the child. */
static bool has_answer(void)
{
    return end_has_read(&pair.peer);
}

/* A request that the parent answers in the usual order. */
static void exchange(void)
{
    pair_request(&pair);
    set_event();
    assert_int_equal(serve(NEVER_MS), LINK_DONE);
    pair_take(&pair, MESSAGE_REPLY);
}

/* The wait that this call makes takes all its time, whatever it is woken for. */
static void expect_the_wait_goes_on(void)
{
    struct os_deadline until = os_deadline_in(SHORT_MS);
    assert_int_equal(serve(SHORT_MS), LINK_NOTHING);
    assert_int_equal(os_left(until), 0);
}

static void for_each_mask(void (*test)(void))
{
    for (size_t i = 0; i < MASKS; i++) {
        detect_mask = all_masks[i];
        make();
        test();
        end(NULL);
    }
}

/* ---- 1: the child writes, then sets the event ---- */

/* A write that never comes to its end shows it: the event must not be set before it has. */
static void a_child_sets_its_event_only_once_its_request_is_in_the_pipe(void **state)
{
    (void)state;
    pair_prepare(&pair);
    pair_make_child(&pair);
    pair_connect_child(&pair);
    pair_fill(&pair);
    os_event_set(pair.own);
    assert_int_equal(child_exchange(pair.child_link), LINK_STOP);
    assert_false(os_is_signalled(pair.peer.wake));
}

static enum link_status exchange_as_child(struct pair *of)
{
    return child_exchange(of->child_link);
}

static void the_event_follows_the_request(void **state)
{
    (void)state;
    pair_prepare(&pair);
    pair_make_child(&pair);
    pair_connect_child(&pair);
    struct pair_call call = {.pair = &pair, .call = exchange_as_child};
    pair_call_begin(&call);
    bool woken = os_wait_any(&pair.peer.wake, 1, AT_ONCE_MS) == 0;
    bool is_there = end_has_read(&pair.peer);
    os_event_set(pair.own);
    assert_true(pair_call_is_over(&call));
    assert_true(woken);
    assert_true(is_there);
}

/* ---- 2: two requests can be one wake-up ---- */

/* The event of the second was used up with that of the first; it lies there all the same. */
static void answer_the_second(void)
{
    exchange();
    pair_request(&pair);
    assert_int_equal(serve(SHORT_MS), LINK_DONE);
    pair_take(&pair, MESSAGE_REPLY);
}

static void after_an_answer_the_pipe_is_looked_at_without_a_wake_up(void **state)
{
    (void)state;
    for_each_mask(answer_the_second);
}

static void answer_both_of_one_wake_up(void)
{
    answer_the_second();
    set_event(); /* for the second, which was answered ahead of it */
    pair_request(&pair);
    set_event(); /* the same event still, for the third */
    assert_int_equal(serve(SHORT_MS), LINK_DONE);
    pair_take(&pair, MESSAGE_REPLY);
}

static void one_wake_up_for_two_requests_answers_the_one_that_is_there(void **state)
{
    (void)state;
    for_each_mask(answer_both_of_one_wake_up);
}

static void take_the_quit_behind_a_request(void)
{
    pair_request(&pair);
    pair_send(&pair, MESSAGE_QUIT, (union message){.bytes = {0}});
    set_event();
    assert_int_equal(serve(NEVER_MS), LINK_DONE);
    assert_int_equal(serve(SHORT_MS), LINK_QUIT);
}

static void one_wake_up_for_a_request_and_a_quit_finds_both(void **state)
{
    (void)state;
    for_each_mask(take_the_quit_behind_a_request);
}

/* ---- 3: a wake-up can find an empty pipe ---- */

static void pass_over_an_empty_pipe(void)
{
    answer_the_second();
    set_event();
    expect_the_wait_goes_on();
    assert_false(has_answer());
}

static void a_wake_up_whose_request_was_answered_is_passed_over(void **state)
{
    (void)state;
    for_each_mask(pass_over_an_empty_pipe);
}

/* A stranger that sets the event again and again must not keep the watchdog from looking. */
static void wake_ups_do_not_put_off_the_watchdog(void **state)
{
    enum link_status status = LINK_NOTHING;
    (void)state;
    pair_prepare(&pair);
    pair.options.detect_mask = DETECT_WATCHDOG;
    pair.options.watchdog_ms = SHORT_MS;
    pair_make_parent(&pair);
    pair_connect_parent(&pair);
    os_event_set(pair.process);
    for (uint32_t i = 0; i < 100 * SHORT_MS && status == LINK_NOTHING; i++) {
        set_event();
        status = serve(1);
    }
    assert_int_equal(status, LINK_WATCHDOG);
}

/* ---- 4: a request can arrive before its event ---- */

static void keep_it_until_the_event(void)
{
    pair_request(&pair);
    expect_the_wait_goes_on();
    assert_false(has_answer());
    set_event();
    assert_int_equal(serve(SHORT_MS), LINK_DONE);
    pair_take(&pair, MESSAGE_REPLY);
}

static void a_request_ahead_of_its_event_is_kept_until_the_event(void **state)
{
    (void)state;
    for_each_mask(keep_it_until_the_event);
}

static void answer_what_was_kept_alone(void)
{
    keep_it_until_the_event();
    expect_the_wait_goes_on();
    assert_false(has_answer());
}

static void what_was_kept_is_answered_once(void **state)
{
    (void)state;
    for_each_mask(answer_what_was_kept_alone);
}

/* A Quit is answered by nothing, so nothing is waited for. */
static void a_quit_needs_no_event_where_the_pipe_is_heard(void **state)
{
    (void)state;
    detect_mask = DETECT_ALL;
    make();
    pair_send(&pair, MESSAGE_QUIT, (union message){.bytes = {0}});
    assert_int_equal(serve(SHORT_MS), LINK_QUIT);
}

/* ---- a child's last word ---- */

/* It says Quit and dies before it sets its event: it has ended as it said. */
static void a_child_that_said_quit_and_died_is_not_lost(void **state)
{
    static const uint32_t masks[] = {DETECT_PROCESS, DETECT_WATCHDOG, DETECT_ALL};
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        pair_prepare(&pair);
        pair.options.detect_mask = masks[i];
        pair.options.watchdog_ms = SHORT_MS;
        pair_make_parent(&pair);
        pair_connect_parent(&pair);
        pair_send(&pair, MESSAGE_QUIT, (union message){.bytes = {0}});
        os_event_set(pair.process);
        assert_int_equal(serve(os_left(pair.parent_link->look)), LINK_QUIT);
        pair_end(&pair);
    }
}

/* It has come, said all it had to say, and gone, before the parent has waited for it. */
static void a_child_that_came_and_went_is_read_to_its_quit(void **state)
{
    (void)state;
    pair_prepare(&pair);
    pair_make_parent(&pair);
    MUST(os_pipe_open(pair.pipe, &pair.peer.pipe, NULL));
    pair_request(&pair);
    pair_send(&pair, MESSAGE_QUIT, (union message){.bytes = {0}});
    os_pipe_close(&pair.peer.pipe);
    set_event();
    assert_int_equal(parent_link_connect(pair.parent_link), LINK_DONE);
    assert_int_equal(serve(SHORT_MS), LINK_QUIT);
}

int main(void)
{
#define TEST(test) cmocka_unit_test_teardown(test, end)
    const struct CMUnitTest tests[] = {
        TEST(a_child_sets_its_event_only_once_its_request_is_in_the_pipe),
        TEST(the_event_follows_the_request),
        TEST(after_an_answer_the_pipe_is_looked_at_without_a_wake_up),
        TEST(one_wake_up_for_two_requests_answers_the_one_that_is_there),
        TEST(one_wake_up_for_a_request_and_a_quit_finds_both),
        TEST(a_wake_up_whose_request_was_answered_is_passed_over),
        TEST(wake_ups_do_not_put_off_the_watchdog),
        TEST(a_request_ahead_of_its_event_is_kept_until_the_event),
        TEST(what_was_kept_is_answered_once),
        TEST(a_quit_needs_no_event_where_the_pipe_is_heard),
        TEST(a_child_that_said_quit_and_died_is_not_lost),
        TEST(a_child_that_came_and_went_is_read_to_its_quit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
