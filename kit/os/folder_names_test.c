/*
 * Goal: the names below a folder are all there, in one order, and what is no folder is told.
 * Method: a folder of our own beside this program, removed at the end.
 */
#include "kit/os/folder_names.h"
#include "kit/os/folder_test.h"
#include "kit/os/output.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <direct.h>
#include <cmocka.h>

/* Below the folder; what ends with / is one. */
static const char *const made[] = {"z.tmp",        "sub/", "sub/b", "sub/deep/",
                                   "sub/\xc3\xa4", ".a",   "empty/"};

static char folder[OS_PATH];

static const char *below(const char *name)
{
    static char path[OS_PATH];
    struct text text = text_over(path, sizeof path);
    text_add(&text, "%s/%s", folder, name);
    return path;
}

static bool make_file(const char *path)
{
    struct os_output file;
    return os_output_begin(&file, path, "", NULL) == KIT_OK &&
           os_output_end(&file, NULL) == KIT_OK;
}

static int set_up(void **state)
{
    (void)state;
    if (!make_test_folder(folder, "folder_names_test", ""))
        return -1;
    for (size_t i = 0; i < sizeof made / sizeof *made; i++) {
        const char *path = below(made[i]);
        bool is_folder = path[strlen(path) - 1] == '/';
        if (is_folder ? os_folder_make(path, NULL) != KIT_OK : !make_file(path))
            return -1;
    }
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    for (size_t i = sizeof made / sizeof *made; i > 0; i--)
        remove_test_path(below(made[i - 1]));
    remove_test_path(folder);
    return 0;
}

static void all_names_are_there_in_one_order(void **state)
{
    static const char *const wanted[] = {".",     ".a",        "empty/",       "sub/",
                                         "sub/b", "sub/deep/", "sub/\xc3\xa4", "z.tmp"};
    struct name_list names = {0};
    struct kit_error err;
    (void)state;
    assert_int_equal(os_folder_names(folder, &names, &err), KIT_OK);
    assert_int_equal(names.count, sizeof wanted / sizeof *wanted);
    for (size_t i = 0; i < names.count; i++)
        assert_string_equal(names.all[i], wanted[i]);
    name_list_free(&names);
}

static void an_empty_folder_has_its_own_name_and_a_missing_one_has_none(void **state)
{
    struct name_list names = {0};
    struct kit_error err;
    (void)state;
    assert_int_equal(os_folder_names(below("empty"), &names, &err), KIT_OK);
    assert_int_equal(names.count, 1);
    assert_string_equal(names.all[0], ".");
    name_list_free(&names);
    assert_int_equal(os_folder_names(below("nowhere"), &names, &err), KIT_OK);
    assert_int_equal(names.count, 0);
    assert_int_equal(os_folder_names(below("nowhere/deep"), &names, &err), KIT_OK);
    assert_int_equal(names.count, 0);
}

static void a_path_that_is_too_long_is_told(void **state)
{
    char path[OS_PATH * 2];
    struct name_list names = {0};
    struct kit_error err;
    (void)state;
    memset(path, 'x', sizeof path - 1);
    path[sizeof path - 1] = 0;
    assert_int_equal(os_folder_names(path, &names, &err), KIT_BAD_INPUT);
    assert_non_null(strstr(err.text, "is too long"));
    assert_int_equal(names.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_names_are_there_in_one_order),
        cmocka_unit_test(an_empty_folder_has_its_own_name_and_a_missing_one_has_none),
        cmocka_unit_test(a_path_that_is_too_long_is_told),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
