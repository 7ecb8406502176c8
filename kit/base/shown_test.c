/*
 * Goal: nothing of what somebody else wrote reaches a terminal as anything but text on the line
 * where it stands; and what is harmless stays as it is. Method: each class by itself, all code
 * points and all bytes, and every room that is too small.
 */
#include "kit/base/shown_text.h"
#include "kit/base/status.h"
#include "kit/base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static const char *shown(const char *from, bool keeps_lines)
{
    static char room[4096];
    struct text text = text_over(room, sizeof room);
    shown_add(&text, from, keeps_lines);
    assert_false(text.cut);
    return room;
}

struct sample {
    const char *from, *shown;
};

static void check(const struct sample *samples, size_t count)
{
    for (size_t i = 0; i < count; i++)
        assert_string_equal(shown(samples[i].from, false), samples[i].shown);
}

static void a_sequence_of_a_terminal_is_only_text(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"},
        {"\x1b]0;title\a", "\\x1b]0;title\\x07"},
        {"\x1b]8;;http://x\x1b\\", "\\x1b]8;;http://x\\x1b\\"},
        {"\xc2\x9b"
         "31m",
         "\\u009b31m"}, /* CSI as one character of UTF-8 */
        {"\x9b"
         "31m",
         "\\x9b"
         "31m"}, /* and as one byte */
        {"a\bb\x7f"
         "c\v\f",
         "a\\x08b\\x7f"
         "c\\x0b\\x0c"},
    };
    check(samples, sizeof samples / sizeof *samples);
}

static void a_line_ends_only_where_lines_are_kept(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"a\n1 passed, 0 failed", "a\\x0a1 passed, 0 failed"},
        {"FAIL\rPASS", "FAIL\\x0dPASS"},
        {"a\tb", "a\\x09b"},
        {"a\xc2\x85"
         "b",
         "a\\u0085b"}, /* NEL */
        {"a\xe2\x80\xa8"
         "b",
         "a\\u2028b"}, /* line separator */
        {"a\xe2\x80\xa9"
         "b",
         "a\\u2029b"}, /* paragraph separator */
    };
    check(samples, sizeof samples / sizeof *samples);
    assert_string_equal(shown("a\n\tb\rc\x1b\n", true), "a\n\tb\\x0dc\\x1b\n");
}

static void text_has_the_direction_in_which_it_is_written(void **state)
{
    (void)state;
    static const uint32_t points[] = {0x061c, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c,
                                      0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069};
    for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
        char from[8] = "", said[16];
        struct text text = text_over(said, sizeof said);
        utf8_write(points[i], from);
        text_add(&text, "\\u%04x", (unsigned)points[i]);
        assert_string_equal(shown(from, false), said);
        assert_string_equal(shown(from, true), said);
    }
}

static void what_is_no_utf8_is_shown_byte_by_byte(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"\xff\xfe", "\\xff\\xfe"},
        {"\xc3", "\\xc3"},
        {"\xe2\x82", "\\xe2\\x82"},
        {"\xe2\x82x", "\\xe2\\x82x"},
        {"\xc0\x9b", "\\xc0\\x9b"},          /* too long a form */
        {"\xed\xa0\x80", "\\xed\\xa0\\x80"}, /* half of a pair */
        {"\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80"},
    };
    check(samples, sizeof samples / sizeof *samples);
}

