/*
 * Goal: the lifeline for Linux writes an output as lifeline.exe does: at no instant is half of
 * it in its place, nothing that lifeline did not write is replaced, and two outputs never share
 * a file. Method: files in a folder made by each test.
 */
#define _POSIX_C_SOURCE 200809L
#include "kit/os/output.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#define FIRST "lifeline-test "
#define PLACE "place.txt"
#define PART  PLACE OS_PART_ENDING

static char start[] = "/tmp/lifeline-output-XXXXXX";
static struct kit_error err;

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(start) && chdir(start) == 0 ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    unlink(PLACE);
    unlink(PART);
    return chdir("/") == 0 && rmdir(start) == 0 ? 0 : -1;
}

static int remove_files(void **state)
{
    (void)state;
    unlink(PLACE);
    unlink(PART);
    return 0;
}

static void write_bytes(const char *path, const char *bytes)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_true(fputs(bytes, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void has(const char *path, const char *bytes)
{
    char *found;
    size_t size;
    assert_int_equal(os_file_read(path, 1000, &found, &size, &err), KIT_OK);
    assert_string_equal(found, bytes);
    free(found);
}

static void an_output_is_in_its_place_only_when_it_is_whole(void **state)
{
    (void)state;
    struct os_output out;
    write_bytes(PLACE, FIRST "old");
    assert_int_equal(os_output_begin(&out, PLACE, FIRST, &err), KIT_OK);
    fputs(FIRST "new", out.file);
    fflush(out.file);
    has(PLACE, FIRST "old");
    has(PART, FIRST "new");
    assert_int_equal(os_output_end(&out, &err), KIT_OK);
    has(PLACE, FIRST "new");
    assert_false(os_is_file(PART));
}

static void an_output_that_is_not_wanted_leaves_nothing(void **state)
{
    (void)state;
    struct os_output out;
    write_bytes(PLACE, FIRST "old");
    assert_int_equal(os_output_begin(&out, PLACE, FIRST, &err), KIT_OK);
    os_output_drop(&out);
    has(PLACE, FIRST "old");
    assert_false(os_is_file(PART));
}

static void a_file_of_others_is_never_replaced(void **state)
{
    (void)state;
    struct os_output out;
    write_bytes(PLACE, "of others");
    assert_int_equal(os_output_begin(&out, PLACE, FIRST, &err), KIT_BAD_INPUT);
    assert_null(out.file);
    unlink(PLACE);
    write_bytes(PART, "of others");
    assert_int_equal(os_output_begin(&out, PLACE, FIRST, &err), KIT_BAD_INPUT);
    has(PART, "of others");
    assert_int_equal(os_output_begin(&out, ".", FIRST, &err), KIT_BAD_INPUT);
    assert_int_equal(os_output_begin(&out, "/dev/null", FIRST, &err), KIT_BAD_INPUT);
    assert_int_equal(os_output_begin(&out, "nowhere/x", FIRST, &err), KIT_NOT_FOUND);
    assert_string_equal(err.text, "there is no folder for 'nowhere/x'");
}

static void a_file_that_came_meanwhile_is_not_replaced(void **state)
{
    (void)state;
    struct os_output out;
    assert_int_equal(os_output_begin(&out, PLACE, FIRST, &err), KIT_OK);
    fputs(FIRST "new", out.file);
    write_bytes(PLACE, "of others");
    assert_int_equal(os_output_end(&out, &err), KIT_BAD_INPUT);
    has(PLACE, "of others");
    has(PART, FIRST "new");
}

static void two_outputs_never_share_a_file(void **state)
{
    (void)state;
    struct os_output one, two;
    assert_int_equal(os_output_begin(&one, PLACE, FIRST, &err), KIT_OK);
    fputs(FIRST "one", one.file);
    fflush(one.file);
    assert_int_equal(os_output_begin(&two, "./" PLACE, FIRST, &err), KIT_BAD_INPUT);
    assert_non_null(strstr(err.text, "is being written for another option"));
    has(PART, FIRST "one");
    assert_int_equal(os_output_end(&one, &err), KIT_OK);
    assert_int_equal(os_output_begin(&two, PLACE, FIRST, &err), KIT_OK);
    os_output_drop(&two);
}

static void a_placed_output_can_be_read_at_each_instant(void **state)
{
    (void)state;
    struct os_output out;
    assert_int_equal(os_output_begin(&out, PLACE, FIRST, &err), KIT_OK);
    fputs(FIRST "1", out.file);
    assert_int_equal(os_output_place(&out, &err), KIT_OK);
    has(PLACE, FIRST "1");
    fputs("2", out.file);
    assert_int_equal(os_output_end(&out, &err), KIT_OK);
    has(PLACE, FIRST "12");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(an_output_is_in_its_place_only_when_it_is_whole,
                                  remove_files),
        cmocka_unit_test_teardown(an_output_that_is_not_wanted_leaves_nothing, remove_files),
        cmocka_unit_test_teardown(a_file_of_others_is_never_replaced, remove_files),
        cmocka_unit_test_teardown(a_file_that_came_meanwhile_is_not_replaced, remove_files),
        cmocka_unit_test_teardown(two_outputs_never_share_a_file, remove_files),
        cmocka_unit_test_teardown(a_placed_output_can_be_read_at_each_instant, remove_files),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
