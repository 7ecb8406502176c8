/*
 * Goal: numbers that are always the same in a printed line are a habit, and a line that breaks
 * it is found; chance makes no habit. Method: printed lines, learnt and compared.
 */
#include "kit/doctor/habits.h"
#include "kit/base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct habits habits;

static int set_up(void **state)
{
    (void)state;
    memset(&habits, 0, sizeof habits);
    return 0;
}

static struct kit_event printed(const char *format, unsigned a, unsigned b)
{
    struct kit_event event = {.kind = EVENT_PRINTED};
    struct text text = text_over(event.text, sizeof event.text);
    text_add(&text, format, a, b);
    return event;
}

static void learn(const char *format, unsigned from, unsigned to, unsigned plus)
{
    for (unsigned n = from; n < to; n++) {
        const struct kit_event event = printed(format, n, n + plus);
        habits_learn(&habits, &event, 1);
    }
}

static bool breaks(const char *format, unsigned a, unsigned b)
{
    const struct kit_event event = printed(format, a, b);
    return habits_broken(&habits, &event, 1) == &event;
}

static void equal_numbers_are_a_habit(void **state)
{
    (void)state;
    learn("answer %u to question %u", 7, 12, 0);
    assert_false(breaks("answer %u to question %u", 13, 13));
    assert_true(breaks("answer %u to question %u", 13, 14));
    assert_false(breaks("answer %u to request %u", 13, 14)); /* another line */
    struct kit_event event = printed("answer %u to question %u", 1, 2);
    event.kind = EVENT_INPUT;
    assert_null(habits_broken(&habits, &event, 1));
}

static void a_few_lines_or_one_number_are_none(void **state)
{
    (void)state;
    learn("answer %u to question %u", 1, 5, 0);
    assert_false(breaks("answer %u to question %u", 13, 14));
    for (int i = 0; i < 9; i++)
        learn("%u of %u", 4, 5, 0); /* always the same line */
    assert_false(breaks("%u of %u", 3, 4));
    learn("at %u ms %u", 10, 30, 1);
    assert_false(breaks("at %u ms %u", 40, 90));
}

static void one_exception_ends_it(void **state)
{
    (void)state;
    learn("%u is %u", 1, 20, 0);
    learn("%u is %u", 20, 21, 1);
    assert_false(breaks("%u is %u", 30, 31));
}

static void many_forms_and_long_lines_do_no_harm(void **state)
{
    char line[KIT_EVENT_TEXT];
    (void)state;
    memset(line, '1', sizeof line);
    for (size_t i = 1; i < sizeof line - 1; i += 2)
        line[i] = ' ';
    line[sizeof line - 1] = 0;
    struct kit_event event = {.kind = EVENT_PRINTED};
    memcpy(event.text, line, sizeof line);
    for (int i = 0; i < 9; i++)
        habits_learn(&habits, &event, 1);
    assert_null(habits_broken(&habits, &event, 1));
    for (int i = 0; i < 2 * HABITS_MOST; i++) {
        memset(line, 'a' + i % 26, (size_t)i + 1);
        memcpy(line + i + 1, " 1 1", 5);
        memcpy(event.text, line, sizeof line);
        habits_learn(&habits, &event, 1);
    }
    assert_int_equal(habits.count, HABITS_MOST);
}

/* A line of another form says nothing of the habit. */
static void what_is_right_again_did_not_stay_broken(void **state)
{
    struct kit_event events[4];
    (void)state;
    learn("answer %u to question %u", 7, 14, 0);
    events[0] = printed("answer %u to question %u", 20, 21);
    events[1] = printed("answer %u to question %u", 21, 22);
    events[2] = printed("served %u of %u", 1, 2);
    events[3] = (struct kit_event){.kind = EVENT_CLOSING};
    assert_true(habits_stay_broken(&habits, &events[0], events, 4));
    events[1] = printed("answer %u to question %u", 22, 22);
    assert_false(habits_stay_broken(&habits, &events[0], events, 4));
}

#define CLAIM(test) cmocka_unit_test_setup(test, set_up)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CLAIM(equal_numbers_are_a_habit),
        CLAIM(a_few_lines_or_one_number_are_none),
        CLAIM(one_exception_ends_it),
        CLAIM(what_is_right_again_did_not_stay_broken),
        CLAIM(many_forms_and_long_lines_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
