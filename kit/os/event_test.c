/*
 * Goal: a wait names what woke it, and an event has one owner of its name. Method: events of
 * this process; nothing sleeps, and the one deadline that must pass is short.
 */
#include "kit/base/text.h"
#include "kit/os/clock.h"
#include "kit/os/event.h"
#include "kit/os/section.h"
#include "kit/os/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

#define LONG_MS  10000u
#define SHORT_MS 30u

static char name[64];

static int make_name(void **state)
{
    (void)state;
    struct text to = text_over(name, sizeof name);
    text_add(&to, "lifeline-event-test-%llx", os_random());
    return 0;
}

static void *make(enum os_reset reset)
{
    void *event = NULL;
    assert_int_equal(os_event_create(NULL, reset, &event, NULL), KIT_OK);
    return event;
}

static void a_wait_gives_the_index_of_the_first_that_is_signalled(void **state)
{
    void *events[4] = {make(OS_AUTO_RESET), NULL, make(OS_AUTO_RESET), make(OS_MANUAL_RESET)};
    (void)state;
    assert_int_equal(os_wait_any(events, 4, 0), -1);
    os_event_set(events[3]);
    assert_int_equal(os_wait_any(events, 4, LONG_MS), 3);
    os_event_set(events[2]);
    assert_int_equal(os_wait_any(events, 4, LONG_MS), 2);
    assert_int_equal(os_wait_any(events, 4, LONG_MS),
                     3); /* auto-reset is over, manual is not */
    os_event_reset(events[3]);
    assert_int_equal(os_wait_any(events, 4, 0), -1);
    assert_false(os_is_signalled(events[3]));
    os_event_set(events[3]);
    assert_true(os_is_signalled(events[3]));
    for (int i = 0; i < 4; i++)
        os_close(&events[i]);
}

static void a_wait_for_nothing_lasts_its_time(void **state)
{
    void *nothing[2] = {NULL, NULL};
    (void)state;
    int64_t before_ns = os_ns(os_ticks());
    assert_int_equal(os_wait_any(nothing, 2, SHORT_MS), -1);
    assert_true(os_ns(os_ticks()) - before_ns >= SHORT_MS * INT64_C(1000000));
    assert_int_equal(os_wait_any(nothing, 0, 0), -1);
}

static void a_closed_handle_fails_the_wait_at_once(void **state)
{
    void *closed = (void *)(uintptr_t)0x7ffffff0;
    (void)state;
    assert_int_equal(os_wait_any(&closed, 1, LONG_MS), -2);
}

static void a_name_that_is_taken_is_denied(void **state)
{
    void *first = NULL, *second = NULL, *opened = NULL;
    struct kit_error err = {0};
    (void)state;
    assert_int_equal(os_event_open(name, &opened, NULL), KIT_NOT_FOUND);
    assert_int_equal(os_event_create(name, OS_AUTO_RESET, &first, NULL), KIT_OK);
    assert_int_equal(os_event_create(name, OS_AUTO_RESET, &second, &err), KIT_DENIED);
    assert_null(second);
    assert_non_null(strstr(err.text, name));
    assert_int_equal(os_event_open(name, &opened, NULL), KIT_OK);
    os_event_set(opened);
    assert_int_equal(os_wait_any(&first, 1, LONG_MS), 0);
    os_close(&opened);
    os_close(&first);
    assert_int_equal(os_event_open(name, &opened, NULL), KIT_NOT_FOUND);
}

static void an_event_of_somebody_elses_is_set_by_its_name(void **state)
{
    void *made = NULL, *opened = NULL, *section = NULL;
    struct kit_error err = {0};
    (void)state;
    assert_int_equal(os_event_open_to_set(name, &opened, &err), KIT_NOT_FOUND);
    assert_int_equal(err.os_code, 2);
    assert_int_equal(os_event_create(name, OS_MANUAL_RESET, &made, NULL), KIT_OK);
    assert_int_equal(os_event_open_to_set(name, &opened, NULL), KIT_OK);
    assert_true(os_event_set(opened));
    assert_true(os_is_signalled(made));
    os_event_reset(opened);
    assert_false(os_is_signalled(made));
    os_close(&opened);
    os_close(&made);
    assert_int_equal(os_section_create(name, 4096, false, &section, NULL), KIT_OK);
    assert_int_not_equal(os_event_open_to_set(name, &opened, &err), KIT_OK);
    assert_int_equal(err.os_code, 6);
    os_close(&section);
}

static void a_name_that_is_too_long_is_bad_input(void **state)
{
    char too_long[400] = {0};
    void *event = NULL;
    (void)state;
    memset(too_long, 'n', sizeof too_long - 1);
    assert_int_equal(os_event_create(too_long, OS_AUTO_RESET, &event, NULL), KIT_BAD_INPUT);
    assert_int_equal(os_event_open(too_long, &event, NULL), KIT_BAD_INPUT);
    assert_null(event);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_wait_gives_the_index_of_the_first_that_is_signalled),
        cmocka_unit_test(a_wait_for_nothing_lasts_its_time),
        cmocka_unit_test(a_closed_handle_fails_the_wait_at_once),
        cmocka_unit_test_setup(a_name_that_is_taken_is_denied, make_name),
        cmocka_unit_test_setup(an_event_of_somebody_elses_is_set_by_its_name, make_name),
        cmocka_unit_test_setup(a_name_that_is_too_long_is_bad_input, make_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
