/*
 * Goal: a process that says nothing of itself is known by its whole image, and is one actor
 * that nobody else is. Method: actors of one image and their blocks; a probe that took a block
 * is a PID that stands there.
 */
#include "kit/state/identity.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#define REST_OF_IMAGE "rogram-whose-file-name-is-longer-than-any-name.exe"
#define IMAGE         "p" REST_OF_IMAGE
#define ACTORS        4 /* a parent, two children of one image, and one that has a name */

static struct scenario scenario;
static struct actor_state actors[ACTORS];
static struct run_block *block;
static struct identity identity;

static void set_actor(int actor, const char *program, bool by_image)
{
    struct text of = text_over(scenario.actors[actor].program, SCENARIO_ARGUMENT);
    text_add(&of, "%s", program);
    scenario.actors[actor].by_image = by_image;
    actors[actor] = (struct actor_state){0};
}

static int set_up(void **state)
{
    (void)state;
    scenario = (struct scenario){.actor_count = ACTORS};
    set_actor(0, "app.exe", false);
    set_actor(1, IMAGE, true);
    set_actor(2, "below\\" IMAGE, true);
    set_actor(3, "other", false);
    block = calloc(1, (size_t)run_block_size(ACTORS));
    if (block)
        block->actor_count = ACTORS;
    identity = (struct identity){&scenario, block, actors};
    return block ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    free(block);
    return 0;
}

static uint32_t owner_of(int actor)
{
    return atomic_load(&run_actor(block, (uint32_t)actor)->pid);
}

static void probe_takes(int actor, uint32_t pid)
{
    atomic_store(&run_actor(block, (uint32_t)actor)->pid, pid);
}

/* As the runner does: what it knows has a process. */
static int claim(const char *image, uint32_t pid)
{
    int actor = identity_claim(&identity, image, pid, 0);
    if (actor >= 0)
        actors[actor].had_process = true;
    return actor;
}

static void a_program_is_known_by_its_whole_image(void **state)
{
    (void)state;
    assert_int_equal(claim("program-whose-file-name-is-longer-than-others.exe", 6), -1);
    assert_int_equal(claim("P" REST_OF_IMAGE, 7), 1);
    assert_int_equal(owner_of(1), 7);
}

static void a_program_without_its_exe_is_known_by_an_image_in_capitals(void **state)
{
    (void)state;
    set_actor(1, "below/Helper", true);
    assert_int_equal(claim("HELPER.EXE", 7), 1);
}

static void of_one_image_each_is_another_actor(void **state)
{
    (void)state;
    assert_int_equal(claim(IMAGE, 7), 1);
    assert_int_equal(claim(IMAGE, 8), 2);
    assert_int_equal(claim(IMAGE, 9), -1);
}

/* Its probe was quicker than the news of it. */
static void a_block_that_a_probe_took_is_given_to_no_other_process(void **state)
{
    (void)state;
    probe_takes(1, 7);
    assert_int_equal(claim(IMAGE, 8), 2);
    assert_int_equal(owner_of(1), 7);
    assert_int_equal(owner_of(2), 8);
    assert_int_equal(identity_of_pid(&identity, 7), 1);
    assert_int_equal(claim(IMAGE, 7), 1);
}

static void where_all_blocks_are_taken_the_process_is_nobody(void **state)
{
    (void)state;
    probe_takes(1, 7);
    probe_takes(2, 9);
    assert_int_equal(claim(IMAGE, 8), -1);
    assert_int_equal(identity_guess(&identity, IMAGE, 8, 0), -1);
    assert_int_equal(owner_of(1), 7);
    assert_int_equal(owner_of(2), 9);
}

static void an_actor_with_a_name_is_guessed_and_never_claimed(void **state)
{
    (void)state;
    assert_int_equal(claim("other.exe", 5), -1);
    assert_int_equal(identity_guess(&identity, "OTHER.EXE", 5, 0), 3);
    assert_int_equal(owner_of(3), 0);
    assert_int_equal(identity_guess(&identity, "other.com", 5, 0), -1);
}

static void who_had_a_process_is_no_other_process_any_more(void **state)
{
    (void)state;
    probe_takes(0, 4);
    assert_int_equal(identity_of_pid(&identity, 4), 0);
    assert_int_equal(identity_of_pid(&identity, 5), -1);
    actors[0].had_process = true;
    assert_int_equal(identity_of_pid(&identity, 4), -1);
    assert_int_equal(identity_guess(&identity, "app.exe", 4, 0), -1);
}

#define CLAIM(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

static void a_child_belongs_to_the_parent_that_created_it(void **state)
{
    (void)state;
    run_actor(block, 1)->parent = 1; /* of actor 0 */
    run_actor(block, 2)->parent = 4; /* of actor 3 */
    probe_takes(0, 50);
    probe_takes(3, 60);
    assert_int_equal(identity_claim(&identity, IMAGE, 8, 60), 2);
    assert_int_equal(identity_claim(&identity, IMAGE, 9, 60), -1); /* it has its one already */
    assert_int_equal(identity_claim(&identity, IMAGE, 7, 50), 1);
}

static void a_child_that_a_launcher_created_can_be_anybodys(void **state)
{
    (void)state;
    run_actor(block, 1)->parent = 1;
    run_actor(block, 2)->parent = 1;
    probe_takes(0, 50);
    assert_int_equal(identity_claim(&identity, IMAGE, 7, 99), 1);
    assert_int_equal(identity_claim(&identity, IMAGE, 8, 0), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CLAIM(a_program_is_known_by_its_whole_image),
        CLAIM(a_program_without_its_exe_is_known_by_an_image_in_capitals),
        CLAIM(of_one_image_each_is_another_actor),
        CLAIM(a_block_that_a_probe_took_is_given_to_no_other_process),
        CLAIM(where_all_blocks_are_taken_the_process_is_nobody),
        CLAIM(an_actor_with_a_name_is_guessed_and_never_claimed),
        CLAIM(who_had_a_process_is_no_other_process_any_more),
        cmocka_unit_test_setup_teardown(a_child_belongs_to_the_parent_that_created_it, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_child_that_a_launcher_created_can_be_anybodys, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
