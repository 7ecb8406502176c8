/*
 * Goal: of a program's file it is known which words it can say, however they are written in it.
 * Method: bytes as compilers lay them down, also cut at their ends.
 */
#include "kit/protocol/missed_words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static const char *told(const char *bytes, size_t size)
{
    static char room[128];
    struct text text = text_over(room, sizeof room);
    missed_words_tell(&text, missed_words_in(bytes, size));
    return room;
}

#define TOLD(bytes) told(bytes, sizeof(bytes) - 1)

static void a_word_in_a_file_is_found(void **state)
{
    (void)state;
    assert_string_equal(TOLD("\x7f\x45\x00worker-1\x00"
                             "child.lost\x00pipe"),
                        "words: child.lost");
    assert_string_equal(TOLD("quit.sentchild.ending"), "words: child.ending quit.sent");
    assert_string_equal(TOLD("c\0h\0i\0l\0d\0.\0q\0u\0i\0t\0"), "words: child.quit");
    assert_string_equal(TOLD("child.los"), "words: none");
    assert_string_equal(TOLD("c\0h\0i\0l\0d\0.\0q\0u\0i\0t"), "words: none");
    assert_string_equal(TOLD("ch\0ild.lost"), "words: none");
    assert_string_equal(TOLD(""), "words: none");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_word_in_a_file_is_found)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
