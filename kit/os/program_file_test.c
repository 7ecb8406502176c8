/*
 * Goal: a program's file is known again, and another one is told apart, whatever it is called.
 * Method: files of our own, this program itself, and a file of the system with a version.
 */
#include "kit/os/program_file.h"
#include "kit/base/text.h"
#include "kit/os/folder_test.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static char folder[OS_PATH];
static struct kit_error err;

static const char *hash_of(const char *bytes)
{
    static char hashes[2][OS_HASH];
    static int next;
    char *hash = hashes[next++ % 2];
    const char *path = write_test_file(folder, "file", bytes);
    if (os_file_hash(path, hash, &err) != KIT_OK)
        fail_msg("%s", err.text);
    assert_int_equal(os_file_remove(path, &err), KIT_OK);
    return hash;
}

static int set_up(void **state)
{
    (void)state;
    return make_test_folder(folder, "program_file_test", "") ? 0 : -1;
}

static void the_hash_is_that_of_the_content(void **state)
{
    (void)state;
    assert_string_equal(hash_of(""), "99aa06d3014798d86001c324468d497f"); /* as published */
    assert_string_equal(hash_of("a program"), hash_of("a program"));
    assert_string_not_equal(hash_of("a program"), hash_of("a programme"));
    assert_string_not_equal(hash_of("a program"), hash_of("b program"));
}

static void the_stamp_has_the_size(void **state)
{
    struct os_file_stamp stamp = {0};
    const char *path = write_test_file(folder, "stamped", "12345");
    (void)state;
    assert_int_equal(os_file_stamp(path, &stamp, &err), KIT_OK);
    assert_int_equal(stamp.size, 5);
    assert_true(stamp.changed > 0);
    assert_int_equal(os_file_remove(path, &err), KIT_OK);
    assert_int_equal(os_file_stamp(path, &stamp, &err), KIT_NOT_FOUND);
}

static void what_is_not_there_has_no_hash(void **state)
{
    char hash[OS_HASH], version[OS_VERSION] = "x";
    (void)state;
    assert_int_equal(os_file_hash("nowhere/a.exe", hash, &err), KIT_NOT_FOUND);
    assert_non_null(strstr(err.text, "'nowhere/a.exe'"));
    os_file_version("nowhere/a.exe", version);
    assert_string_equal(version, "");
}

static void a_version_is_four_numbers_or_none(void **state)
{
    char own[OS_PATH], version[OS_VERSION];
    unsigned part[4];
    (void)state;
    assert_int_equal(os_program_file(own, &err), KIT_OK);
    os_file_version(own, version);
    assert_string_equal(version, ""); /* this program has none */
    os_file_version(write_test_file(folder, "text", "no program at all"), version);
    assert_string_equal(version, "");
    os_file_version("C:/windows/system32/kernel32.dll", version);
    assert_int_equal(sscanf(version, "%u.%u.%u.%u", &part[0], &part[1], &part[2], &part[3]), 4);
    assert_true(part[0] > 0);
}

static int tear_down(void **state)
{
    static const char *const names[] = {"file", "stamped", "text", NULL};
    (void)state;
    return remove_test_folder(folder, names) ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_hash_is_that_of_the_content),
        cmocka_unit_test(the_stamp_has_the_size),
        cmocka_unit_test(what_is_not_there_has_no_hash),
        cmocka_unit_test(a_version_is_four_numbers_or_none),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
