/*
 * Goal: at no instant is there half of an output in its place; nothing that lifeline did not
 * write is replaced; two outputs never share a file. Method: files in a folder of our own
 * beside this program, removed at the end.
 */
#include "kit/os/folder_test.h"
#include "kit/os/output.h"
#include "kit/os/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <direct.h>
#include <io.h>
#include <sys/stat.h>
#include <cmocka.h>

#define FIRST "lifeline-test "

static char folder[OS_PATH], path[OS_PATH + 8], part[OS_PATH + 16];

static int set_up(void **state)
{
    (void)state;
    if (!make_test_folder(folder, "output_test", ""))
        return -1;
    snprintf(path, sizeof path, "%s/\xc3\xa4.txt", folder);
    snprintf(part, sizeof part, "%s" OS_PART_ENDING, path);
    return 0;
}

static int tear_down(void **state)
{
    wchar_t wide[OS_PATH];
    (void)state;
    os_file_remove(path, NULL);
    os_file_remove(part, NULL);
    return os_widen(folder, wide, OS_PATH) && _wrmdir(wide) == 0 ? 0 : -1;
}

/* Whatever is there, and whoever wrote it. */
static void write_file(const char *to, const char *bytes)
{
    wchar_t wide[OS_PATH];
    assert_true(os_widen(to, wide, OS_PATH));
    FILE *file = _wfopen(wide, L"wb");
    assert_non_null(file);
    fputs(bytes, file);
    fclose(file);
}

static void assert_has(const char *at, const char *bytes)
{
    char *read = NULL;
    size_t size = 0;
    assert_int_equal(os_file_read(at, 1000, &read, &size, NULL), KIT_OK);
    assert_string_equal(read, bytes);
    free(read);
}

static void begin(struct os_output *out)
{
    struct kit_error err;
    if (os_output_begin(out, path, FIRST, &err) != KIT_OK)
        fail_msg("%s", err.text);
}

static void what_was_there_stays_until_the_new_is_whole(void **state)
{
    struct os_output out;
    struct kit_error err;
    (void)state;
    write_file(path, FIRST "old");
    begin(&out);
    fputs(FIRST "new", out.file);
    fflush(out.file);
    assert_has(path, FIRST "old");
    assert_has(part, FIRST "new"); /* can be read while it is written */
    assert_int_equal(os_output_end(&out, &err), KIT_OK);
    assert_has(path, FIRST "new");
    assert_false(os_is_file(part));
    assert_int_equal(os_output_end(&out, &err), KIT_OK); /* of none it is nothing */
}

static void what_is_not_whole_never_comes_to_its_place(void **state)
{
    struct os_output out;
    (void)state;
    begin(&out);
    fputs(FIRST "half", out.file);
    os_output_leave(&out);
    assert_false(os_is_file(path));
    assert_has(part, FIRST "half");
    begin(&out); /* takes the place of what was left */
    os_output_drop(&out);
    assert_false(os_is_file(path));
    assert_false(os_is_file(part));
}

static void what_is_placed_early_is_written_on_in_its_place(void **state)
{
    struct os_output out;
    struct kit_error err;
    (void)state;
    begin(&out);
    fputs(FIRST "a", out.file);
    assert_int_equal(os_output_place(&out, &err), KIT_OK);
    assert_has(path, FIRST "a");
    fputs("b", out.file);
    fflush(out.file);
    assert_has(path, FIRST "ab");
    fputs("c", out.file);
    assert_int_equal(os_output_end(&out, &err), KIT_OK);
    assert_has(path, FIRST "abc");
    begin(&out);
    fputs(FIRST "d", out.file);
    assert_int_equal(os_output_place(&out, &err), KIT_OK);
    os_output_drop(&out); /* it is there, and stays */
    assert_has(path, FIRST "d");
}

