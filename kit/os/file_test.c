/*
 * Goal: files and folders by UTF-8 paths; a walk has one order on every machine; each failure
 * names the file. Method: a folder of our own beside this program, removed at the end.
 */
#include "kit/base/text.h"
#include "kit/os/folder_test.h"
#include "kit/os/output.h"
#include "kit/os/text.h"
#include "kit/os/walk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <direct.h>
#include <cmocka.h>

/* Below the folder; what ends with / is one. In the order of their making, not of a walk. */
static const char *const made[] = {
    "b/",
    "b/two.scenario",
    "z.scenario",
    "a.scenario",
    "b/one.scenario",
    "b/.hidden.scenario",
    ".git/",
    ".git/x.scenario",
    "a.scenario.txt",
    ".scenario",
    "b.scenario",
    "b/deep/",
    "b/deep/\xc3\xa4.scenario",
    "empty/",
};

static char folder[OS_PATH];

static const char *below(const char *name)
{
    static char path[OS_PATH];
    struct text text = text_over(path, sizeof path);
    text_add(&text, "%s/%s", folder, name);
    return path;
}

static bool write_file(const char *path, const char *bytes, size_t size)
{
    struct os_output file;
    return os_output_begin(&file, path, "", NULL) == KIT_OK &&
           fwrite(bytes, 1, size, file.file) == size && os_output_end(&file, NULL) == KIT_OK;
}

static int set_up(void **state)
{
    (void)state;
    if (!make_test_folder(folder, "file_test", "/tree"))
        return -1;
    for (size_t i = 0; i < sizeof made / sizeof *made; i++) {
        const char *path = below(made[i]);
        bool is_folder = path[strlen(path) - 1] == '/';
        if (is_folder ? os_folder_make(path, NULL) != KIT_OK : !write_file(path, "x", 1))
            return -1;
    }
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    for (size_t i = sizeof made / sizeof *made; i > 0; i--)
        remove_test_path(below(made[i - 1]));
    for (int i = 0; i < 2; i++) { /* the tree and the folder that it is in */
        remove_test_path(folder);
        *strrchr(folder, '/') = 0;
    }
    return 0;
}

struct found {
    char text[4096];
    int left; /* ends the walk when it is 0 */
};

static enum kit_status note(void *context, const char *path, struct kit_error *err)
{
    struct found *found = context;
    size_t length = strlen(found->text);
    struct text text = {found->text, sizeof found->text, length, false};
    assert_memory_equal(path, folder, strlen(folder));
    text_add(&text, "%s\n", path + strlen(folder) + 1);
    if (found->left-- > 1)
        return KIT_OK;
    return kit_fail(err, KIT_FULL, "enough");
}

static void a_walk_has_the_order_of_the_paths_and_passes_over_what_is_hidden(void **state)
{
    struct found found = {.left = 100};
    (void)state;
    assert_int_equal(os_folder_walk(folder, ".scenario", note, &found, NULL), KIT_OK);
    assert_string_equal(found.text, "a.scenario\n"
                                    "b.scenario\n"
                                    "b/deep/\xc3\xa4.scenario\n"
                                    "b/one.scenario\n"
                                    "b/two.scenario\n"
                                    "z.scenario\n");
}

static void a_walk_ends_with_the_first_failure(void **state)
{
    struct found found = {.left = 2};
    struct kit_error err = {0};
    (void)state;
    assert_int_equal(os_folder_walk(folder, ".scenario", note, &found, &err), KIT_FULL);
    assert_string_equal(found.text, "a.scenario\nb.scenario\n");
    assert_string_equal(err.text, "enough");
}

/* What would be passed over may be what was meant. */
static void a_walk_passes_over_no_folder_because_it_is_deep(void **state)
{
    struct found found = {.left = 100};
    struct kit_error err = {0};
    char path[OS_PATH] = "empty";
    (void)state;
    for (int depth = 1; depth <= 33; depth++) {
        struct text text = {path, sizeof path, strlen(path), false};
        text_add(&text, "/d");
        assert_int_equal(os_folder_make(below(path), NULL), KIT_OK);
        assert_int_equal(os_folder_walk(below("empty"), ".scenario", note, &found, &err),
                         depth <= 32 ? KIT_OK : KIT_FULL);
    }
    assert_non_null(strstr(err.text, "is more than 32 folders deep"));
    for (; strlen(path) > strlen("empty"); *strrchr(path, '/') = 0)
        remove_test_path(below(path));
}

