/*
 * Goal: one wait hears of events, of ends of processes and of a job's processes, each with its
 * key. Method: events set here, and process_test_child as the process.
 */
#include "kit/base/text.h"
#include "kit/os/event.h"
#include "kit/os/file.h"
#include "kit/os/port.h"
#include "kit/os/process.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

#define LONG_MS  20000u
#define SHORT_MS 30u

static void *port;

static int set_up(void **state)
{
    (void)state;
    return os_port_create(&port, NULL) == KIT_OK ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    os_close(&port);
    return 0;
}

static void expect_signal(uintptr_t key)
{
    struct os_port_event port_event = {.kind = OS_OTHER};
    assert_true(os_port_wait(port, LONG_MS, &port_event));
    assert_int_equal(port_event.kind, OS_SIGNALLED);
    assert_int_equal(port_event.key, key);
}

static void an_auto_reset_event_is_told_each_time(void **state)
{
    void *event = NULL, *watch = NULL;
    struct os_port_event port_event;
    (void)state;
    assert_int_equal(os_event_create(NULL, OS_AUTO_RESET, &event, NULL), KIT_OK);
    assert_int_equal(os_watch(port, event, false, 7, &watch, NULL), KIT_OK);
    assert_false(os_port_wait(port, 0, &port_event));
    for (int i = 0; i < 3; i++) {
        os_event_set(event);
        expect_signal(7);
    }
    assert_false(os_port_wait(port, SHORT_MS, &port_event));
    os_unwatch(&watch);
    assert_null(watch);
    os_unwatch(&watch);
    os_event_set(event);
    assert_false(os_port_wait(port, SHORT_MS, &port_event)); /* nobody listens any more */
    os_close(&event);
}

static void of_many_events_each_has_its_key(void **state)
{
    enum { MANY = 100 }; /* more than one wait of the system takes */
    void *events[MANY] = {NULL}, *watches[MANY] = {NULL};
    (void)state;
    for (uintptr_t i = 0; i < MANY; i++) {
        assert_int_equal(os_event_create(NULL, OS_AUTO_RESET, &events[i], NULL), KIT_OK);
        assert_int_equal(os_watch(port, events[i], false, i + 1, &watches[i], NULL), KIT_OK);
    }
    for (uintptr_t i = MANY; i > 0; i--) {
        os_event_set(events[i - 1]);
        expect_signal(i);
    }
    for (int i = 0; i < MANY; i++) {
        os_unwatch(&watches[i]);
        os_close(&events[i]);
    }
}

static void the_end_of_a_process_is_told_once_and_its_start_in_the_job_too(void **state)
{
    char path[OS_PATH], folder[OS_PATH];
    struct text text = text_over(path, sizeof path);
    struct os_process child = {0};
    struct os_port_event port_event;
    void *job = NULL, *watch = NULL;
    (void)state;
    assert_int_equal(os_program_folder(folder, NULL), KIT_OK);
    text_add(&text, "%s/process_test_child.exe", folder);
    assert_int_equal(os_job_create(port, false, &job, NULL), KIT_OK);
    struct os_spawn what = {.program = path, .job = job, .suspended = true};
    assert_int_equal(os_spawn(&what, &child, NULL), KIT_OK);
    assert_true(os_port_wait(port, LONG_MS, &port_event));
    assert_int_equal(port_event.kind, OS_PROCESS_NEW);
    assert_int_equal(port_event.pid, child.pid);

    assert_int_equal(os_watch(port, child.handle, true, 9, &watch, NULL), KIT_OK);
    os_process_resume(&child);
    bool gone = false, signalled = false;
    while (!signalled || !gone) {
        assert_true(os_port_wait(port, LONG_MS, &port_event));
        assert_false(port_event.kind == OS_SIGNALLED && signalled);
        signalled |= port_event.kind == OS_SIGNALLED && port_event.key == 9;
        gone |= port_event.kind == OS_PROCESS_GONE && port_event.pid == child.pid;
    }
    while (os_port_wait(port, SHORT_MS, &port_event))
        assert_int_not_equal(port_event.kind,
                             OS_SIGNALLED); /* although its handle stays signalled */
    assert_true(os_process_ended(child.handle));
    os_unwatch(&watch);
    os_close(&child.handle);
    os_close(&job);
}

#define CLAIM(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CLAIM(an_auto_reset_event_is_told_each_time),
        CLAIM(of_many_events_each_has_its_key),
        CLAIM(the_end_of_a_process_is_told_once_and_its_start_in_the_job_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
