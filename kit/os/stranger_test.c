/*
 * Goal: of a process that was started by somebody the system says when, and the process's own
 * memory what environment it has; where either cannot be told, nothing is made up. Method: the
 * child of process_test, which stays until it is ended.
 */
#include "kit/base/text.h"
#include "kit/os/event.h"
#include "kit/os/output.h"
#include "kit/os/process.h"
#include "kit/os/section.h"
#include "kit/os/stranger.h"
#include "kit/os/text.h"
#include "kit/os/win32.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define LONG_MS 20000u
#define TOLD    (128 * 1024) /* bytes of the child's section */

static char child_path[OS_PATH], section_name[64], ready_name[64];
static void *section, *ready, *job;
static struct os_process child;

static int set_up(void **state)
{
    char folder[OS_PATH];
    struct text path = text_over(child_path, sizeof child_path);
    struct text name = text_over(section_name, sizeof section_name);
    struct text event = text_over(ready_name, sizeof ready_name);
    (void)state;
    if (os_program_folder(folder, NULL) != KIT_OK)
        return -1;
    text_add(&path, "%s/process_test_child.exe", folder);
    text_add(&name, "lifeline-stranger-test-%llx", os_random());
    text_add(&event, "%s.ready", section_name);
    child = (struct os_process){0};
    return os_section_create(section_name, TOLD, false, &section, NULL) == KIT_OK &&
                   os_event_create(ready_name, OS_MANUAL_RESET, &ready, NULL) == KIT_OK &&
                   os_job_create(NULL, false, &job, NULL) == KIT_OK
               ? 0
               : -1;
}

static int tear_down(void **state)
{
    (void)state;
    if (child.handle)
        os_process_kill(child.handle, 1, NULL);
    os_close(&child.handle);
    os_close(&section);
    os_close(&ready);
    os_close(&job);
    return 0;
}

static void start(const char *value, void *in_job)
{
    const char *const words[] = {section_name, "stay", ready_name, NULL};
    struct os_spawn what = {.program = child_path,
                            .arguments = words,
                            .job = in_job,
                            .set = {{"LIFELINE_STRANGER_TEST", value}}};
    struct kit_error err = {0};
    if (os_spawn(&what, &child, &err) != KIT_OK)
        fail_msg("%s", err.text);
    assert_int_equal(os_wait_any(&ready, 1, LONG_MS), 0);
}

static void a_variable_of_another_process_is_read(void **state)
{
    char value[64];
    (void)state;
    start("lifeline-77-\xc3\xbc", NULL);
    void *stranger = os_stranger_open(child.pid);
    assert_non_null(stranger);
    assert_true(os_stranger_variable(stranger, "LIFELINE_STRANGER_TEST", value, sizeof value));
    assert_string_equal(value, "lifeline-77-\xc3\xbc");
    assert_false(os_stranger_variable(stranger, "LIFELINE_STRANGER", value, sizeof value));
    assert_false(os_stranger_variable(stranger, "LIFELINE_STRANGER_TEST", value, 8));
    os_close(&stranger);
}

static void an_environment_of_many_pages_is_read_whole(void **state)
{
    wchar_t name[16], filler[3000];
    char value[64];
    (void)state;
    wmemset(filler, L'x', 2999);
    filler[2999] = 0;
    for (int i = 0; i < 12; i++) {
        swprintf(name, 16, L"FILLER_%d", i);
        assert_true(SetEnvironmentVariableW(name, filler));
    }
    start("far behind", NULL);
    void *stranger = os_stranger_open(child.pid);
    assert_non_null(stranger);
    assert_true(os_stranger_variable(stranger, "LIFELINE_STRANGER_TEST", value, sizeof value));
    assert_string_equal(value, "far behind");
    os_close(&stranger);
    for (int i = 0; i < 12; i++) {
        swprintf(name, 16, L"FILLER_%d", i);
        SetEnvironmentVariableW(name, NULL);
    }
}

static void one_that_never_ran_a_line_is_known(void **state)
{
    const char *const words[] = {section_name, "stay", ready_name, NULL};
    struct os_spawn what = {.program = child_path, .arguments = words, .suspended = true};
    (void)state;
    assert_int_equal(os_spawn(&what, &child, NULL), KIT_OK);
    assert_false(os_process_began(child.pid));
    os_process_kill(child.handle, 1, NULL);
    os_close(&child.handle);
    start("runs", NULL);
    assert_true(os_process_began(child.pid));
    assert_true(os_process_began(0)); /* of which nothing can be told */
}

/* What cannot be read now may be read later, so this is asked apart. */
static void an_environment_that_can_be_read_is_told_from_one_that_cannot(void **state)
{
    (void)state;
    start("readable", NULL);
    void *stranger = os_stranger_open(child.pid);
    assert_true(os_stranger_is_readable(stranger));
    assert_int_equal(os_process_kill(child.handle, 1, NULL), KIT_OK);
    assert_false(os_stranger_is_readable(stranger));
    os_close(&stranger);
}

