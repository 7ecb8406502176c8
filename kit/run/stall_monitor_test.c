/*
 * Goal: a monitor that is hurried knows what has passed without waiting for its beat, and one
 * thread on each core takes part. Method: beats that last longer than any test may take.
 */
#include "kit/run/stall_monitor.h"
#include "kit/os/clock.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

#define NEVER_MS (3600 * 1000u)

static void a_hurried_monitor_knows_what_has_passed_before_its_beat_is_over(void **state)
{
    struct stall_monitor *monitor = NULL;
    struct kit_error err;
    uint32_t core;
    int64_t since_ns;
    (void)state;
    assert_int_equal(stall_monitor_start(NEVER_MS, &monitor, &err), KIT_OK);
    for (int i = 0; i < 20; i++) {
        int64_t from_ns = os_ns(os_ticks());
        stall_monitor_hurry(monitor);
        stall_monitor_wait(monitor, from_ns);
        assert_true(stall_monitor_passed_ns(monitor) >= from_ns);
    }
    assert_false(stall_monitor_failed(monitor, &core, &since_ns));
    stall_monitor_stop(&monitor);
    assert_null(monitor);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hurried_monitor_knows_what_has_passed_before_its_beat_is_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
