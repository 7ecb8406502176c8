/* Goal: nothing is lost or added where a line is broken. Method: exact texts; every width. */
#include "kit/report/wrap.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>

static char room[1024];

static const char *wrapped(const char *lines, uint32_t columns)
{
    struct text text = text_over(room, sizeof room);
    wrap_lines(&text, lines, columns);
    return room;
}

static void a_line_is_broken_at_a_blank(void **state)
{
    (void)state;
    assert_string_equal(wrapped("Head\n  one two three four five six\n\nEnd\n", 22),
                        "Head\n  one two three four\n    five six\n\nEnd\n");
    assert_string_equal(wrapped("a b\ncccccccccccccccccccccccc", 20),
                        "a b\ncccccccccccccccccccc\n  cccc");
    assert_string_equal(wrapped("", 40), "");
    assert_string_equal(wrapped("   ", 40), "   ");
    assert_string_equal(wrapped("   \n x ", 40), "   \n x ");
}

static void a_character_is_never_broken(void **state)
{
    (void)state;
    assert_string_equal(
        wrapped("\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4"
                "\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4"
                "\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4",
                0),
        "\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4"
        "\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4"
        "\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\n  \xc3\xa4");
    assert_int_equal(shown_width("\xc3\xa4x", 3), 2);
}

static void what_is_broken_has_the_same_words_in_every_width(void **state)
{
    static const char lines[] = "  a sentence of several words, and aword-that-is-very-long\nx";
    (void)state;
    for (uint32_t columns = 0; columns < 80; columns++) {
        const char *from = lines;
        for (const char *at = wrapped(lines, columns); *at; at++) {
            while (*from == ' ' || *from == '\n')
                from++;
            if (*at != ' ' && *at != '\n')
                assert_int_equal(*at, *from++);
        }
        assert_string_equal(from, "");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_is_broken_at_a_blank),
        cmocka_unit_test(a_character_is_never_broken),
        cmocka_unit_test(what_is_broken_has_the_same_words_in_every_width),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