static void what_is_harmless_stays_as_it_is(void **state)
{
    (void)state;
    static const char *const texts[] = {"",
                                        "C:\\new\\x1b.scenario",
                                        "n\xc3\xb6-\xe6\xbc\xa2",
                                        "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d", /* Hebrew */
                                        "\xf0\x9f\x98\x80",
                                        "100 % `'\"$&|<>#~"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_string_equal(shown(texts[i], false), texts[i]);
}

static bool is_control(uint32_t point)
{
    return point < 0x20 || (point >= 0x7f && point < 0xa0);
}

static void of_all_characters_none_is_left_that_a_terminal_obeys(void **state)
{
    (void)state;
    for (uint32_t point = 0; point < 0x110000; point++) {
        char from[8] = "", piece[SHOWN_MOST];
        size_t size = utf8_write(point, from);
        size_t took = shown_piece(from, size, false, piece);
        bool is_half = point >= 0xd800 && point <= 0xdfff;
        assert_true(took == (is_half ? 1 : size));
        if (is_control(point) || is_half)
            assert_true(piece[0] == '\\' && strlen(piece) > 1);
        for (const char *at = piece; *at; at++)
            assert_true((unsigned char)*at >= 0x20 && *at != 0x7f);
    }
    for (int byte = 0x80; byte <= 0xff; byte++) {
        char piece[SHOWN_MOST], from = (char)byte;
        assert_int_equal(shown_piece(&from, 1, true, piece), 1);
        assert_int_equal(piece[0], '\\');
    }
}

/* As appended: the same whether it is shown on its way in or where it stands, and cut between
 * two characters where it does not fit. */
static void what_is_shown_in_place_is_the_same_and_is_cut_between_characters(void **state)
{
    (void)state;
    static const char from[] = "ab\x1b\xe2\x80\xae\nc\xff\xc3\xa4";
    static const char whole[] = ">ab\\x1b\\u202e\\x0ac\\xff\xc3\xa4";
    for (size_t room = sizeof from + 1; room <= sizeof whole + 2; room++) {
        char *at = malloc(room); /* of this size alone, so that a sanitizer sees its end */
        assert_non_null(at);
        struct text text = text_over(at, room);
        text_add(&text, ">%s", from);
        assert_false(text.cut);
        shown_rest(&text, 1, false);
        assert_true(strncmp(at, whole, text.length) == 0 && at[text.length] == 0);
        assert_int_equal(text.cut, room < sizeof whole);
        if (!text.cut)
            assert_string_equal(at, whole);
        char last = text.length > 0 ? at[text.length - 1] : 0;
        assert_true(last != '\\' && last != '\xc3');
        free(at);
    }
    for (size_t room = 1; room <= sizeof whole; room++) {
        char at[64];
        struct text text = text_over(at, room);
        text_add(&text, ">");
        if (room > 1)
            shown_add(&text, from, false);
        assert_true(strncmp(at, whole, text.length) == 0 && at[text.length] == 0);
    }
}

static void what_stands_before_is_left_alone(void **state)
{
    char room[64];
    struct text text = text_over(room, sizeof room);
    (void)state;
    text_add(&text, "\x1b[32m");
    size_t at = text.length;
    text_add(&text, "a\x1b");
    shown_rest(&text, at, false);
    assert_string_equal(room, "\x1b[32ma\\x1b");
    shown_rest(&text, text.length, false);
    assert_string_equal(room, "\x1b[32ma\\x1b");
}

static void an_error_is_one_line_whatever_it_names(void **state)
{
    struct kit_error err;
    (void)state;
    kit_fail(&err, KIT_NOT_FOUND, "there is no '%s'", "x\n1 passed, 0 failed\x1b[2J");
    assert_string_equal(err.text, "there is no 'x\\x0a1 passed, 0 failed\\x1b[2J'");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sequence_of_a_terminal_is_only_text),
        cmocka_unit_test(a_line_ends_only_where_lines_are_kept),
        cmocka_unit_test(text_has_the_direction_in_which_it_is_written),
        cmocka_unit_test(what_is_no_utf8_is_shown_byte_by_byte),
        cmocka_unit_test(what_is_harmless_stays_as_it_is),
        cmocka_unit_test(of_all_characters_none_is_left_that_a_terminal_obeys),
        cmocka_unit_test(what_is_shown_in_place_is_the_same_and_is_cut_between_characters),
        cmocka_unit_test(what_stands_before_is_left_alone),
        cmocka_unit_test(an_error_is_one_line_whatever_it_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
