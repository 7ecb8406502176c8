/*
 * Goal: the runner remembers of an actor what it needs to prove a fault and to undo it. Method:
 * words of threads, faults and a resume, told by hand.
 */
#include "kit/state/actors.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void the_thread_that_was_heard_of_last_comes_first(void **state)
{
    struct actor_state actor = {0};
    (void)state;
    assert_int_equal(actor_last_thread(&actor), 0);
    actor_heard(&actor, 0); /* no thread */
    assert_int_equal(actor_last_thread(&actor), 0);
    actor_heard(&actor, 5);
    actor_heard(&actor, 6);
    assert_int_equal(actor_last_thread(&actor), 6);
    actor_heard(&actor, 5);
    assert_int_equal(actor_last_thread(&actor), 5);
    assert_int_equal(actor.thread_count, 2);
    assert_int_equal(actor.threads[1], 6);
}

static void the_thread_that_was_silent_for_longest_is_forgotten(void **state)
{
    struct actor_state actor = {0};
    (void)state;
    for (uint32_t tid = 1; tid <= ACTOR_THREADS + 3; tid++)
        actor_heard(&actor, tid);
    assert_int_equal(actor.thread_count, ACTOR_THREADS);
    assert_int_equal(actor.threads[0], ACTOR_THREADS + 3);
    assert_int_equal(actor.threads[ACTOR_THREADS - 1], 4);
}

static void a_resume_undoes_what_suspended(void **state)
{
    struct actor_state actor = {0};
    (void)state;
    actor_struck(&actor, FAULT_DROP);
    assert_null(actor.stuck);
    actor_struck(&actor, FAULT_HANG);
    actor_struck(&actor, FAULT_HANG);
    assert_string_equal(actor.stuck, "hung");
    assert_int_equal(actor.suspensions, 2);
    actor_resumed(&actor);
    assert_null(actor.stuck);
    assert_int_equal(actor.suspensions, 0);
    actor_struck(&actor, FAULT_SPIN);
    assert_string_equal(actor.stuck, "spinning");
    assert_int_equal(actor.suspensions, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_thread_that_was_heard_of_last_comes_first),
        cmocka_unit_test(the_thread_that_was_silent_for_longest_is_forgotten),
        cmocka_unit_test(a_resume_undoes_what_suspended),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
