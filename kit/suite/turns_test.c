/*
 * Goal: every script is run the right number of times, runs that must be apart are never
 * simultaneous, and no run waits without need. Method: turns by hand; then thousands of random
 * orders in which runs end, with every claim checked after each step.
 */
#include "kit/suite/turns.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

#define SCRIPTS 12

/* `a` and `b` are apart if they share a letter, or one of them has a `*`. */
static const char *words[SCRIPTS];
static size_t once;

static bool is_once(void *context, size_t index)
{
    (void)context;
    return index == once;
}

static bool apart(void *context, size_t a, size_t b)
{
    (void)context;
    return strchr(words[a], '*') || strchr(words[b], '*') || strpbrk(words[a], words[b]);
}

static const struct turn_rules rules = {is_once, apart};
static struct turns turns;

static void start(const char *const *of, size_t count, uint32_t repeat)
{
    memcpy(words, of, count * sizeof *words);
    once = SCRIPTS;
    assert_int_equal(turns_begin(&turns, count, repeat, &rules, NULL, NULL), KIT_OK);
}

static void assert_next(size_t index, uint32_t repetition)
{
    struct turn turn;
    assert_true(turns_take(&turns, &turn));
    assert_int_equal(turn.index, index);
    assert_int_equal(turn.repetition, repetition);
}

static void assert_none(bool over)
{
    struct turn turn;
    assert_false(turns_take(&turns, &turn));
    assert_int_equal(turns_are_over(&turns), over);
}

static void those_that_share_a_word_wait_for_each_other(void **state)
{
    static const char *const of[] = {"a", "a", "b", ""};
    (void)state;
    start(of, 4, 1);
    assert_next(0, 1);
    assert_next(2, 1); /* before the second, which waits */
    assert_next(3, 1);
    assert_none(false);
    turns_give_back(&turns, 2);
    assert_none(false);
    turns_give_back(&turns, 0);
    assert_next(1, 1);
    assert_none(true);
    turns_end(&turns);
}

static void one_that_is_alone_has_nobody_beside_it(void **state)
{
    static const char *const of[] = {"", "*", ""};
    (void)state;
    start(of, 3, 1);
    assert_next(0, 1);
    assert_next(2, 1);
    assert_none(false);
    turns_give_back(&turns, 0);
    assert_none(false);
    turns_give_back(&turns, 2);
    assert_next(1, 1);
    assert_none(true);
    turns_end(&turns);
}

static void nobody_comes_beside_one_that_is_alone(void **state)
{
    static const char *const of[] = {"*", "", "*"};
    (void)state;
    start(of, 3, 1);
    assert_next(0, 1);
    assert_none(false);
    turns_give_back(&turns, 0);
    assert_next(1, 1);
    assert_none(false);
    turns_give_back(&turns, 1);
    assert_next(2, 1);
    turns_end(&turns);
}

/* Or it would wait for as long as the others are repeated. */
static void one_that_waits_is_run_before_the_others_are_run_again(void **state)
{
    static const char *const of[] = {"", "*"};
    (void)state;
    start(of, 2, 3);
    assert_next(0, 1);
    assert_none(false);
    turns_give_back(&turns, 0);
    assert_next(1, 1);
    assert_none(false);
    turns_give_back(&turns, 1);
    assert_next(0, 2);
    turns_end(&turns);
}

static void its_own_repetition_is_another_run(void **state)
{
    static const char *const of[] = {"a"};
    (void)state;
    start(of, 1, 2);
    assert_next(0, 1);
    assert_none(false);
    turns_give_back(&turns, 0);
    assert_next(0, 2);
    assert_none(true);
    turns_end(&turns);
}

static uint32_t next_number(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

static void assert_running_may_be(void)
{
    for (size_t i = 0; i < turns.running_count; i++) {
        for (size_t k = 0; k < i; k++)
            assert_false(apart(NULL, turns.running[i], turns.running[k]));
    }
}

/* Nothing is left waiting but what has to be apart from one that runs. */
static void assert_all_others_wait_for_a_reason(void)
{
    for (size_t i = 0; i < turns.count; i++) {
        bool has_reason = turns.begun[i] || (i == once && turns.repetition > 1);
        for (size_t k = 0; k < turns.running_count; k++)
            has_reason |= apart(NULL, turns.running[k], i);
        assert_true(has_reason);
    }
}

static void in_any_order_all_are_run_and_none_meets_another(void **state)
{
    static const char *const kinds[] = {"", "", "", "a", "b", "ab", "c", "*"};
    uint32_t number = 2463534242u;
    (void)state;
    for (int round = 0; round < 3000; round++) {
        const char *of[SCRIPTS];
        uint32_t runs[SCRIPTS] = {0}, repeat = next_number(&number) % 3 + 1;
        size_t count = next_number(&number) % SCRIPTS + 1, jobs = next_number(&number) % 5 + 1;
        for (size_t i = 0; i < count; i++)
            of[i] = kinds[next_number(&number) % 8];
        start(of, count, repeat);
        once = next_number(&number) % (2 * SCRIPTS);
        while (!turns_are_over(&turns) || turns.running_count > 0) {
            struct turn turn;
            while (turns.running_count < jobs && turns_take(&turns, &turn)) {
                assert_int_equal(turn.repetition, ++runs[turn.index]);
                assert_running_may_be();
            }
            if (turns.running_count < jobs && !turns_are_over(&turns))
                assert_all_others_wait_for_a_reason();
            assert_true(turns.running_count > 0);
            turns_give_back(&turns, turns.running[next_number(&number) % turns.running_count]);
        }
        for (size_t i = 0; i < count; i++)
            assert_int_equal(runs[i], i == once ? 1 : repeat);
        turns_end(&turns);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(those_that_share_a_word_wait_for_each_other),
        cmocka_unit_test(one_that_is_alone_has_nobody_beside_it),
        cmocka_unit_test(nobody_comes_beside_one_that_is_alone),
        cmocka_unit_test(one_that_waits_is_run_before_the_others_are_run_again),
        cmocka_unit_test(its_own_repetition_is_another_run),
        cmocka_unit_test(in_any_order_all_are_run_and_none_meets_another),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
