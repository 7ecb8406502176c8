/*
 * Goal: two that take turns in a pipe are known, and it is seen whether answers stay one
 * question late up to the end; whatever is over after a while, or was so before, is nothing.
 * Method: the steps of exchanges, written by the test.
 */
#include "kit/doctor/turns.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define PIPE      "pipe:box-#-1"
#define TURN_NS   (100 * NS_PER_MS)
#define MOST      1000
#define QUESTIONS 20

static struct kit_event events[MOST];
static size_t count;
static int64_t now_ns;
static struct turns usual;
static struct turn late;

static struct kit_event *say(const char *actor, const char *step, uint64_t size)
{
    struct kit_event *event = &events[count++];
    assert_true(count < MOST);
    *event = (struct kit_event){.kind = EVENT_STEP, .at_ns = ++now_ns, .size = size};
    strcpy(event->actor, actor);
    strcpy(event->name, step);
    strcpy(event->peer, PIPE);
    return event;
}

static void begin_run(void)
{
    count = 0;
    now_ns = 0;
}

static void ask(void)
{
    now_ns += TURN_NS;
    say("app", "pipe.write", 10);
    say("app", "pipe.written", 10);
    say("helper", "pipe.taken", 10);
}

static void answer(void)
{
    say("helper", "pipe.write", 1);
    say("helper", "pipe.written", 1);
}

static void take(void)
{
    say("app", "pipe.read", 63);
    say("app", "pipe.taken", 1);
}

static void take_turns(int times)
{
    for (int i = 0; i < times; i++) {
        ask();
        answer();
        take();
    }
}

/* Each answer that is taken was in the pipe before its question. */
static void be_late(int times)
{
    for (int i = 0; i < times; i++) {
        ask();
        take();
        answer();
    }
}

/* One answer comes so late that the next question was asked before. */
static void lose_one_turn(void)
{
    ask();
    ask();
    answer();
    take();
    answer();
}

static int set_up(void **state)
{
    (void)state;
    begin_run();
    take_turns(QUESTIONS);
    turns_learn(&usual, events, count);
    begin_run();
    take_turns(2);
    return 0;
}

static bool stays_late(void)
{
    return turns_stay_late(&usual, events, count, &late);
}

static void answers_that_stay_one_question_late_are_found(void **state)
{
    (void)state;
    lose_one_turn();
    be_late(7);
    assert_true(stays_late());
    assert_string_equal(late.asks, "app");
    assert_string_equal(late.answers, "helper");
    assert_string_equal(late.pipe, PIPE);
    assert_int_equal(late.late, 7);
}

/* A right program reads the late answer, throws it away, and reads on. */
static void a_late_answer_that_is_thrown_away_is_nothing(void **state)
{
    (void)state;
    lose_one_turn();
    take();
    take_turns(7);
    assert_false(stays_late());
    lose_one_turn();
    be_late(7);
    take();
    take_turns(1);
    assert_false(stays_late());
}

static void a_few_late_answers_prove_nothing(void **state)
{
    (void)state;
    lose_one_turn();
    be_late(4);
    assert_false(stays_late());
}

/* Five turns in no time can be over the next moment. */
static void late_answers_within_an_instant_prove_nothing(void **state)
{
    (void)state;
    lose_one_turn();
    be_late(7);
    for (size_t i = 0; i < count; i++)
        events[i].at_ns = (int64_t)i;
    assert_false(stays_late());
}

/* What is said while the run closes is about its end. */
static void only_what_came_before_the_closing_counts(void **state)
{
    (void)state;
    lose_one_turn();
    say("", "", 0)->kind = EVENT_CLOSING;
    be_late(7);
    assert_false(stays_late());
}

/* One that always asks ahead of the answers never took turns; nor did one whose answer was
 * missing once. */
static void who_took_no_turns_before_cannot_be_late(void **state)
{
    (void)state;
    lose_one_turn();
    be_late(7);
    size_t whole = count;
    assert_true(stays_late());
    usual.all[0].out_of_turn = 1;
    assert_false(stays_late());
    usual.count = 0;
    assert_false(stays_late());

    struct kit_event kept[MOST];
    memcpy(kept, events, sizeof kept);
    begin_run();
    ask();
    be_late(QUESTIONS);
    turns_learn(&usual, events, count);
    memcpy(events, kept, sizeof events);
    count = whole;
    assert_false(stays_late());
}

/* A few questions can be in turn by chance. */
static void turns_are_learnt_from_many_questions(void **state)
{
    (void)state;
    begin_run();
    take_turns(10);
    turns_learn(&usual, events, count);
    begin_run();
    take_turns(2);
    lose_one_turn();
    be_late(7);
    assert_false(stays_late());
}

/* A second pipe of the name, a child that was started again, or a third process. */
static void what_cannot_be_told_apart_is_unclear(void **state)
{
    (void)state;
    lose_one_turn();
    be_late(7);
    assert_true(stays_late());
    events[0].incarnation = 2;
    assert_false(stays_late());
    events[0].incarnation = 0;
    say("app", "pipe.created", 0)->occurrence = 2;
    assert_false(stays_late());
    count--;
    say("other", "pipe.read", 10);
    assert_false(stays_late());
    count--;
    assert_true(stays_late());
}

/* Such a name stands for another pipe in each process. */
static void pipes_without_a_name_are_left_out(void **state)
{
    (void)state;
    lose_one_turn();
    be_late(7);
    for (size_t i = 0; i < count; i++)
        strcpy(events[i].peer, "pipe:stdout");
    turns_learn(&usual, events, count);
    assert_int_equal(usual.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(answers_that_stay_one_question_late_are_found, set_up),
        cmocka_unit_test_setup(a_late_answer_that_is_thrown_away_is_nothing, set_up),
        cmocka_unit_test_setup(a_few_late_answers_prove_nothing, set_up),
        cmocka_unit_test_setup(late_answers_within_an_instant_prove_nothing, set_up),
        cmocka_unit_test_setup(only_what_came_before_the_closing_counts, set_up),
        cmocka_unit_test_setup(who_took_no_turns_before_cannot_be_late, set_up),
        cmocka_unit_test_setup(turns_are_learnt_from_many_questions, set_up),
        cmocka_unit_test_setup(what_cannot_be_told_apart_is_unclear, set_up),
        cmocka_unit_test_setup(pipes_without_a_name_are_left_out, set_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
