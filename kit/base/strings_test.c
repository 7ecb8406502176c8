/* Goal: copies and endings of texts. Method: a table. */
#include "kit/base/strings.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

static void an_ending_is_found_whatever_its_case(void **state)
{
    static const struct {
        const char *text, *ending;
        bool has;
    } rows[] = {
        {"a.jsonl", ".jsonl", true}, {"A.JSONL", ".jsonl", true},
        {".jsonl", ".JsonL", true},  {"jsonl", ".jsonl", false},
        {"", ".jsonl", false},       {"a.jsonl.part", ".jsonl", false},
        {"a.jsonl", "", true},       {"a@jsonl", "a`jsonl", false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(has_ending(rows[i].text, rows[i].ending), rows[i].has);
}

static void a_copy_is_memory_of_its_own(void **state)
{
    static const char from[] = "a text";
    char *copy = copy_string(from);
    (void)state;
    assert_non_null(copy);
    assert_ptr_not_equal(copy, from);
    assert_string_equal(copy, from);
    free(copy);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_ending_is_found_whatever_its_case),
        cmocka_unit_test(a_copy_is_memory_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
