/*
 * Goal: what differs between two lists of names is told once, and no text is too short for it.
 * Method: a table of lists.
 */
#include "kit/base/name_list.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

static struct name_list list_of(const char *names)
{
    struct name_list list = {0};
    char name[64];
    for (int size = 0; sscanf(names, " %63s%n", name, &size) == 1; names += size)
        assert_true(name_list_add(&list, name));
    name_list_sort(&list, 0);
    return list;
}

static void each_difference_is_told_once(void **state)
{
    static const struct {
        const char *before, *now, *told;
        size_t count;
    } rows[] = {
        {"", "", "", 0},
        {"a b", "b a", "", 0},
        {"b", "c b a", "new: a, c", 2},
        {"a b", "", "gone: a, b", 2},
        {"a b", "b c", "new: c; gone: a", 2},
        /* what is in a new folder is told by the folder */
        {"x/ x/a", "x/ x/a x/b y/ y/a y/b/", "new: x/b, y/", 2},
        {"y/ y/a", "", "gone: y/", 1},
        {"", "a a/ a/b", "new: a, a/", 2},
        {"", ". a", "new: the folder itself, a", 2},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char room[256];
        struct text told = text_over(room, sizeof room);
        struct name_list before = list_of(rows[i].before), now = list_of(rows[i].now);
        assert_int_equal(name_lists_differ(&before, &now, &told), rows[i].count);
        assert_string_equal(room, rows[i].told);
        name_list_free(&before);
        name_list_free(&now);
    }
}

static void what_does_not_fit_is_counted(void **state)
{
    char room[400], name[64];
    struct text told = text_over(room, sizeof room);
    struct name_list before = {0}, now = {0};
    (void)state;
    for (int i = 0; i < 100; i++) {
        snprintf(name, sizeof name, "a-name-of-some-twenty-%02d", i);
        assert_true(name_list_add(&now, name));
    }
    assert_int_equal(name_lists_differ(&before, &now, &told), 100);
    assert_false(told.cut);
    assert_memory_equal(room, "new: a-name-of-some-twenty-00, a-name-of-some-twenty-01, ", 57);
    assert_non_null(strstr(room, " and 92 more"));
    told = text_over(room, sizeof room);
    assert_int_equal(name_lists_differ(&now, &before, &told), 100);
    assert_non_null(strstr(room, "gone: a-name-of-some-twenty-00, "));
    assert_non_null(strstr(room, " more"));
    name_list_free(&now);
}

static void a_name_that_is_too_long_is_counted(void **state)
{
    char room[400], name[400];
    struct text told = text_over(room, sizeof room);
    struct name_list before = {0}, now = {0};
    (void)state;
    memset(name, 'n', sizeof name - 1);
    name[sizeof name - 1] = 0;
    assert_true(name_list_add(&now, name));
    assert_int_equal(name_lists_differ(&before, &now, &told), 1);
    assert_string_equal(room, "new: 1 with a long name");
    name_list_free(&now);
}

static void many_names_are_kept_and_sorted(void **state)
{
    struct name_list list = {0};
    char name[16];
    (void)state;
    for (int i = 999; i >= 0; i--) {
        snprintf(name, sizeof name, "%03d", i);
        assert_true(name_list_add(&list, name));
    }
    name_list_sort(&list, 0);
    assert_int_equal(list.count, 1000);
    assert_string_equal(list.all[0], "000");
    assert_string_equal(list.all[999], "999");
    name_list_free(&list);
    assert_int_equal(list.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_difference_is_told_once),
        cmocka_unit_test(what_does_not_fit_is_counted),
        cmocka_unit_test(a_name_that_is_too_long_is_counted),
        cmocka_unit_test(many_names_are_kept_and_sorted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
