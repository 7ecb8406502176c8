/*
 * Goal: a handle is told by the name of its pipe as long as it is open, and the name is the
 * same in the next run. Method: names as real programs make them; a table of handles.
 */
#include "kit/inject/objects.h"
#include "kit/protocol/call_steps.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static struct objects objects;
static _Atomic uint32_t beyond;

static int empty_table(void **state)
{
    (void)state;
    memset(&objects, 0, sizeof objects);
    atomic_store(&beyond, 0);
    objects.beyond = &beyond;
    return 0;
}

static void a_name_has_nothing_of_this_run(void **state)
{
    static const struct {
        const char *name, *peer;
    } rows[] = {
        {"job", "pipe:job"},
        {"", "pipe:anonymous"},
        {"Win32.Pipes.0000012c.00000001", "pipe:anonymous"},
        {"uv\\00000000003FA0C0-1234", "pipe:uv\\#-#"},
        {"dotnet-diagnostic-4242", "pipe:dotnet-diagnostic-#"},
        {"pipe2", "pipe:pipe2"},
        {"app1234", "pipe:app#"},
        {"v12.x", "pipe:v12.x"},
        {"abc", "pipe:abc"},
        {"face", "pipe:face"},
        {"3f2504e0-4f89-11d3-9a0c-0305e82c3301", "pipe:#-#-#-#-#"},
        {"a b\nc\xc3\xa4", "pipe:a_b_c__"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char peer[KIT_NAME];
        object_peer_name(&objects, peer, OBJECT_PIPE, rows[i].name);
        assert_string_equal(peer, rows[i].peer);
    }
}

static void a_name_has_no_pid_of_two_digits(void **state)
{
    static const struct {
        const char *name, *peer;
    } rows[] = {
        {"Pipe1_44_1234", "pipe:Pipe1_#_#"},
        {"conin-48-1-ff", "pipe:conin-#-1-ff"},
        {"job-45", "pipe:job-45"},
        {"job-144", "pipe:job-#"},
        {"v4.8", "pipe:v4.8"},
        {"n044", "pipe:n#"},
    };
    (void)state;
    objects.pids[0] = 48;
    objects.pids[1] = 44;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char peer[KIT_NAME];
        object_peer_name(&objects, peer, OBJECT_PIPE, rows[i].name);
        assert_string_equal(peer, rows[i].peer);
    }
}

static void of_a_long_name_the_end_counts(void **state)
{
    char peer[KIT_NAME];
    (void)state;
    object_peer_name(&objects, peer, OBJECT_PIPE, "the-beginning-of-a-name-that-is-cut");
    assert_int_equal(strlen(peer), KIT_NAME - 1);
    assert_string_equal(peer + strlen(peer) - 11, "that-is-cut");
}

static const char *name_of_handle(uint64_t handle)
{
    const char *name = objects_any_peer(&objects, handle);
    if (objects_unknown(&objects, handle)) {
        assert_null(name);
        return "unknown";
    }
    return name ? name : "other";
}

static void a_handle_is_known_until_it_is_closed(void **state)
{
    (void)state;
    assert_string_equal(name_of_handle(8), "unknown");
    objects_learn(&objects, 8, OBJECT_PIPE, "job");
    assert_string_equal(name_of_handle(8), "pipe:job");
    assert_string_equal(name_of_handle(8 + 3), "pipe:job"); /* two bits are the program's */
    assert_string_equal(name_of_handle(12), "unknown");
    objects_forget(&objects, 8);
    assert_string_equal(name_of_handle(8), "unknown");
    objects_learn_other(&objects, 8);
    assert_string_equal(name_of_handle(8), "other");
}

static void a_duplicate_has_the_name_of_its_source(void **state)
{
    (void)state;
    objects_learn(&objects, 8, OBJECT_PIPE, "job");
    objects_copy(&objects, 8, 100);
    objects_forget(&objects, 8);
    assert_string_equal(name_of_handle(100), "pipe:job");
    objects_copy(&objects, 8, 100);
    assert_string_equal(name_of_handle(100), "unknown");
}

static void each_kind_has_its_own_names(void **state)
{
    (void)state;
    objects_learn(&objects, 8, OBJECT_PIPE, "job");
    objects_learn(&objects, 12, OBJECT_EVENT, "job");
    objects_learn(&objects, 16, OBJECT_MUTEX, "Local\\job");
    objects_learn(&objects, 20, OBJECT_SECTION, "Global\\job-1234");
    objects_learn(&objects, 24, OBJECT_SEMAPHORE, "locals");
    assert_string_equal(objects_peer(&objects, 8, OBJECT_PIPE), "pipe:job");
    assert_null(objects_peer(&objects, 8, OBJECT_EVENT));
    assert_string_equal(objects_peer(&objects, 12, OBJECT_EVENT), "event:job");
    assert_null(objects_peer(&objects, 12, OBJECT_PIPE));
    assert_string_equal(name_of_handle(16), "mutex:job");
    assert_string_equal(name_of_handle(20), "section:job-#");
    assert_string_equal(name_of_handle(24), "semaphore:locals");
}

