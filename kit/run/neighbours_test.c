/*
 * Goal: a process is a neighbour by its number and its age together, and the last ones are
 * kept. Method: by hand.
 */
#include "kit/run/neighbours.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

static void a_number_alone_says_nothing(void **state)
{
    static struct neighbours neighbours;
    (void)state;
    assert_false(neighbours_has(&neighbours, 4, 100));
    neighbours_add(&neighbours, 4, 100);
    assert_true(neighbours_has(&neighbours, 4, 100));
    assert_false(neighbours_has(&neighbours, 4, 101));
    assert_false(neighbours_has(&neighbours, 8, 100));
    assert_false(neighbours_has(&neighbours, 0, 0));
}

static void a_creator_is_older_than_what_it_made(void **state)
{
    static struct neighbours neighbours;
    (void)state;
    neighbours_add(&neighbours, 4, 100);
    assert_true(neighbours_made(&neighbours, 4, 100));
    assert_true(neighbours_made(&neighbours, 4, 200));
    assert_false(neighbours_made(&neighbours, 4, 99));
    assert_false(neighbours_made(&neighbours, 8, 200));
}

static void the_last_ones_are_kept(void **state)
{
    static struct neighbours neighbours;
    (void)state;
    for (uint32_t i = 1; i <= NEIGHBOURS + 1; i++)
        neighbours_add(&neighbours, i * 4, i);
    assert_false(neighbours_has(&neighbours, 4, 1));
    assert_true(neighbours_has(&neighbours, 8, 2));
    assert_true(neighbours_has(&neighbours, (NEIGHBOURS + 1) * 4, NEIGHBOURS + 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_alone_says_nothing),
        cmocka_unit_test(a_creator_is_older_than_what_it_made),
        cmocka_unit_test(the_last_ones_are_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