static void a_walk_finds_nothing_in_an_empty_folder_and_fails_without_one(void **state)
{
    struct found found = {.left = 100};
    struct kit_error err = {0};
    (void)state;
    assert_int_equal(os_folder_walk(below("empty"), ".scenario", note, &found, NULL), KIT_OK);
    assert_string_equal(found.text, "");
    assert_int_equal(os_folder_walk(below("nowhere"), ".scenario", note, &found, &err),
                     KIT_NOT_FOUND);
    assert_non_null(strstr(err.text, "nowhere"));
}

static void a_file_is_read_whole_with_a_0_behind_it(void **state)
{
    static const char bytes[] = "a\0b\r\n\xff";
    char *read = NULL;
    size_t size = 0;
    (void)state;
    assert_true(write_file(below("a.scenario"), bytes, sizeof bytes - 1));
    assert_int_equal(os_file_read(below("a.scenario"), 100, &read, &size, NULL), KIT_OK);
    assert_int_equal(size, sizeof bytes - 1);
    assert_memory_equal(read, bytes, sizeof bytes);
    free(read);
    assert_true(write_file(below("a.scenario"), "", 0));
    assert_int_equal(os_file_read(below("a.scenario"), 100, &read, &size, NULL), KIT_OK);
    assert_int_equal(size, 0);
    assert_int_equal(read[0], 0);
    free(read);
}

static void a_file_that_is_too_large_is_not_read(void **state)
{
    char *read = NULL;
    size_t size = 77;
    struct kit_error err = {0};
    (void)state;
    assert_true(write_file(below("a.scenario"), "12345", 5));
    assert_int_equal(os_file_read(below("a.scenario"), 4, &read, &size, &err), KIT_BAD_INPUT);
    assert_non_null(strstr(err.text, "a.scenario' has 5 bytes; at most 4"));
    assert_null(read);
    assert_int_equal(size, 77);
    assert_int_equal(os_file_read(below("a.scenario"), 5, &read, &size, NULL), KIT_OK);
    free(read);
}

static void what_cannot_be_read_is_named(void **state)
{
    char too_long[OS_PATH * 2] = {0}, over[262] = {0};
    const struct {
        const char *path;
        enum kit_status status;
        const char *says;
    } rows[] = {
        {"nowhere.txt", KIT_NOT_FOUND, "nowhere.txt'"},
        {"nowhere/x", KIT_NOT_FOUND, "nowhere/x'"},
        {"b", KIT_BAD_INPUT, "/b' is a folder, not a file"},
        {over, KIT_NOT_FOUND,
         " characters, and Windows allows 259 unless long paths are enabled"},
        {"bad-\xff", KIT_BAD_INPUT, "is not valid UTF-8"},
        {too_long, KIT_BAD_INPUT, " bytes; at most 1023 are allowed"},
    };
    (void)state;
    memset(too_long, 'n', sizeof too_long - 1);
    memset(over, '/', sizeof over - 1); /* as no name may have more than 255 */
    for (size_t i = 0; i < sizeof over - 1; i += 2)
        over[i] = 'n';
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char path[OS_PATH * 3], *read = NULL;
        size_t size = 0;
        struct kit_error err = {0};
        struct text text = text_over(path, sizeof path);
        text_add(&text, "%s/%s", folder, rows[i].path);
        assert_int_equal(os_file_read(path, 100, &read, &size, &err), rows[i].status);
        if (!strstr(err.text, rows[i].says))
            fail_msg("'%s' does not say: %s", err.text, rows[i].says);
        bool tells_length = strstr(err.text, "Windows allows") != NULL;
        assert_int_equal(tells_length, rows[i].path == over);
        assert_null(read);
    }
}

