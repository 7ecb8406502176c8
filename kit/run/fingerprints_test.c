/*
 * Goal: the header of a log names each program of the run once, as its file is now, and a file
 * is hashed again only if it changed. Method: scenarios whose programs are files of our own.
 */
#include "kit/run/fingerprints.h"
#include "kit/os/folder_test.h"
#include "kit/scenario/scenario.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static char folder[OS_PATH];
static struct fingerprints kept;
static struct scenario scenario;
static struct log_program programs[LOG_PROGRAMS];

static int set_up(void **state)
{
    (void)state;
    if (!make_test_folder(folder, "fingerprints_test", ""))
        return -1;
    return write_test_file(folder, "app.exe", "the application") &&
                   write_test_file(folder, "helper.exe", "its helper")
               ? 0
               : -1;
}

static uint32_t take(const char *children)
{
    char source[4 * OS_PATH];
    struct text text = text_over(source, sizeof source);
    struct kit_error err;
    text_add(&text, "parent app is \"%s/app.exe\"\n%s", folder, children);
    if (scenario_read("a.scenario", source, text.length, &scenario, &err) != KIT_OK)
        fail_msg("%s", err.text);
    return fingerprints_take(&kept, &scenario, folder, programs);
}

static void each_program_is_there_once_by_its_first_actor(void **state)
{
    (void)state;
    assert_int_equal(take("child one is image helper.exe\nchild two is image helper.exe\n"), 2);
    assert_string_equal(programs[0].actor, "app");
    assert_string_equal(programs[0].file, "app.exe");
    assert_int_equal(programs[0].size, strlen("the application"));
    assert_string_equal(programs[0].version, "");
    assert_int_equal(strlen(programs[0].hash), 32);
    assert_string_equal(programs[1].actor, "one");
    assert_string_equal(programs[1].file, "helper.exe");
    assert_string_not_equal(programs[0].hash, programs[1].hash);
}

static void a_program_that_is_not_there_is_left_out(void **state)
{
    (void)state;
    assert_int_equal(take("child one is image nowhere.exe\n"), 1);
    assert_string_equal(programs[0].actor, "app");
}

static void a_file_is_hashed_again_only_if_it_changed(void **state)
{
    char hash[sizeof programs[0].hash];
    (void)state;
    take("");
    uint32_t hashed = kept.count;
    memcpy(hash, programs[0].hash, sizeof hash);
    take("");
    assert_int_equal(kept.count, hashed);
    assert_string_equal(programs[0].hash, hash);
    assert_non_null(write_test_file(folder, "app.exe", "the application of tomorrow"));
    take("");
    assert_int_equal(kept.count, hashed + 1);
    assert_string_not_equal(programs[0].hash, hash);
}

static int tear_down(void **state)
{
    static const char *const names[] = {"app.exe", "helper.exe", NULL};
    (void)state;
    return remove_test_folder(folder, names) ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_program_is_there_once_by_its_first_actor),
        cmocka_unit_test(a_program_that_is_not_there_is_left_out),
        cmocka_unit_test(a_file_is_hashed_again_only_if_it_changed),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
