/*
 * Goal: what only takes longer without memory is done without it, too.
 * Method: the allocation fails.
 */
#include "kit/base/scarce_memory_test.h"
#include "kit/base/event.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

#define COUNT 200

static void events_are_sorted_without_memory(void **state)
{
    (void)state;
    struct kit_event events[COUNT] = {{0}};
    for (int i = 0; i < COUNT; i++)
        events[i].at_ns = COUNT - i;
    scarce_from(1, false);
    events_sort(events, COUNT);
    assert_true(scarce_until_here()); /* so many in such an order are sorted by merging, else */
    for (int i = 0; i < COUNT; i++)
        assert_int_equal(events[i].at_ns, i + 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(events_are_sorted_without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
