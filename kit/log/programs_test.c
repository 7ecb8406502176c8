/*
 * Goal: a replay names each program that is not that of the log, and no other. Method: a table
 * of two lists and what must be said of them.
 */
#include "kit/log/programs.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static const char *told(struct log_program *then, uint32_t then_count, struct log_program *now,
                        uint32_t now_count)
{
    static char room[1024];
    struct text text = text_over(room, sizeof room);
    struct log_header before = {.programs = then, .program_count = then_count};
    struct log_header after = {.programs = now, .program_count = now_count};
    bool differ = log_programs_differ(&before, &after, &text);
    assert_int_equal(differ, room[0] != 0);
    return room;
}

static void the_same_content_is_no_difference(void **state)
{
    struct log_program then[] = {{"host", "a.exe", "1.0.0.0", 7, "aa"},
                                 {"cs", "b.exe", "", 8, "bb"}};
    struct log_program moved[] = {{"cs", "c.exe", "", 8, "bb"},
                                  {"host", "a.exe", "1.0.0.0", 7, "aa"}};
    (void)state;
    assert_string_equal(told(then, 2, then, 2), "");
    assert_string_equal(told(then, 2, moved, 2), "");
    assert_string_equal(told(then, 2, then, 1), ""); /* only one side knows */
    assert_string_equal(told(then, 0, then, 2), ""); /* a log of an older lifeline */
}

static void the_version_is_told_before_the_size_and_the_size_before_the_hash(void **state)
{
    struct log_program then = {"cs", "b.exe", "1.0.0.0", 8, "bb"};
    struct log_program newer = {"cs", "b.exe", "1.1.0.0", 9, "cc"};
    struct log_program bare = {"cs", "b.exe", "", 9, "cc"};
    struct log_program larger = {"cs", "b.exe", "1.0.0.0", 9, "cc"};
    struct log_program other = {"cs", "b.exe", "1.0.0.0", 8, "cc"};
    (void)state;
    assert_string_equal(told(&then, 1, &newer, 1),
                        "b.exe (cs), version 1.0.0.0 then, 1.1.0.0 now");
    assert_string_equal(told(&then, 1, &bare, 1), "b.exe (cs), version 1.0.0.0 then, none now");
    assert_string_equal(told(&then, 1, &larger, 1), "b.exe (cs), 8 bytes then, 9 now");
    assert_string_equal(told(&then, 1, &other, 1),
                        "b.exe (cs), as large as then, but of other content");
}

static void of_many_the_first_are_named_and_the_rest_counted(void **state)
{
    struct log_program then[5], now[5];
    (void)state;
    for (int i = 0; i < 5; i++) {
        then[i] = (struct log_program){.actor = {(char)('a' + i)}, .file = "x.exe"};
        now[i] = then[i];
        now[i].size = 1;
    }
    assert_string_equal(told(then, 5, now, 5),
                        "x.exe (a), 0 bytes then, 1 now; x.exe (b), 0 bytes then, 1 now; x.exe "
                        "(c), 0 bytes then, 1 now; and 2 more");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_content_is_no_difference),
        cmocka_unit_test(the_version_is_told_before_the_size_and_the_size_before_the_hash),
        cmocka_unit_test(of_many_the_first_are_named_and_the_rest_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
