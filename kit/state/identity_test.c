/*
 * Goal: a process is known by its name, or by its whole image; it is one actor that nobody else
 * is; and it takes the place of one that has ended, and of no other. Method: actors of one
 * image, and what the runner keeps of each.
 */
#include "kit/state/identity.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define REST_OF_IMAGE "rogram-whose-file-name-is-longer-than-any-name.exe"
#define IMAGE         "p" REST_OF_IMAGE
#define ACTORS        4 /* a parent, two children of one image, and one that has a name */

static struct scenario scenario;
static struct actor_state actors[ACTORS];
static const struct identity identity = {&scenario, actors};

static void set_actor(int actor, const char *name, const char *program, bool by_image)
{
    struct scenario_actor *of = &scenario.actors[actor];
    struct text to = text_over(of->program, SCENARIO_ARGUMENT);
    text_add(&to, "%s", program);
    name_copy(of->name, name, strlen(name));
    of->by_image = by_image;
    of->is_child = actor > 0;
    of->parent = 0;
    actors[actor] = (struct actor_state){0};
}

static void set_parent(int child, int parent)
{
    scenario.actors[child].is_child = true;
    scenario.actors[child].parent = parent;
}

static int set_up(void **state)
{
    (void)state;
    scenario = (struct scenario){.actor_count = ACTORS};
    set_actor(0, "host", "app.exe", false);
    set_actor(1, "w1", IMAGE, true);
    set_actor(2, "w2", "below\\" IMAGE, true);
    set_actor(3, "cs", "other", false);
    return 0;
}

static int whose(const char *image, uint32_t creator, bool only_by_image)
{
    const struct newcomer process = {.image = image, .creator = creator};
    return identity_by_image(&identity, &process, only_by_image);
}

/* As the runner does: who is known has a process. */
static int claim(const char *image, uint32_t pid)
{
    int actor = whose(image, 0, true);
    if (actor >= 0)
        actor_begins(&actors[actor], pid);
    return actor;
}

static void a_program_is_known_by_its_whole_image(void **state)
{
    (void)state;
    assert_int_equal(claim("program-whose-file-name-is-longer-than-others.exe", 6),
                     IDENTITY_NOBODY);
    assert_int_equal(claim("P" REST_OF_IMAGE, 7), 1);
    assert_int_equal(claim("", 8), IDENTITY_NOBODY);
}

static void a_program_without_its_exe_is_known_by_an_image_in_capitals(void **state)
{
    (void)state;
    set_actor(1, "w1", "below/Helper", true);
    assert_int_equal(claim("HELPER.EXE", 7), 1);
}

static void of_one_image_each_is_another_actor(void **state)
{
    (void)state;
    assert_int_equal(claim(IMAGE, 7), 1);
    assert_int_equal(claim(IMAGE, 8), 2);
    assert_int_equal(claim(IMAGE, 9), IDENTITY_TAKEN);
}

static void an_actor_with_a_name_is_known_by_its_image_where_nothing_better_is(void **state)
{
    (void)state;
    assert_int_equal(whose("other.exe", 0, true), IDENTITY_NOBODY);
    assert_int_equal(whose("OTHER.EXE", 0, false), 3);
    assert_int_equal(whose("other.com", 0, false), IDENTITY_NOBODY);
}

static void a_name_is_an_actors_whatever_the_image(void **state)
{
    (void)state;
    assert_int_equal(identity_by_name(&identity, "cs"), 3);
    assert_int_equal(identity_by_name(&identity, "Cs"), IDENTITY_NOBODY);
    actor_begins(&actors[3], 7);
    assert_int_equal(identity_by_name(&identity, "cs"), IDENTITY_TAKEN);
    actor_ended(&actors[3], 1);
    assert_int_equal(identity_by_name(&identity, "cs"), 3);
}

static void who_never_had_a_process_comes_before_who_lost_it(void **state)
{
    (void)state;
    assert_int_equal(claim(IMAGE, 7), 1);
    actor_ended(&actors[1], 1);
    assert_int_equal(claim(IMAGE, 8), 2);
    assert_int_equal(claim(IMAGE, 9), 1);
    assert_int_equal(actors[1].incarnation, 2);
    assert_int_equal(actors[2].incarnation, 1);
}

static void an_actor_with_a_name_is_not_started_again_without_it(void **state)
{
    (void)state;
    actor_begins(&actors[3], 7);
    actor_ended(&actors[3], 1);
    assert_int_equal(whose("other.exe", 0, false), IDENTITY_NOBODY);
    assert_int_equal(identity_by_name(&identity, "cs"), 3);
}

