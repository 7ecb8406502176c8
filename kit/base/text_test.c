/*
 * Goal: bounded text never runs over and says when it was cut; the nearest word is the one that
 * was meant; durations and sizes are read exactly or refused. Method: tables.
 */
#include "kit/base/duration.h"
#include "kit/base/text.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void text_is_cut_at_its_end_and_says_so(void **state)
{
    char room[8] = "xxxxxxx";
    struct text text = text_over(room, 6);
    (void)state;
    text_add(&text, "%s", "abc");
    assert_false(text.cut);
    text_add(&text, "%d", 12345);
    assert_true(text.cut);
    assert_string_equal(room, "abc12");
    assert_int_equal(room[6], 'x');
    text_add_bytes(&text, "zz", 2);
    assert_string_equal(room, "abc12");
}

static void bytes_are_cut_at_the_end_and_say_so(void **state)
{
    char room[4];
    struct text text = text_over(room, sizeof room);
    (void)state;
    text_add_bytes(&text, "abc", 3);
    assert_false(text.cut);
    assert_string_equal(room, "abc");
    text_add_bytes(&text, "d", 1);
    assert_true(text.cut);
    assert_string_equal(room, "abc");
}

/* Of a euro sign of three bytes two would fit. */
static void a_cut_text_ends_with_a_whole_character_and_takes_no_more(void **state)
{
    char room[6];
    struct text text = text_over(room, sizeof room);
    (void)state;
    text_add(&text, "abc%s", "\xe2\x82\xac");
    assert_true(text.cut);
    assert_string_equal(room, "abc");
    assert_int_equal(text.length, 3);
    text_add(&text, "d"); /* which would fit, and stand there as if nothing were missing */
    text_add_bytes(&text, "d", 1);
    assert_string_equal(room, "abc");
    text = text_over(room, sizeof room);
    text_add_bytes(&text, "abc\xe2\x82\xac", 6);
    assert_true(text.cut);
    assert_string_equal(room, "abc");
    text = text_over(room, sizeof room);
    for (const char *at = "abc\xe2\x82\xac"; *at; at++)
        text_add(&text, "%c", *at); /* byte by byte */
    assert_string_equal(room, "abc");
}

static void what_an_error_quotes_is_cut_between_characters(void **state)
{
    /* 39 bytes, and a character of two that begins with the fortieth. */
    static const char much[] = "012345678901234567890123456789012345678\xc3\xa4x";
    struct kit_error err;
    (void)state;
    assert_int_equal(duration_read(much, sizeof much - 1, &(uint32_t){0}, &err), KIT_BAD_INPUT);
    assert_memory_equal(err.text, "'012345678901234567890123456789012345678' is no duration",
                        55);
}

/* An error shows a piece of it. */
static void a_choice_is_told_as_in_a_sentence(void **state)
{
    (void)state;
    static const char *const words[] = {"stop", "go", "wait"};
    static const char *const said[] = {"", "stop", "stop or go", "stop, go or wait"};
    for (size_t count = 0; count < sizeof said / sizeof *said; count++) {
        char choice[32];
        struct text text = text_over(choice, sizeof choice);
        text_add_choice(&text, words, count);
        assert_string_equal(choice, said[count]);
    }
}

static void what_is_no_number_is_shown_but_not_without_end(void **state)
{
    static const char much[] = "0123456789012345678901234567890123456789x";
    struct kit_error err;
    (void)state;
    assert_int_equal(duration_read(much, sizeof much - 1, &(uint32_t){0}, &err), KIT_BAD_INPUT);
    assert_memory_equal(err.text, "'0123456789012345678901234567890123456789' is no duration",
                        56);
}

static void a_path_is_named_without_what_it_begins_with(void **state)
{
    static const struct {
        const char *path, *rest;
    } rows[] = {{"C:\\a\\b", "a\\b"}, {"..\\a", "a"}, {"/a", "a"}, {"a:b", "b"},
                {"ab:c", "ab:c"},     {"", ""},       {"./", ""}};
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_string_equal(path_without_start(rows[i].path), rows[i].rest);
}

static void a_name_that_is_too_long_is_no_name(void **state)
{
    char name[KIT_NAME] = "before";
    char text[KIT_NAME + 1];
    (void)state;
    memset(text, 'n', sizeof text);
    assert_true(name_copy(name, text, KIT_NAME - 1));
    assert_int_equal(strlen(name), KIT_NAME - 1);
    assert_false(name_copy(name, text, KIT_NAME));
    assert_string_equal(name, "");
}

static void the_nearest_word_is_the_one_that_was_meant(void **state)
{
    static const char *const words[] = {
        "kill",         "hang",       "drop",
        "request.sent", "reply.sent", "a_sentence_that_is_longer_than_any_name_can_be"};
    static const struct {
        const char *typed, *meant;
    } rows[] = {
        {"kil", "kill"},
        {"klil", "kill"},
        {"hnag", "hang"},
        {"drop", "drop"},
        {"reqest.sent", "request.sent"},
        {"replysent", "reply.sent"},
        {"elephant", NULL},
        {"", NULL},
        {"xx", NULL},
        {"killkillkillkillkillkillkillkillkill", NULL}, /* longer than any name */
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        const char *found = nearest_word(rows[i].typed, words, COUNT(words));
        if (rows[i].meant)
            assert_string_equal(found, rows[i].meant);
        else
            assert_null(found);
    }
}

