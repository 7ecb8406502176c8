/*
 * Goal: what roff would interpret is text on the page, and a word in backquotes is bold.
 * Method: exact texts.
 */
#include "kit/base/roff.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static void letters_that_roff_interprets_are_escaped(void **state)
{
    static const struct {
        const char *prose, *roff;
    } rows[] = {
        {"--jobs", "\\-\\-jobs"},
        {"a\\b", "a\\eb"},
        {".TH", "\\&.TH"},
        {"'so", "\\(aqso"},
        {"write `--all` here", "write \\fB\\-\\-all\\fR here"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char room[80];
        struct text text = text_over(room, sizeof room);
        roff_add(&text, rows[i].prose);
        assert_string_equal(room, rows[i].roff);
    }
}

static void a_sentence_begins_with_a_capital_and_ends(void **state)
{
    (void)state;
    char room[80];
    struct text text = text_over(room, sizeof room);
    roff_add_sentence(&text, "run it");
    roff_add_sentence(&text, "`this`");
    assert_string_equal(room, "Run it.\n\\fBthis\\fR.\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_that_roff_interprets_are_escaped),
        cmocka_unit_test(a_sentence_begins_with_a_capital_and_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
