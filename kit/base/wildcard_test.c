/*
 * Goal: a pattern has the names that a person expects of it, and takes no time that grows
 * beyond bounds. Method: a table; a pattern of stars against a text of one letter.
 */
#include "kit/base/wildcard.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static void a_pattern_is_all_of_a_text(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *text;
        bool matches;
    } rows[] = {
        {"", "", true},
        {"", "a", false},
        {"a", "", false},
        {"*", "", true},
        {"**", "a/b", true},
        {"?", "", false},
        {"?", "a", true},
        {"a", "a", true},
        {"a", "ab", false},
        {"b", "ab", false},
        {"A*", "ab", true},
        {"*b", "AB", true},
        {"*kill*", "scenarios/child-killed.scenario", true},
        {"scenarios/*.scenario", "scenarios\\a\\b.scenario", true},
        {"scenarios\\*", "scenarios/a", true},
        {"a*b*c", "a1b2b3c", true},
        {"a*b*c", "a1b2b3c4", false},
        {"a?c", "abc", true},
        {"a?c", "ac", false},
        {"*?", "", false},
        {"*a*a*a*", "aa", false},
        {"*ab", "aab", true},
        {"[a]", "a", false},
        {"[a]", "[a]", true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(wildcard_matches(rows[i].pattern, rows[i].text), rows[i].matches);
}

static void a_search_finds_a_part_of_a_text(void **state)
{
    static const struct {
        const char *pattern, *text;
        bool same_case, finds;
    } rows[] = {
        {"ready", "app is ready", true, true},
        {"ready", "app is Ready", true, false},
        {"ready", "app is Ready", false, true},
        {"ready", "read", true, false},
        {"served 20", "served 200", true, true},
        {"served*of 5", "1: served 3 of 50", true, true},
        {"served*of 6", "1: served 3 of 50", true, false},
        {"aab", "aaab", true, true},
        {"a?c", "xxabc", true, true},
        {"c:/x", "run c:\\x\\y", false, true},
        {"c:/x", "run c:\\x\\y", true, false},
        {"end*", "the end", true, true},
        {"x", "", true, false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(wildcard_finds(rows[i].pattern, rows[i].text, rows[i].same_case),
                         rows[i].finds);
}

/* With a walk back to each star it would take more than 10^30 steps. */
static void many_stars_take_no_time(void **state)
{
    char pattern[201], text[1001];
    (void)state;
    for (size_t i = 0; i < 200; i++)
        pattern[i] = i % 2 ? 'a' : '*';
    pattern[199] = 'b';
    pattern[200] = 0;
    memset(text, 'a', 1000);
    text[1000] = 0;
    assert_false(wildcard_matches(pattern, text));
    assert_false(wildcard_finds(pattern, text, true));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pattern_is_all_of_a_text),
        cmocka_unit_test(a_search_finds_a_part_of_a_text),
        cmocka_unit_test(many_stars_take_no_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