static void a_duration_is_read_exactly_or_refused(void **state)
{
    static const struct {
        const char *text;
        bool good;
        uint32_t ms;
    } rows[] = {
        {"0ms", true, 0},
        {"200ms", true, 200},
        {"2s", true, 2000},
        {"24h", false, 0},
        {"1440min", true, 86400000},
        {"1441min", false, 0},
        {"5", false, 0},
        {"ms", false, 0},
        {"5 ms", false, 0},
        {"-5ms", false, 0},
        {"1.5s", false, 0},
        {"5msx", false, 0},
        {"", false, 0},
        {"99999999999999999999ms", false, 0},
        {"0xhours-and-hours-and-hours-and-hours-and-hours", false, 0},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        uint32_t ms = 77;
        enum kit_status status = duration_read(rows[i].text, strlen(rows[i].text), &ms, NULL);
        assert_int_equal(status == KIT_OK, rows[i].good);
        assert_int_equal(ms, rows[i].good ? rows[i].ms : 77);
    }
}

static void a_size_is_read_exactly_or_refused(void **state)
{
    static const struct {
        const char *text;
        bool good;
        uint64_t bytes;
    } rows[] = {
        {"1B", true, 1},    {"64KiB", true, 65536}, {"4GiB", true, UINT64_C(4) << 30},
        {"5GiB", false, 0}, {"64kb", false, 0},     {"64", false, 0},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        uint64_t bytes = 77;
        enum kit_status status = size_read(rows[i].text, strlen(rows[i].text), &bytes, NULL);
        assert_int_equal(status == KIT_OK, rows[i].good);
        assert_int_equal(bytes, rows[i].good ? rows[i].bytes : 77);
    }
}

static void a_number_has_a_limit_and_nothing_behind_it(void **state)
{
    static const struct {
        const char *text;
        uint64_t most;
        bool good;
    } rows[] = {
        {"0", 5, true},
        {"5", 5, true},
        {"6", 5, false},
        {"9", 5, false},
        {"05", 5, true},
        {"5x", 9, false},
        {"", 9, false},
        {"18446744073709551615", UINT64_MAX, true},
        {"18446744073709551616", UINT64_MAX, false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        uint64_t value = 0;
        enum kit_status status =
            number_read(rows[i].text, strlen(rows[i].text), rows[i].most, &value, NULL);
        assert_int_equal(status == KIT_OK, rows[i].good);
    }
}

static void a_hexadecimal_number_too(void **state)
{
    static const struct {
        const char *text;
        uint64_t most, value;
        bool good;
    } rows[] = {
        {"0x0", 5, 0, true},
        {"0x5", 5, 5, true},
        {"0x6", 5, 0, false},
        {"0xf", 5, 0, false},
        {"0x10", 5, 0, false},
        {"0x00aF", 0xaf, 0xaf, true},
        {"0x1g", UINT32_MAX, 0, false},
        {"0x1!", UINT32_MAX, 0, false},
        {"0x1@", UINT32_MAX, 0, false},
        {"0b11", UINT32_MAX, 0, false},
        {"0x", UINT32_MAX, 0, false},
        {"12", UINT32_MAX, 0, false},
        {"0xC0000005", UINT32_MAX, 0xC0000005u, true},
        {"0x100000000", UINT32_MAX, 0, false},
        {"0xffffffffffffffff", UINT64_MAX, UINT64_MAX, true},
        {"0x10000000000000000", UINT64_MAX, 0, false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        uint64_t value = 77;
        enum kit_status status =
            hexadecimal_read(rows[i].text, strlen(rows[i].text), rows[i].most, &value, NULL);
        assert_int_equal(status == KIT_OK, rows[i].good);
        assert_int_equal(value, rows[i].good ? rows[i].value : 77);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_cut_at_its_end_and_says_so),
        cmocka_unit_test(bytes_are_cut_at_the_end_and_say_so),
        cmocka_unit_test(a_cut_text_ends_with_a_whole_character_and_takes_no_more),
        cmocka_unit_test(what_an_error_quotes_is_cut_between_characters),
        cmocka_unit_test(a_choice_is_told_as_in_a_sentence),
        cmocka_unit_test(what_is_no_number_is_shown_but_not_without_end),
        cmocka_unit_test(a_path_is_named_without_what_it_begins_with),
        cmocka_unit_test(a_name_that_is_too_long_is_no_name),
        cmocka_unit_test(the_nearest_word_is_the_one_that_was_meant),
        cmocka_unit_test(a_duration_is_read_exactly_or_refused),
        cmocka_unit_test(a_size_is_read_exactly_or_refused),
        cmocka_unit_test(a_number_has_a_limit_and_nothing_behind_it),
        cmocka_unit_test(a_hexadecimal_number_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
