/*
 * Goal: lifeline knows a report of its own by its first bytes. Method: each format's beginning.
 */
#include "kit/report/formats.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>
#include <cmocka.h>

static void each_report_begins_with_its_first_bytes(void **state)
{
    struct report_whole whole = {.count = 1};
    (void)state;
    for (int i = 0; i < REPORT_FORMAT_COUNT; i++) {
        char room[1024];
        struct text text = text_over(room, sizeof room);
        const char *first = report_targets[i]->first;
        report_targets[i]->begin(&text, &whole);
        assert_memory_equal(room, first, strlen(first));
    }
}

/* Else one would be taken for the other. */
static void no_two_formats_begin_alike(void **state)
{
    (void)state;
    for (int i = 0; i < REPORT_FORMAT_COUNT; i++) {
        for (int k = 0; k < i; k++) {
            const char *a = report_targets[i]->first, *b = report_targets[k]->first;
            assert_int_not_equal(strncmp(a, b, strlen(a)), 0);
            assert_int_not_equal(strncmp(a, b, strlen(b)), 0);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_report_begins_with_its_first_bytes),
        cmocka_unit_test(no_two_formats_begin_alike),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
