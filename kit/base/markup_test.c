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
    assert_string_equal(marked("a\nb\tc\r\nd\re", true), "a\nb\tc\nd?e");
    assert_string_equal(marked("a\nb\t", false), "a?b?");
}

static void what_xml_cannot_hold_is_a_question_mark(void **state)
{
    (void)state;
    assert_string_equal(marked("\xc3\xa4 \xe2\x82\xac \xf0\x9f\x98\x80", false),
                        "\xc3\xa4 \xe2\x82\xac \xf0\x9f\x98\x80");
    assert_string_equal(marked("\xc3", false), "?");           /* cut */
    assert_string_equal(marked("\xc0\x80", false), "??");      /* too long a form */
    assert_string_equal(marked("\xed\xa0\x80", false), "???"); /* half of a pair */
    assert_string_equal(marked("\xef\xbf\xbf", false), "???"); /* no character */
    assert_string_equal(marked("\xef\xbf\xbe", false), "???");
    for (int c = 1; c < 0x20; c++)
        assert_string_equal(marked((char[]){(char)c, 0}, false), "?");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_means_something_in_markup_is_escaped),
        cmocka_unit_test(ends_of_lines_are_kept_where_they_are_wanted),
        cmocka_unit_test(what_xml_cannot_hold_is_a_question_mark),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
