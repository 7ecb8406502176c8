/*
 * Goal: what a scenario says of a version holds for exactly the versions that it names. Method:
 * a table of platforms and ranges.
 */
#include "kit/base/systems.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static void a_range_has_the_versions_that_it_names(void **state)
{
    static const struct {
        const char *range, *platform;
        bool has;
    } cases[] = {
        {"wine", "wine 8.0", true},
        {"wine", "wine", true},
        {"wine", "windows 10.0.19045", false},
        {"wine<9", "wine 8.0", true},
        {"wine<9", "wine 8.21", true},
        {"wine<9", "wine 9.0", false},
        {"wine<9", "wine 10.0", false}, /* by number, not by letter */
        {"wine<9", "windows 8.0", false},
        {"wine<9.0.2", "wine 9.0.1", true},
        {"wine<9.0.2", "wine 9.0.2", false},
        {"wine>=9", "wine 8.0", false},
        {"wine>=9", "wine 9.0", true},
        {"wine>=9", "wine 9.0-rc2", true},
        {"wine>=9", "wine 10.0", true},
        {"wine>=8.5", "wine 8.13", true},
        {"windows>=10.0.19045", "windows 10.0.19045", true},
        {"windows>=10.0.19045", "windows 10.0.19044", false},
        {"windows>=10.0.19045", "windows 11", true},
        {"wine>=9", "linux 10.1", false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct system_range range;
        struct kit_platform platform = platform_of(cases[i].platform);
        if (!system_range_read(cases[i].range, &range) ||
            system_range_has(&range, &platform) != cases[i].has)
            fail_msg("%s, %s", cases[i].range, cases[i].platform);
        assert_string_equal(range.word, cases[i].range);
    }
}

static void another_word_is_no_range(void **state)
{
    static const char *const words[] = {
        "",
        "lunix",
        "wine<",
        "wine>9",
        "wine=9",
        "wine<=9",
        "wine<9.",
        "wine<1.2.3.",
        "wine<.9",
        "wine<9x",
        "wine< 9",
        "wine<9<10",
        "<9",
        "wine8",
        "wine<-1",
        "wine>=",
        "wine<9:",
        "wine<1.2.3.4",
        "wine<99999999999",
        "wine>= 9",
        "WINE",
    };
    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct system_range range = {.word = "as before"};
        if (system_range_read(words[i], &range))
            fail_msg("'%s'", words[i]);
        assert_string_equal(range.word, "as before");
    }
}

static void of_an_unknown_platform_nothing_is_known(void **state)
{
    (void)state;
    assert_int_equal(platform_of("plan9 4").system, SYSTEM_COUNT);
    assert_int_equal(platform_of("").system, SYSTEM_COUNT);
    assert_int_equal(platform_of("wine 8.0").system, SYSTEM_WINE);
    assert_int_equal(platform_of("wine x").version[0], 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_range_has_the_versions_that_it_names),
        cmocka_unit_test(another_word_is_no_range),
        cmocka_unit_test(of_an_unknown_platform_nothing_is_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
