/*
 * Goal: nothing that is written into markup can end an element or an attribute, and nothing is
 * written that XML cannot hold. Method: exact texts; all bytes.
 */
#include "kit/base/markup.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static const char *marked(const char *from, bool keeps_lines)
{
    static char room[4096];
    struct text text = text_over(room, sizeof room);
    markup_add(&text, from, keeps_lines);
    assert_false(text.cut);
    return room;
}

static void what_means_something_in_markup_is_escaped(void **state)
{
    (void)state;
    assert_string_equal(marked("a<b & \"c\" > 'd'", false),
                        "a&lt;b &amp; &quot;c&quot; &gt; 'd'");
    assert_string_equal(marked("&amp;", false), "&amp;amp;");
}

static void ends_of_lines_are_kept_where_they_are_wanted(void **state)
{
    (void)state;
    assert_string_equal(marked("a\nb\tc\r\nd\re", true), "a\nb\tc\nd\\x0de");
    assert_string_equal(marked("a\nb\t", false), "a\\x0ab\\x09");
}

static void what_xml_cannot_hold_is_shown_as_text(void **state)
{
    (void)state;
    assert_string_equal(marked("\xc3\xa4 \xe2\x82\xac \xf0\x9f\x98\x80", false),
                        "\xc3\xa4 \xe2\x82\xac \xf0\x9f\x98\x80");
    assert_string_equal(marked("\xc3", false), "\\xc3");                   /* cut */
    assert_string_equal(marked("\xc0\x80", false), "\\xc0\\x80");          /* too long a form */
    assert_string_equal(marked("\xed\xa0\x80", false), "\\xed\\xa0\\x80"); /* half of a pair */
    assert_string_equal(marked("\xef\xbf\xbf", false), "\\uffff");         /* no character */
    assert_string_equal(marked("\xef\xbf\xbe", false), "\\ufffe");
    for (int c = 1; c < 0x20; c++) {
        char said[8];
        struct text text = text_over(said, sizeof said);
        text_add(&text, "\\x%02x", (unsigned)c);
        assert_string_equal(marked((char[]){(char)c, 0}, false), said);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_means_something_in_markup_is_escaped),
        cmocka_unit_test(ends_of_lines_are_kept_where_they_are_wanted),
        cmocka_unit_test(what_xml_cannot_hold_is_shown_as_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
