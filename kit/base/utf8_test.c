/*
 * Goal: every code point is written and read back, bytes that are not UTF-8 are never read as a
 * character, and no text ends inside a character. Method: all code points; a table of what is
 * malformed; each valid character cut at each byte.
 */
#include "kit/base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>
#include <cmocka.h>

static bool is_surrogate(uint32_t point)
{
    return point >= 0xd800 && point <= 0xdfff;
}

static void every_code_point_is_read_as_it_was_written(void **state)
{
    (void)state;
    for (uint32_t point = 0; point <= 0x10ffff; point++) {
        char bytes[4];
        uint32_t got = 0;
        size_t size = utf8_write(point, bytes);
        assert_int_equal(size, point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4);
        assert_int_equal(utf8_read(bytes, size, &got), is_surrogate(point) ? 0 : size);
        if (!is_surrogate(point))
            assert_int_equal(got, point);
    }
}

static void known_characters_have_their_bytes(void **state)
{
    char bytes[5] = "";
    (void)state;
    assert_int_equal(utf8_write(0xe4, bytes), 2);
    assert_memory_equal(bytes, "\xc3\xa4", 2);
    assert_int_equal(utf8_write(0x20ac, bytes), 3);
    assert_memory_equal(bytes, "\xe2\x82\xac", 3);
    assert_int_equal(utf8_write(0x1f600, bytes), 4);
    assert_memory_equal(bytes, "\xf0\x9f\x98\x80", 4);
}

static void what_is_malformed_is_not_read(void **state)
{
    static const struct {
        const char *what, *bytes;
    } rows[] = {
        {"a continuation alone", "\x80zzz"},    {"another", "\xbfzzz"},
        {"two bytes for 'A'", "\xc1\x81zz"},    {"two bytes for NUL", "\xc0\x80zz"},
        {"three for U+7FF", "\xe0\x9f\xbfz"},   {"four for U+FFFF", "\xf0\x8f\xbf\xbf"},
        {"a high surrogate", "\xed\xa0\x80z"},  {"a low surrogate", "\xed\xbf\xbfz"},
        {"above U+10FFFF", "\xf4\x90\x80\x80"}, {"a lead of five", "\xf8\x88\x80\x80"},
        {"no lead at all", "\xffzzz"},          {"second byte no continuation", "\xc3(zz"},
        {"third byte none", "\xe2\x82(z"},      {"fourth byte none", "\xf0\x9f\x98("},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint32_t point;
        if (utf8_read(rows[i].bytes, 4, &point) != 0)
            fail_msg("%s was read", rows[i].what);
    }
}

static void a_cut_character_is_not_read_and_nothing_behind_it_is_looked_at(void **state)
{
    static const uint32_t points[] = {0xe4, 0x20ac, 0x1f600};
    (void)state;
    for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
        char bytes[5] = "";
        uint32_t point;
        size_t size = utf8_write(points[i], bytes);
        for (size_t left = 0; left < size; left++) {
            char cut[4];
            memcpy(cut, bytes, 4);
            assert_int_equal(utf8_read(cut, left, &point), 0);
            cut[left] = 0; /* the end of a string is an end, too */
            assert_int_equal(utf8_read(cut, SIZE_MAX, &point), left == 0);
        }
    }
}

static void a_text_ends_with_its_last_whole_character(void **state)
{
    static const char *const whole[] = {"", "a", "\xc3\xa4", "\xe2\x82\xac",
                                        "\xf0\x9f\x98\x80"};
    static const char *const next[] = {"\xc3\xa4", "\xe2\x82\xac", "\xf0\x9f\x98\x80"};
    (void)state;
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) {
        size_t before = strlen(whole[i]);
        for (size_t k = 0; k < sizeof next / sizeof *next; k++) {
            char text[9] = "";
            memcpy(text, whole[i], before);
            memcpy(text + before, next[k], strlen(next[k]));
            for (size_t cut = 0; cut < strlen(next[k]); cut++)
                assert_int_equal(utf8_whole(text, before + cut), before);
            assert_int_equal(utf8_whole(text, strlen(text)), strlen(text));
        }
    }
    assert_int_equal(utf8_whole("\x80\x80\x80\x80", 4), 4); /* of no character at all */
}

static size_t print(char *to, size_t size, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    size_t written = utf8_print(to, size, format, args);
    va_end(args);
    return written;
}

static void what_is_printed_is_cut_between_characters(void **state)
{
    char room[16];
    (void)state;
    assert_int_equal(print(room, sizeof room, "'%s' %d", "\xc3\xa4", 7), 6);
    assert_string_equal(room, "'\xc3\xa4' 7");
    assert_int_equal(print(room, sizeof room, "'%.2s' %d", "a\xc3\xa4", 7), 5);
    assert_string_equal(room, "'a' 7"); /* by a precision */
    print(room, sizeof room, "%.3s\xc3\xa4%.2s", "\xf0\x9f\x98\x80", "\xe2\x82\xac");
    assert_string_equal(room, "\xc3\xa4"); /* and right before another */
    assert_int_equal(print(room, 4, "ab%s", "\xe2\x82\xac"), 2);
    assert_string_equal(room, "ab"); /* by the end of the room */
    print(room, sizeof room, "...%s", &"\xc3\xa4z"[1]);
    assert_string_equal(room, "...z"); /* by a beginning behind a lead */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_point_is_read_as_it_was_written),
        cmocka_unit_test(known_characters_have_their_bytes),
        cmocka_unit_test(what_is_malformed_is_not_read),
        cmocka_unit_test(a_cut_character_is_not_read_and_nothing_behind_it_is_looked_at),
        cmocka_unit_test(a_text_ends_with_its_last_whole_character),
        cmocka_unit_test(what_is_printed_is_cut_between_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
