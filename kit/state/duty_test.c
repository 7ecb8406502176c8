/*
 * Goal: a fault that goes on gives its actor both turns, each as long as its row says, and ends
 * when it is told to. Method: a row of the table is played with a clock of the test's.
 */
#include "kit/state/duty.h"
#include "kit/base/event.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define START (1000 * NS_PER_MS)

/* The first fault that goes on; FAULT_COUNT if the table has none. */
static enum kit_fault going_on(void)
{
    int i = 0;
    while (i < FAULT_COUNT && faults[i].on_ms == 0)
        i++;
    return (enum kit_fault)i;
}

static struct duty begun(void)
{
    struct duty duty = {.on = true,
                        .stands_still = true,
                        .off_ms = 90,
                        .on_ms = 10,
                        .next_ns = START + 90 * NS_PER_MS};
    return duty;
}

static void turns_follow_each_other(void **state)
{
    struct duty duty = begun();
    (void)state;
    assert_false(duty_next(&duty, START + 89 * NS_PER_MS));
    assert_true(duty_next(&duty, START + 90 * NS_PER_MS));
    assert_false(duty.stands_still);
    assert_true(duty_left_ns(&duty, START + 95 * NS_PER_MS) == 5 * NS_PER_MS);
    assert_true(duty_next(&duty, START + 100 * NS_PER_MS));
    assert_true(duty.stands_still);
    assert_true(duty_left_ns(&duty, START + 100 * NS_PER_MS) == 90 * NS_PER_MS);
}

static void a_late_turn_is_as_long_as_any(void **state)
{
    struct duty duty = begun();
    (void)state;
    assert_true(duty_left_ns(&duty, START + 500 * NS_PER_MS) == 0);
    assert_true(duty_next(&duty, START + 500 * NS_PER_MS));
    assert_false(duty_next(&duty, START + 509 * NS_PER_MS));
    assert_true(duty_next(&duty, START + 510 * NS_PER_MS));
}

static void it_ends_in_either_turn(void **state)
{
    struct duty duty = begun();
    (void)state;
    assert_true(duty_end(&duty));
    assert_false(duty_next(&duty, START + 1000 * NS_PER_MS));
    assert_true(duty_left_ns(&duty, START) == INT64_MAX);
    assert_false(duty_end(&duty));
    duty = begun();
    assert_true(duty_next(&duty, START + 90 * NS_PER_MS));
    assert_false(duty_end(&duty));
}

static void only_a_fault_that_goes_on_begins_one(void **state)
{
    struct duty duty = {.on = false};
    (void)state;
    duty_begin(&duty, FAULT_HANG, START);
    assert_false(duty.on);
    enum kit_fault fault = going_on();
    if (fault == FAULT_COUNT)
        return;
    duty_begin(&duty, fault, START);
    assert_true(duty.on && duty.stands_still);
    assert_true(duty_left_ns(&duty, START) == faults[fault].off_ms * NS_PER_MS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(turns_follow_each_other),
        cmocka_unit_test(a_late_turn_is_as_long_as_any),
        cmocka_unit_test(it_ends_in_either_turn),
        cmocka_unit_test(only_a_fault_that_goes_on_begins_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