static void a_folder_is_made_with_those_above_it_and_again(void **state)
{
    (void)state;
    assert_int_equal(os_folder_make(below("empty/c\\d/e"), NULL), KIT_OK);
    assert_true(os_is_folder(below("empty/c/d/e")));
    assert_false(os_is_file(below("empty/c/d/e")));
    assert_int_equal(os_folder_make(below("empty/c/d/e/"), NULL), KIT_OK);
    remove_test_path(below("empty/c/d/e"));
    remove_test_path(below("empty/c/d"));
    remove_test_path(below("empty/c"));
}

/* As of a share, but without one: what stands behind two slashes is no folder to be made. */
static void a_folder_behind_two_slashes_is_made_and_taken_as_it_is(void **state)
{
    char whole[OS_PATH], path[OS_PATH];
    struct text text = text_over(path, sizeof path);
    (void)state;
    assert_int_equal(os_path_whole(below("empty/c/d"), whole, NULL), KIT_OK);
    text_add(&text, "\\\\?\\%s", whole);
    assert_int_equal(os_folder_make(path, NULL), KIT_OK);
    assert_true(os_is_folder(below("empty/c/d")));
    assert_int_equal(os_folder_make(path, NULL), KIT_OK);
    remove_test_path(below("empty/c/d"));
    remove_test_path(below("empty/c"));
    assert_int_not_equal(os_folder_make("\\\\no-server-here\\share\\x", NULL), KIT_OK);
    assert_int_not_equal(os_folder_make("\\\\no-server-here", NULL), KIT_OK);
    assert_int_not_equal(os_folder_make("\\\\", NULL), KIT_OK);
}

static void a_folder_cannot_be_made_where_a_file_is(void **state)
{
    static const char *const paths[] = {"a.scenario", "a.scenario/", "a.scenario/x/y", ""};
    (void)state;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        struct kit_error err = {0};
        const char *path = paths[i][0] ? below(paths[i]) : "";
        if (os_folder_make(path, &err) == KIT_OK)
            fail_msg("a folder '%s' was made", paths[i]);
        assert_non_null(strstr(err.text, paths[i][0] ? "a.scenario" : "empty"));
    }
}

static void a_removed_file_is_gone_and_one_that_was_not_there_is_fine(void **state)
{
    struct kit_error err = {0};
    (void)state;
    assert_int_equal(os_file_remove(below("a.scenario"), &err), KIT_OK);
    assert_false(os_is_file(below("a.scenario")));
    assert_int_equal(os_file_remove(below("a.scenario"), &err), KIT_OK);
    assert_int_not_equal(os_file_remove(below("empty"), &err), KIT_OK);
    assert_true(os_is_folder(below("empty")));
    assert_non_null(strstr(err.text, "empty"));
}

#define CLAIM(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

static void a_whole_path_begins_at_a_drive_and_has_no_dots(void **state)
{
    char whole[OS_PATH], same[OS_PATH];
    (void)state;
    assert_int_equal(os_path_whole("x/../y/./a.html", whole, NULL), KIT_OK);
    assert_int_equal(os_path_whole("y\\a.html", same, NULL), KIT_OK);
    assert_string_equal(whole, same);
    assert_int_equal(whole[1], ':');
    assert_non_null(strstr(whole, "\\y\\a.html"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CLAIM(a_whole_path_begins_at_a_drive_and_has_no_dots),
        CLAIM(a_walk_has_the_order_of_the_paths_and_passes_over_what_is_hidden),
        CLAIM(a_walk_ends_with_the_first_failure),
        CLAIM(a_walk_passes_over_no_folder_because_it_is_deep),
        CLAIM(a_walk_finds_nothing_in_an_empty_folder_and_fails_without_one),
        CLAIM(a_file_is_read_whole_with_a_0_behind_it),
        CLAIM(a_file_that_is_too_large_is_not_read),
        CLAIM(what_cannot_be_read_is_named),
        CLAIM(a_removed_file_is_gone_and_one_that_was_not_there_is_fine),
        CLAIM(a_folder_is_made_with_those_above_it_and_again),
        CLAIM(a_folder_behind_two_slashes_is_made_and_taken_as_it_is),
        CLAIM(a_folder_cannot_be_made_where_a_file_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