static void who_lost_its_process_first_gets_the_next_one(void **state)
{
    (void)state;
    claim(IMAGE, 7);
    claim(IMAGE, 8);
    actor_ended(&actors[2], 1);
    actor_ended(&actors[1], 2);
    assert_int_equal(claim(IMAGE, 9), 2);
    assert_int_equal(claim(IMAGE, 10), 1);
    assert_int_equal(claim(IMAGE, 11), IDENTITY_TAKEN);
}

/* It was taken for w1, and says that it is cs. */
static void a_place_that_was_given_by_mistake_is_free_again(void **state)
{
    (void)state;
    claim(IMAGE, 7);
    actor_was_not(&actors[1]);
    assert_int_equal(claim(IMAGE, 8), 1);
    assert_int_equal(actors[1].incarnation, 1);
}

static void a_child_belongs_to_the_parent_that_created_it(void **state)
{
    static const struct {
        int parent;
        uint32_t creator;
        bool is;
    } rows[] = {
        {0, 50, true},  {0, 60, false}, {3, 60, true},
        {3, 50, false}, {0, 99, true},  {0, 0, true},
    };
    (void)state;
    actor_begins(&actors[0], 50);
    actor_begins(&actors[3], 60);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        set_parent(1, rows[i].parent);
        if (identity_is_of_family(&identity, 1, rows[i].creator) != rows[i].is)
            fail_msg("row %zu", i);
    }
    set_parent(1, 0);
    set_parent(2, 3);
    assert_int_equal(whose(IMAGE, 60, true), 2);
    actor_begins(&actors[2], 8);
    assert_int_equal(whose(IMAGE, 60, true), IDENTITY_TAKEN);
    assert_int_equal(whose(IMAGE, 50, true), 1);
    assert_true(identity_is_of_family(&identity, 0, 60)); /* of a parent nobody asks */
}

/* Two children of one image, and a grandchild, told apart by their command lines. */
static void a_child_is_known_by_its_command_line(void **state)
{
    struct newcomer process = {.image = "p.exe", .creator = 10, .command = "P.EXE --two 77"};
    (void)state;
    set_actor(1, "one", "p.exe*--one", true);
    set_actor(2, "two", "p.exe*--two", true);
    scenario.actors[1].by_command = scenario.actors[2].by_command = true;
    set_parent(1, 0);
    set_parent(2, 0);
    actor_begins(&actors[0], 10);
    assert_int_equal(identity_by_image(&identity, &process, true), 2);
    assert_int_equal(identity_rival(&identity, 2, &process), IDENTITY_NOBODY);
    process.command = "p.exe --three";
    assert_int_equal(identity_by_image(&identity, &process, true), IDENTITY_NOBODY);
    process.command = NULL;
    assert_int_equal(identity_by_image(&identity, &process, true), IDENTITY_NOBODY);
    actor_begins(&actors[1], 11);
    process = (struct newcomer){.image = "p.exe", .creator = 11, .command = "p.exe --two"};
    assert_int_equal(identity_by_image(&identity, &process, true), 2); /* made by `one` */
}

static void a_command_line_that_fits_two_is_told(void **state)
{
    const struct newcomer process = {.image = "p.exe", .command = "p.exe --one --two"};
    (void)state;
    set_actor(1, "one", "--one", true);
    set_actor(2, "two", "--two", true);
    scenario.actors[1].by_command = scenario.actors[2].by_command = true;
    assert_int_equal(identity_by_image(&identity, &process, true), 1);
    assert_int_equal(identity_rival(&identity, 1, &process), 2);
    set_actor(2, "two", "--one", true); /* the same text: told apart by their order */
    scenario.actors[2].by_command = true;
    assert_int_equal(identity_rival(&identity, 1, &process), IDENTITY_NOBODY);
}

#define CLAIM(test) cmocka_unit_test_setup(test, set_up)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CLAIM(a_program_is_known_by_its_whole_image),
        CLAIM(a_program_without_its_exe_is_known_by_an_image_in_capitals),
        CLAIM(of_one_image_each_is_another_actor),
        CLAIM(an_actor_with_a_name_is_known_by_its_image_where_nothing_better_is),
        CLAIM(a_name_is_an_actors_whatever_the_image),
        CLAIM(who_never_had_a_process_comes_before_who_lost_it),
        CLAIM(an_actor_with_a_name_is_not_started_again_without_it),
        CLAIM(who_lost_its_process_first_gets_the_next_one),
        CLAIM(a_place_that_was_given_by_mistake_is_free_again),
        CLAIM(a_child_belongs_to_the_parent_that_created_it),
        CLAIM(a_child_is_known_by_its_command_line),
        CLAIM(a_command_line_that_fits_two_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