static void only_what_begins_as_ours_is_replaced(void **state)
{
    static const struct {
        const char *bytes;
        bool is_ours;
    } rows[] = {
        {"", true},
        {"life", true},
        {FIRST, true},
        {FIRST "and more", true},
        {"parent host is ref_parent\n", false},
        {"lifelong", false},
        {" " FIRST, false},
        {"lifeline-tesT and more", false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (int beside = 0; beside < 2; beside++) {
            struct os_output out = {.file = NULL};
            struct kit_error err = {.status = KIT_OK};
            os_file_remove(path, NULL);
            os_file_remove(part, NULL);
            write_file(beside ? part : path, rows[i].bytes);
            enum kit_status status = os_output_begin(&out, path, FIRST, &err);
            if (status != (rows[i].is_ours ? KIT_OK : KIT_BAD_INPUT))
                fail_msg("row %zu: %s", i, err.text);
            if (status != KIT_OK) {
                assert_null(out.file);
                assert_non_null(strstr(err.text, "that lifeline wrote; it is not changed"));
                assert_has(beside ? part : path, rows[i].bytes);
            }
            os_output_drop(&out);
        }
    }
}

/* That it was nobody's when the output was begun says nothing of now. */
static void what_came_meanwhile_is_not_replaced(void **state)
{
    struct os_output out;
    struct kit_error err;
    (void)state;
    begin(&out);
    fputs(FIRST "mine", out.file);
    write_file(path, "theirs");
    assert_int_equal(os_output_end(&out, &err), KIT_BAD_INPUT);
    assert_has(path, "theirs");
    assert_has(part, FIRST "mine");
}

static void two_outputs_never_share_a_file(void **state)
{
    char other[OS_PATH + 8];
    struct os_output out, second = {.file = NULL};
    struct kit_error err;
    (void)state;
    snprintf(other, sizeof other, "%s/./\xc3\x84.TXT", folder); /* the same to the system */
    begin(&out);
    assert_int_equal(os_output_begin(&second, other, FIRST, &err), KIT_BAD_INPUT);
    assert_non_null(
        strstr(err.text,
               "is being written for another option of this command, or by another program"));
    assert_null(second.file);
    fputs(FIRST, out.file);
    assert_int_equal(os_output_place(&out, &err), KIT_OK);
    assert_int_equal(os_output_end(&out, &err), KIT_OK);
    assert_int_equal(os_output_begin(&second, other, FIRST, &err), KIT_OK);
    os_output_drop(&second);
}

static void what_cannot_be_written_is_named(void **state)
{
    char below[OS_PATH + 16];
    wchar_t wide[OS_PATH];
    struct os_output out;
    struct kit_error err;
    (void)state;
    assert_int_equal(os_output_begin(&out, folder, FIRST, &err), KIT_BAD_INPUT);
    assert_non_null(strstr(err.text, "is a folder, not a file"));
    snprintf(below, sizeof below, "%s/no/x.txt", folder);
    assert_int_equal(os_output_begin(&out, below, FIRST, &err), KIT_NOT_FOUND);
    assert_non_null(strstr(err.text, "there is no folder for '"));
    assert_int_not_equal(err.os_code, 0);
    write_file(path, FIRST);
    assert_true(os_widen(path, wide, OS_PATH));
    assert_int_equal(_wchmod(wide, _S_IREAD), 0);
    assert_int_equal(os_output_begin(&out, path, FIRST, &err), KIT_BAD_INPUT);
    assert_non_null(strstr(err.text, "is write-protected"));
    assert_int_equal(_wchmod(wide, _S_IREAD | _S_IWRITE), 0);
    assert_null(out.file);
}

#define CLAIM(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CLAIM(what_was_there_stays_until_the_new_is_whole),
        CLAIM(what_is_not_whole_never_comes_to_its_place),
        CLAIM(what_is_placed_early_is_written_on_in_its_place),
        CLAIM(only_what_begins_as_ours_is_replaced),
        CLAIM(what_came_meanwhile_is_not_replaced),
        CLAIM(two_outputs_never_share_a_file),
        CLAIM(what_cannot_be_written_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
