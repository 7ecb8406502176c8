/*
 * Goal: a process that says nothing of itself is known by its whole image, and is one actor
 * that nobody else is. Method: a run in memory, with processes that are entered by hand; a
 * probe that took a place is a PID that stands there.
 */
#include "kit/run/processes.h"
#include "kit/log/log.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define REST_OF_IMAGE "rogram-whose-file-name-is-longer-than-any-name.exe"
#define IMAGE         "p" REST_OF_IMAGE
#define ACTORS        3 /* a parent, and two children of one image */

static struct scenario scenario;
static struct session *session;

static void name_actor(int actor, const char *name, const char *program)
{
    struct text to = text_over(scenario.actors[actor].name, KIT_NAME);
    struct text of = text_over(scenario.actors[actor].program, SCENARIO_ARGUMENT);
    text_add(&to, "%s", name);
    text_add(&of, "%s", program);
    scenario.actors[actor].by_image = actor > 0;
}

static int set_up(void **state)
{
    (void)state;
    scenario = (struct scenario){.actor_count = ACTORS};
    name_actor(0, "app", "app.exe");
    name_actor(1, "one", IMAGE);
    name_actor(2, "two", "below\\" IMAGE);
    session = calloc(1, sizeof *session);
    if (!session)
        return -1;
    session->scenario = &scenario;
    session->shared.block = calloc(1, (size_t)run_block_size(ACTORS));
    session->recorder.line = malloc(LOG_LINE_MOST);
    session->recorder.events = calloc(8, sizeof *session->recorder.events);
    session->recorder.room = 8;
    return session->shared.block && session->recorder.line && session->recorder.events ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    recorder_free(&session->recorder);
    free(session->shared.block);
    free(session);
    return 0;
}

/* It is watched already, so that nothing is asked of its handle. */
static struct run_process *enter(uint32_t pid, const char *image)
{
    struct run_process *process = &session->processes[session->process_count++];
    struct text to = text_over(process->image, sizeof process->image);
    text_add(&to, "%s", image);
    process->pid = pid;
    process->actor = -1;
    process->watched = true;
    process->seen_ns = 1;
    return process;
}

static uint32_t place_of(int actor)
{
    return atomic_load(&run_actor(session->shared.block, (uint32_t)actor)->pid);
}

static void take_place(int actor, uint32_t pid)
{
    atomic_store(&run_actor(session->shared.block, (uint32_t)actor)->pid, pid);
}

static void a_program_is_known_by_its_whole_image(void **state)
{
    (void)state;
    struct run_process *other = enter(6, "program-whose-file-name-is-longer-than-others.exe");
    struct run_process *process = enter(7, "P" REST_OF_IMAGE);
    processes_identify(session);
    assert_int_equal(other->actor, -1);
    assert_int_equal(process->actor, 1);
    assert_int_equal(place_of(1), 7);
    assert_int_equal(session->recorder.count, 1);
    assert_string_equal(session->recorder.events[0].name, "Program-whose-file-name-is-long");
}

static void a_program_without_its_exe_is_known_by_an_image_in_capitals(void **state)
{
    (void)state;
    name_actor(1, "one", "below/Helper");
    struct run_process *process = enter(7, "HELPER.EXE");
    processes_identify(session);
    assert_int_equal(process->actor, 1);
}

static void of_one_image_each_is_another_actor(void **state)
{
    (void)state;
    struct run_process *first = enter(7, IMAGE), *second = enter(8, IMAGE);
    struct run_process *third = enter(9, IMAGE);
    processes_identify(session);
    assert_int_equal(first->actor, 1);
    assert_int_equal(second->actor, 2);
    assert_int_equal(third->actor, -1);
}

/* Its probe was quicker than the news of it. */
static void a_place_that_a_probe_took_is_given_to_nobody_else(void **state)
{
    (void)state;
    struct run_process *process = enter(8, IMAGE);
    take_place(1, 7);
    processes_identify(session);
    assert_int_equal(process->actor, 2);
    assert_int_equal(place_of(1), 7);
    assert_int_equal(place_of(2), 8);
    struct run_process *late = enter(7, IMAGE);
    processes_identify(session);
    assert_int_equal(late->actor, 1);
}

static void where_all_places_are_taken_it_is_nobody(void **state)
{
    (void)state;
    struct run_process *process = enter(8, IMAGE);
    take_place(1, 7);
    take_place(2, 9);
    processes_identify(session);
    assert_int_equal(process->actor, -1);
    assert_false(process->told);
    processes_settle(session);
    assert_int_equal(process->actor, -1);
    assert_int_equal(place_of(1), 7);
    assert_int_equal(place_of(2), 9);
}

#define CLAIM(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CLAIM(a_program_is_known_by_its_whole_image),
        CLAIM(a_program_without_its_exe_is_known_by_an_image_in_capitals),
        CLAIM(of_one_image_each_is_another_actor),
        CLAIM(a_place_that_a_probe_took_is_given_to_nobody_else),
        CLAIM(where_all_places_are_taken_it_is_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