/* As the runner reads it to tell children of one image apart. */
static void the_command_line_of_another_process_is_read(void **state)
{
    char command[64], part[8];
    (void)state;
    start("a word", NULL);
    void *stranger = os_stranger_open(child.pid);
    assert_true(os_stranger_command(stranger, command, sizeof command) || command[0]);
    assert_true(os_stranger_command(stranger, part, sizeof part)); /* cut, not refused */
    assert_int_equal(strlen(part), sizeof part - 1);
    assert_int_equal(os_process_kill(child.handle, 1, NULL), KIT_OK);
    assert_false(os_stranger_command(stranger, command, sizeof command));
    os_close(&stranger);
}

static void what_has_ended_has_no_variable(void **state)
{
    char value[64];
    (void)state;
    start("gone", NULL);
    void *stranger = os_stranger_open(child.pid);
    assert_int_equal(os_process_kill(child.handle, 1, NULL), KIT_OK);
    assert_false(os_stranger_variable(stranger, "LIFELINE_STRANGER_TEST", value, sizeof value));
    os_close(&stranger);
}

/* It may be looked at, and not ended. */
static void nothing_can_be_done_to_a_stranger(void **state)
{
    (void)state;
    start("unharmed", NULL);
    void *stranger = os_stranger_open(child.pid);
    assert_false(TerminateProcess(stranger, 1));
    assert_true(NtSuspendProcess(stranger) < 0);
    assert_false(os_process_ended(child.handle));
    os_close(&stranger);
}

static const struct os_stranger *listed(uint32_t pid)
{
    static struct os_stranger all[OS_STRANGERS];
    size_t count = os_strangers(all, OS_STRANGERS);
    for (size_t i = 0; i < count; i++) {
        if (all[i].pid == pid)
            return &all[i];
    }
    return NULL;
}

static void all_processes_are_listed_with_their_age(void **state)
{
    (void)state;
    start("listed", NULL);
    assert_non_null(listed(os_own_pid()));
    const struct os_stranger *stranger = listed(child.pid);
    assert_non_null(stranger);
    assert_int_equal(stranger->creator, os_own_pid());
    assert_int_equal(stranger->created, os_process_created(child.handle));
    assert_true(os_process_created(GetCurrentProcess()) > 0);
    assert_true(os_process_created(child.handle) >= os_process_created(GetCurrentProcess()));
    assert_int_equal(os_process_created(ready), 0);
}

static void an_end_has_its_time(void **state)
{
    FILETIME now;
    (void)state;
    start("ended", NULL);
    assert_int_equal(os_process_ended_at(child.handle), 0);
    assert_int_equal(os_ago_ns(os_process_ended_at(child.handle)), 0);
    os_process_kill(child.handle, 0, NULL);
    os_wait_any(&child.handle, 1, OS_FOREVER);
    GetSystemTimeAsFileTime(&now);
    assert_true(os_process_ended_at(child.handle) >= os_process_created(child.handle));
    assert_true(os_process_ended_at(child.handle) <=
                ((int64_t)now.dwHighDateTime << 32 | now.dwLowDateTime));
    assert_int_equal(os_process_ended_at(ready), 0); /* no process */
    assert_int_equal(os_ago_ns(os_process_ended_at(ready)), 0);
    int64_t before_ns = os_ago_ns(os_process_ended_at(child.handle));
    os_wait_any(NULL, 0, 50); /* time passes */
    assert_true(os_ago_ns(os_process_ended_at(child.handle)) >= before_ns + 40000000);
}

/* Where the system does not answer, a process is no outsider. */
static void a_job_lacks_whom_it_surely_has_not(void **state)
{
    void *other = NULL;
    (void)state;
    start("in a job", job);
    assert_int_equal(os_job_create(NULL, false, &other, NULL), KIT_OK);
    assert_false(os_job_lacks(job, child.handle));
    assert_true(os_job_lacks(other, child.handle));
    assert_true(os_job_lacks(job, GetCurrentProcess()));
    assert_false(os_job_lacks(job, ready));
    os_close(&other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_variable_of_another_process_is_read, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(an_environment_of_many_pages_is_read_whole, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(one_that_never_ran_a_line_is_known, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            an_environment_that_can_be_read_is_told_from_one_that_cannot, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_command_line_of_another_process_is_read, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(what_has_ended_has_no_variable, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nothing_can_be_done_to_a_stranger, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_end_has_its_time, set_up, tear_down),
        cmocka_unit_test_setup_teardown(all_processes_are_listed_with_their_age, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_job_lacks_whom_it_surely_has_not, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
