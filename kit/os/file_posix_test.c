/*
 * Goal: the lifeline for Linux finds and reads the files that lifeline.exe finds under Wine,
 * and says the same where it cannot. Method: a folder with files and links, made by each test.
 */
#define _POSIX_C_SOURCE 200809L
#include "kit/os/file.h"
#include "kit/os/walk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

static char start[] = "/tmp/lifeline-file-XXXXXX";
static struct kit_error err;

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static int make_folder(void **state)
{
    (void)state;
    assert_non_null(mkdtemp(start));
    assert_int_equal(chdir(start), 0);
    assert_int_equal(mkdir("Logs", 0700), 0);
    assert_int_equal(mkdir("Logs/below", 0700), 0);
    assert_int_equal(mkdir("elsewhere", 0700), 0);
    write_file("Logs/One.jsonl", "1");
    write_file("Logs/.hidden.jsonl", "h");
    write_file("Logs/below/two.jsonl", "22");
    write_file("Logs/below/two.txt", "");
    write_file("Logs/\xff.jsonl", "");
    write_file("elsewhere/three.jsonl", "");
    assert_int_equal(symlink("../elsewhere", "Logs/aside"), 0);
    assert_int_equal(symlink("../elsewhere", "Logs/aside-2"), 0);
    assert_int_equal(symlink("..", "Logs/below/loop"), 0);
    assert_int_equal(symlink("nowhere", "Logs/dangling.jsonl"), 0);
    return 0;
}

static int remove_folder(void **state)
{
    char command[64];
    (void)state;
    snprintf(command, sizeof command, "rm -rf '%s'", start);
    return chdir("/") != 0 || system(command) != 0;
}

static void a_path_of_windows_leads_to_the_file(void **state)
{
    static const char *const paths[] = {"Logs/One.jsonl", "logs/one.JSONL", "Logs\\One.jsonl",
                                        ".\\LOGS/\\one.jsonl"};
    char whole[OS_PATH];
    (void)state;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        char *bytes = NULL;
        size_t size = 0;
        assert_int_equal(os_file_read(paths[i], 1, &bytes, &size, &err), KIT_OK);
        assert_int_equal(size, 1);
        assert_string_equal(bytes, "1");
        free(bytes);
    }
    snprintf(whole, sizeof whole, "Z:%s\\logs\\one.jsonl", start);
    assert_true(os_is_file(whole));
    whole[0] = 'C';
    assert_false(os_is_file(whole));
}

static void a_file_that_cannot_be_read_is_told_as_under_wine(void **state)
{
    static const struct {
        const char *path;
        enum kit_status status;
        const char *words;
    } rows[] = {
        {"", KIT_NOT_FOUND, "there is no ''"},
        {"Logs/none.jsonl", KIT_NOT_FOUND, "there is no 'Logs/none.jsonl'"},
        {"Logs/One.jsonl/x", KIT_NOT_FOUND, "there is no 'Logs/One.jsonl/x'"},
        {"Logs/dangling.jsonl", KIT_NOT_FOUND, "there is no 'Logs/dangling.jsonl'"},
        {"Logs", KIT_BAD_INPUT, "'Logs' is a folder, not a file"},
        {"Logs/below/two.jsonl", KIT_BAD_INPUT,
         "'Logs/below/two.jsonl' has 2 bytes; at most 1 are allowed"},
        {"a*b", KIT_OS, "'a*b': opening it failed with 123: Invalid name"},
        {"\xff", KIT_BAD_INPUT, "the path '' is not valid UTF-8"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *bytes = NULL;
        size_t size = 0;
        assert_int_equal(os_file_read(rows[i].path, 1, &bytes, &size, &err), rows[i].status);
        assert_string_equal(err.text, rows[i].words);
    }
}

static enum kit_status add_path(void *context, const char *path, struct kit_error *why)
{
    (void)why;
    text_add(context, "%s;", path);
    return KIT_OK;
}

static void a_folder_is_walked_once_and_never_in_a_loop(void **state)
{
    char paths[512];
    struct text text = text_over(paths, sizeof paths);
    (void)state;
    assert_int_equal(os_folder_walk("logs", ".jsonl", add_path, &text, &err), KIT_OK);
    assert_string_equal(paths, "logs/One.jsonl;logs/aside/three.jsonl;logs/below/two.jsonl;"
                               "logs/dangling.jsonl;");
    text = text_over(paths, sizeof paths);
    assert_int_equal(os_folder_walk("nowhere", ".jsonl", add_path, &text, &err), KIT_NOT_FOUND);
    assert_string_equal(err.text, "there is no 'nowhere'");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_path_of_windows_leads_to_the_file),
        cmocka_unit_test(a_file_that_cannot_be_read_is_told_as_under_wine),
        cmocka_unit_test(a_folder_is_walked_once_and_never_in_a_loop),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