/* A handle that is no process can still be a pipe, and a later handle of its value a process.
 */
static void a_handle_is_asked_once_whether_it_is_a_process(void **state)
{
    (void)state;
    assert_true(objects_may_be_process(&objects, 8));
    objects_learn_no_process(&objects, 8);
    assert_false(objects_may_be_process(&objects, 8));
    assert_true(objects_unknown(&objects, 8));
    objects_forget(&objects, 8);
    assert_true(objects_may_be_process(&objects, 8));
    assert_true(objects_unasked(&objects, 8));
    objects_learn_process(&objects, 8);
    assert_true(objects_may_be_process(&objects, 8));
    assert_false(objects_unasked(&objects, 8));
    objects_learn(&objects, 8, OBJECT_EVENT, "job");
    assert_false(objects_may_be_process(&objects, 8));
    assert_false(objects_may_be_process(&objects, UINT64_C(4) * OBJECTS_HANDLES));
}

/* The judge takes these for no pipe of two processes. */
static void some_names_stand_for_several_pipes(void **state)
{
    char peer[KIT_NAME];
    (void)state;
    object_peer_name(&objects, peer, OBJECT_PIPE, "");
    assert_string_equal(peer, CALL_PEER_ANONYMOUS);
    object_peer_name(&objects, peer, OBJECT_PIPE, "more");
    assert_string_equal(peer, CALL_PEER_MORE);
}

static void equal_names_are_one(void **state)
{
    (void)state;
    objects_learn(&objects, 8, OBJECT_PIPE, "job-1000");
    objects_learn(&objects, 12, OBJECT_PIPE, "job-2000");
    assert_ptr_equal(objects_any_peer(&objects, 8), objects_any_peer(&objects, 12));
}

static void pipes_beyond_the_table_are_still_pipes(void **state)
{
    char name[16];
    (void)state;
    for (unsigned i = 0; i < OBJECTS_NAMES + 2; i++) {
        snprintf(name, sizeof name, "p%c%c", 'a' + (char)(i / 26), 'a' + (char)(i % 26));
        objects_learn(&objects, 4 * (i + 1), OBJECT_PIPE, name);
    }
    assert_string_equal(name_of_handle(4 * OBJECTS_NAMES), "pipe:pdr");
    assert_string_equal(name_of_handle(4 * (OBJECTS_NAMES + 1)), "pipe:more");
    assert_null(objects_peer(&objects, 4 * (OBJECTS_NAMES + 1), OBJECT_EVENT));
    objects_learn(&objects, 8, OBJECT_EVENT, "one-more");
    assert_string_equal(name_of_handle(8), "event:more");
    assert_int_equal(atomic_load(&beyond), 0);
}

/* Such a pipe makes no steps, so that somebody has to say so. */
static void a_pipe_without_a_place_is_counted(void **state)
{
    const uint64_t large = UINT64_C(4) * OBJECTS_HANDLES;
    (void)state;
    objects_learn_other(&objects, large);
    objects_forget(&objects, large);
    assert_int_equal(atomic_load(&beyond), 0);
    objects_learn(&objects, large, OBJECT_PIPE, "job");
    assert_int_equal(atomic_load(&beyond), 1);
    assert_string_equal(name_of_handle(large), "unknown");
    objects_learn(&objects, large - 4, OBJECT_PIPE, "job");
    assert_int_equal(atomic_load(&beyond), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_has_nothing_of_this_run),
        cmocka_unit_test_setup(a_name_has_no_pid_of_two_digits, empty_table),
        cmocka_unit_test(of_a_long_name_the_end_counts),
        cmocka_unit_test_setup(a_handle_is_known_until_it_is_closed, empty_table),
        cmocka_unit_test_setup(a_duplicate_has_the_name_of_its_source, empty_table),
        cmocka_unit_test_setup(each_kind_has_its_own_names, empty_table),
        cmocka_unit_test_setup(a_handle_is_asked_once_whether_it_is_a_process, empty_table),
        cmocka_unit_test(some_names_stand_for_several_pipes),
        cmocka_unit_test_setup(equal_names_are_one, empty_table),
        cmocka_unit_test_setup(pipes_beyond_the_table_are_still_pipes, empty_table),
        cmocka_unit_test_setup(a_pipe_without_a_place_is_counted, empty_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
