/*
 * Goal: kit/os obeys its hooks, and is the system's own without them. Method: hooks that fail
 * one call, for one peer, and a clock that the test moves; every call is tried before, with and
 * after them.
 */
#include "kit/os/clock.h"
#include "kit/os/event.h"
#include "kit/os/fail.h"
#include "kit/os/hooks.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#define NO_MEMORY 8u /* ERROR_NOT_ENOUGH_MEMORY */

static int asked;
static const char *fails_for;
static uint64_t clock_ns;

static uint32_t fails_event_create(enum kit_call call, const char *peer)
{
    asked++;
    bool is_meant = !fails_for || (peer && strcmp(peer, fails_for) == 0);
    return call == CALL_EVENT_CREATE && is_meant ? NO_MEMORY : 0;
}

static uint64_t test_clock(void)
{
    return clock_ns;
}

static const struct os_hooks hooks = {.fails = fails_event_create, .now_ns = test_clock};

static int hook(void **state)
{
    (void)state;
    asked = 0;
    fails_for = NULL;
    clock_ns = 5000000000u;
    os_hook(&hooks);
    return 0;
}

static int unhook(void **state)
{
    (void)state;
    os_calls_for(NULL);
    os_hook(NULL);
    return 0;
}

static enum kit_status try_to_create(struct kit_error *err)
{
    void *event = NULL;
    enum kit_status status = os_event_create(NULL, OS_AUTO_RESET, &event, err);
    assert_int_equal(event != NULL, status == KIT_OK);
    os_close(&event);
    return status;
}

static void a_call_that_a_hook_fails_is_not_made_and_gives_its_error(void **state)
{
    struct kit_error err = {0};
    (void)state;
    assert_int_not_equal(try_to_create(&err), KIT_OK);
    assert_int_equal(err.os_code, NO_MEMORY);
    assert_int_equal(asked, 1);
}

static void a_hook_is_told_for_whom_the_thread_makes_its_calls(void **state)
{
    (void)state;
    fails_for = "cs";
    assert_int_equal(try_to_create(NULL), KIT_OK);
    os_calls_for("vb");
    assert_int_equal(try_to_create(NULL), KIT_OK);
    os_calls_for("cs");
    assert_int_not_equal(try_to_create(NULL), KIT_OK);
    os_calls_for(NULL);
    assert_int_equal(try_to_create(NULL), KIT_OK);
}

static void without_hooks_no_call_is_asked_for(void **state)
{
    (void)state;
    os_hook(NULL);
    assert_int_equal(try_to_create(NULL), KIT_OK);
    assert_int_equal(asked, 0);
}

static void a_deadline_is_counted_on_the_clock_of_the_hooks(void **state)
{
    (void)state;
    struct os_deadline until = os_deadline_in(100);
    assert_int_equal(os_left(until), 100);
    clock_ns += 60 * UINT64_C(1000000);
    assert_int_equal(os_left(until), 40);
    clock_ns += 40 * UINT64_C(1000000);
    assert_int_equal(os_left(until), 0);
}

/* The wait sees that its clock stood still, and waits on until that has moved. */
static uint64_t clock_that_stood_for_a_while(void)
{
    static int looks;
    return ++looks < 4 ? clock_ns : clock_ns + 1000000000u;
}

static void a_wait_goes_on_while_the_clock_of_the_hooks_stands(void **state)
{
    static const struct os_hooks standing = {.fails = fails_event_create,
                                             .now_ns = clock_that_stood_for_a_while};
    (void)state;
    int64_t before_ns = os_ns(os_ticks());
    os_hook(&standing);
    assert_int_equal(os_wait_any(NULL, 0, 5), -1);
    os_hook(NULL);
    /* Once until the system's timer is over, and at least once more. */
    assert_true(os_ns(os_ticks()) - before_ns >= 10 * INT64_C(1000000));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, hook, unhook)
    const struct CMUnitTest tests[] = {
        TEST(a_call_that_a_hook_fails_is_not_made_and_gives_its_error),
        TEST(a_hook_is_told_for_whom_the_thread_makes_its_calls),
        TEST(without_hooks_no_call_is_asked_for),
        TEST(a_deadline_is_counted_on_the_clock_of_the_hooks),
        TEST(a_wait_goes_on_while_the_clock_of_the_hooks_stands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
