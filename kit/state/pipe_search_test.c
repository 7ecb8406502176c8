/*
 * Goal: a pair whose pipe is not there yet gets the time to open it, however slow the looks of
 * the runner and the machine are, and a pair without a pipe is reported. Method: times by hand.
 */
#include "kit/state/pipe_search.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#define MS INT64_C(1000000)

/* Looks of this length, as soon as each may be made, until no other one can find anything. How
 * long the pair ran. */
static int64_t ran_until_given_up(int64_t look_ns, int64_t stalled_for_one, int64_t *looks)
{
    struct pipe_search search = {.line_index = 0};
    int64_t now_ns = 500 * MS, ran_ns = 0, stalled_ns = 7 * MS;
    for (*looks = 1;; now_ns += MS, ran_ns += MS) {
        if (!pipe_search_begin(&search, 3, now_ns))
            continue;
        now_ns += look_ns;
        if (!pipe_search_goes_on(&search, 3, now_ns, stalled_ns))
            return ran_ns;
        stalled_ns += stalled_for_one;
        ++*looks;
    }
}

static void a_pair_runs_four_fifths_of_the_time_until_it_is_given_up(void **state)
{
    static const int64_t lengths_ms[] = {1, 30, 300, 2000};
    (void)state;
    for (int i = 0; i < 4; i++) {
        int64_t looks, look_ns = lengths_ms[i] * MS;
        int64_t ran_ns = ran_until_given_up(look_ns, 0, &looks);
        assert_true(ran_ns >= PIPE_PATIENCE_NS);
        assert_true(ran_ns <= PIPE_PATIENCE_NS + 5 * look_ns);
        assert_true((looks - 1) * look_ns * 4 <= ran_ns);
    }
}

static void stalls_of_the_machine_do_not_count(void **state)
{
    int64_t looks;
    (void)state;
    int64_t quiet_ns = ran_until_given_up(30 * MS, 0, &looks);
    int64_t stalled_ns = ran_until_given_up(30 * MS, 60 * MS, &looks);
    assert_true(stalled_ns >= quiet_ns * 3 / 2);
}

static void another_line_has_its_own_patience(void **state)
{
    struct pipe_search search = {.line_index = 0};
    (void)state;
    assert_true(pipe_search_begin(&search, 0, 10 * MS));
    assert_true(pipe_search_goes_on(&search, 0, 110 * MS, 0));
    assert_false(pipe_search_begin(&search, 0, 200 * MS));
    assert_true(pipe_search_begin(&search, 1, 200 * MS));
    assert_true(pipe_search_begin(&search, 0, 510 * MS));
    assert_true(pipe_search_begin(&search, 1, 9000 * MS));
    assert_true(pipe_search_goes_on(&search, 1, 9010 * MS, 0));
    assert_true(pipe_search_begin(&search, 1, 11500 * MS));
    assert_false(pipe_search_goes_on(&search, 1, 11510 * MS, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pair_runs_four_fifths_of_the_time_until_it_is_given_up),
        cmocka_unit_test(stalls_of_the_machine_do_not_count),
        cmocka_unit_test(another_line_has_its_own_patience),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
