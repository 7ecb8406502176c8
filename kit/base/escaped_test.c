/* Goal: a text stands for exactly the bytes that a person means. Method: a table. */
#include "kit/base/escaped.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static void a_text_stands_for_its_bytes(void **state)
{
    static const struct {
        const char *text, *bytes;
        size_t size;
    } rows[] = {
        {"quit", "quit", 4},           {"quit\\n", "quit\n", 5},    {"\\r\\t\\\\", "\r\t\\", 3},
        {"\\x00a\\xfF", "\0a\xff", 3}, {"\xc3\xa4", "\xc3\xa4", 2}, {"a\\x41b", "aAb", 3},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char bytes[64];
        size_t size = 99;
        assert_null(escaped_bytes(rows[i].text, bytes, &size));
        assert_int_equal(size, rows[i].size);
        assert_memory_equal(bytes, rows[i].bytes, size);
    }
}

static void what_means_nothing_is_shown(void **state)
{
    static const char *const texts[] = {"ab\\q",  "ab\\",    "ab\\x",
                                        "ab\\x4", "ab\\x4g", "ab\\xg4"};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char bytes[64];
        size_t size;
        assert_ptr_equal(escaped_bytes(texts[i], bytes, &size), texts[i] + 2);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_stands_for_its_bytes),
        cmocka_unit_test(what_means_nothing_is_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
