/*
 * Goal: a word for a PID is found wherever it stands in a text, and what only looks like one is
 * left as it is. Method: texts with the words that are found in them, one after the other.
 */
#include "kit/scenario/pid_words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

/* All words of the text: the place of each, its size and its name. */
static void assert_words(const char *text, const char *expected)
{
    char seen[200] = "";
    struct pid_word word;
    for (const char *at = text; pid_word_find(at, &word); at = word.at + word.size)
        snprintf(seen + strlen(seen), sizeof seen - strlen(seen), "%d+%d:%s ",
                 (int)(word.at - text), (int)word.size, word.name);
    assert_string_equal(seen, expected);
}

static void words_are_found_wherever_they_stand(void **state)
{
    (void)state;
    assert_words("%pid%", "0+5: ");
    assert_words("Local\\stop-%pid:app%", "11+9:app ");
    assert_words("%pid:a%%pid:b%-%pid%", "0+7:a 7+7:b 15+5: ");
    assert_words("100% of %pid:app%", "8+9:app ");
    assert_words("%temp%\\%pid%", "0+6: 7+5: ");
}

static void what_only_looks_like_a_word_is_text(void **state)
{
    (void)state;
    assert_words("", "");
    assert_words("pid 5%", "");
    assert_words("%pid", "");
    assert_words("%pid:app", "");
    assert_words("%PID%", "");
    assert_words("%temp", "");
    assert_words("%pid:a-name-that-is-longer-than-a-name-is%", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_found_wherever_they_stand),
        cmocka_unit_test(what_only_looks_like_a_word_is_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
