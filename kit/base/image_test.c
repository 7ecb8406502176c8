/*
 * Goal: a process is known by its program's file name, whatever its letters, its length and the
 * path before it; and no other process is. Method: tables of images and programs; paths as the
 * system gives them.
 */
#include "kit/base/image.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

struct pair {
    const char *image, *program;
};

static void a_program_is_its_image(void **state)
{
    static const struct pair pairs[] = {
        {"helper.exe", "helper.exe"},
        {"helper.exe", "helper"},
        {"helper", "helper"},
        {"Helper.EXE", "hELPER"},
        {"HELPER.EXE", "helper.exe"},
        {"helper.exe", "below\\one/helper"},
        {"helper.exe", "c:\\a b\\helper.exe"},
        {"helper.exe.exe", "helper.exe"},
        {"helper.com", "HELPER.COM"},
        {"\xc3\x84ltere.exe", "\xc3\xa4LTERE"},                       /* Latin-1 */
        {"\xc5\xa0koda.exe", "\xc5\xa1koda.exe"},                     /* Latin Extended-A */
        {"\xce\xa9mega.exe", "\xcf\x89mega"},                         /* Greek */
        {"\xd0\x94\xd0\xbe\xd0\xbc.exe", "\xd0\xb4\xd0\x9e\xd0\x9c"}, /* Cyrillic */
        {"\xd0\x81.exe", "\xd1\x91"},                                 /* of its first row */
        {"\xe6\xbc\xa2\xe5\xad\x97.exe", "\xe6\xbc\xa2\xe5\xad\x97"}, /* no capital letters */
        {"\xf0\x9f\x98\x80.exe", "\xf0\x9f\x98\x80"},
        {"\xff.exe", "\xff"}, /* no UTF-8: byte by byte */
    };
    (void)state;
    for (size_t i = 0; i < COUNT(pairs); i++) {
        if (!image_is(pairs[i].image, pairs[i].program))
            fail_msg("'%s' is not taken for '%s'", pairs[i].image, pairs[i].program);
    }
}

static void another_program_is_not(void **state)
{
    static const struct pair pairs[] = {
        {"helper.exe", "helpers"},
        {"helpers.exe", "helper"},
        {"helper.exe", "helper.ex"},
        {"helper.exe", "helper."},
        {"helper.exes", "helper"},
        {"helper.exe", "helper.exe.exe"},
        {"helper", "helper.exe"},
        {"helper.dll", "helper"},
        {"helper.exe", ""},
        {"helper.exe", "helper\\"},
        {"", "helper"},
        {"", ""},
        {".exe", ""},
        {"a.exe", "\xc3\xa4"},
        {"\xc3\x97.exe", "\xc3\xb7"}, /* times is no capital of divided by */
        {"\xc4\x81.exe", "\xc4\x82"}, /* a small letter, and the next capital one */
        {"\xff.exe", "\xc3\xbf"},     /* a stray byte, and the character of that number */
    };
    (void)state;
    for (size_t i = 0; i < COUNT(pairs); i++) {
        if (image_is(pairs[i].image, pairs[i].program))
            fail_msg("'%s' is taken for '%s'", pairs[i].image, pairs[i].program);
    }
}

#define UNITS 40000

/* The path in units, of which the text has one for each byte. */
static size_t path16(uint16_t to[UNITS], const char *from)
{
    size_t count = strlen(from);
    for (size_t i = 0; i < count; i++)
        to[i] = (unsigned char)from[i];
    return count;
}

static void a_path_is_its_last_part_however_long_it_is(void **state)
{
    static uint16_t path[UNITS];
    char image[KIT_IMAGE];
    (void)state;
    image_of_path(path, path16(path, "C:\\some\\where\\a b.exe"), image);
    assert_string_equal(image, "a b.exe");
    image_of_path(path, path16(path, "/some/where"), image);
    assert_string_equal(image, "where");
    image_of_path(path, path16(path, "bare.exe"), image);
    assert_string_equal(image, "bare.exe");
    image_of_path(path, 0, image);
    assert_string_equal(image, "");
    size_t count = path16(path, "C:\\bare.exe?.exe");
    path[11] = 0; /* the end of a string is an end, too */
    image_of_path(path, count, image);
    assert_string_equal(image, "bare.exe");
    for (size_t i = 0; i < 32000; i++)
        path[i] = i % 200 == 199 ? '\\' : 'x';
    for (size_t i = 0; i < 5; i++)
        path[32000 + i] = (uint16_t) "a.exe"[i];
    image_of_path(path, 32005, image);
    assert_string_equal(image, "a.exe");
}

static void wide_text_becomes_utf8(void **state)
{
    static const uint16_t path[] = {'\\', 0xe4, 0x6f22, 0xd83d, 0xde00, 'x'};
    static const uint16_t halves[] = {'\\', 0xd83d, 'a', 0xde00, 0xd83d, 0xe000, 0xd83d};
    char image[KIT_IMAGE];
    (void)state;
    image_of_path(path, COUNT(path), image);
    assert_string_equal(image, "\xc3\xa4\xe6\xbc\xa2\xf0\x9f\x98\x80x");
    image_of_path(halves, COUNT(halves), image);
    assert_string_equal(image, "\xef\xbf\xbd"
                               "a\xef\xbf\xbd\xef\xbf\xbd\xee\x80\x80\xef\xbf\xbd");
}

static void the_longest_file_name_is_whole_and_a_longer_one_is_nobody(void **state)
{
    uint16_t path[300];
    char image[KIT_IMAGE], same[KIT_IMAGE * 2];
    (void)state;
    for (size_t i = 0; i < COUNT(path); i++)
        path[i] = 0x6f22;
    image_of_path(path, 255, image);
    assert_int_equal(strlen(image), 255 * 3);
    memcpy(same, image, sizeof image);
    assert_true(image_is(image, same));
    assert_true(image_of_program(same, image));
    assert_string_equal(image, same);
    image_of_path(path, 256, image);
    assert_string_equal(image, "");
    memset(same, 'x', KIT_IMAGE);
    same[KIT_IMAGE] = 0;
    assert_false(image_of_program(same, image));
    assert_string_equal(image, "");
    assert_true(image_of_program("below/helper", image));
    assert_string_equal(image, "helper");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_program_is_its_image),
        cmocka_unit_test(another_program_is_not),
        cmocka_unit_test(a_path_is_its_last_part_however_long_it_is),
        cmocka_unit_test(wide_text_becomes_utf8),
        cmocka_unit_test(the_longest_file_name_is_whole_and_a_longer_one_is_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
