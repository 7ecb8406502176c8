/*
 * Goal: each line that arms becomes an order of its actor, and what becomes of it decides what
 * the runner does: let a thread go, strike, listen. Method: a scenario and a run block in
 * memory; words of actors are told by hand.
 */
#include "kit/state/orders.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const char text[] = "parent host is ref_parent places 1\nchild cs is ref_child\n"
                           "child vb is ref_child\nchild tb is ref_child\n"
                           "hold tb at connected\n"                         /* line 0 */
                           "inside cs reply.wait #2 kill cs\n"              /* 1 */
                           "at host reply.sent for vb #3 kill vb\n"         /* 2 */
                           "at cs request.sent exit cs with 7\n"            /* 3 */
                           "at cs memory.read delay cs by 40ms\n"           /* 4 */
                           "at host reply.sent for cs drop host by close\n" /* 5 */
                           "release tb\n"
                           "at vb request.sent slow vb\n"              /* 7 */
                           "at cs wait fail cs with 6\n"               /* 8 */
                           "hold host at request.peek for cs #9\n"     /* 9 */
                           "inside host connect.wait for vb kill vb\n" /* 10 */
                           "release host\n";

enum { HOST, CS, VB, TB };

static struct scenario scenario;
static struct orders orders;
static struct actor_block memory[4], *const blocks[] = {&memory[0], &memory[1], &memory[2],
                                                        &memory[3]};

static int set_up(void **state)
{
    struct kit_error err;
    (void)state;
    if (scenario_read("a.scenario", text, strlen(text), &scenario, &err) != KIT_OK) {
        print_error("%s\n", err.text);
        return -1;
    }
    memset(memory, 0, sizeof memory);
    assert_int_equal(scenario.actor_count, sizeof blocks / sizeof *blocks);
    orders_arm(&orders, &scenario, blocks, NULL);
    return 0;
}

static const struct run_order *written(int actor, uint32_t order)
{
    return &blocks[actor]->orders[order];
}

static uint32_t alarms_of(int actor, const char *step)
{
    struct actor_block *of = blocks[actor];
    return atomic_load(&of->alarms[actor_name_find(of, step)]);
}

static void an_order_says_what_its_line_says(void **state)
{
    (void)state;
    assert_int_equal(orders.counts[HOST], 4);
    assert_int_equal(orders.counts[CS], 4);
    assert_int_equal(orders.counts[VB], 1);
    assert_int_equal(written(TB, 0)->action, RUN_HOLD);
    assert_int_equal(written(CS, 0)->action, RUN_HOLD); /* in front of its wait */
    assert_int_equal(written(CS, 0)->occurrence, 2);
    assert_int_equal(written(HOST, 0)->action, RUN_HOLD); /* it is for another */
    assert_int_equal(written(CS, 1)->action, RUN_EXIT);
    assert_int_equal(written(CS, 1)->value, 7);
    assert_int_equal(written(CS, 2)->value, 40);
    assert_int_equal(written(CS, 3)->action, RUN_FAIL);
    assert_int_equal(written(CS, 3)->value, 6);
    assert_int_equal(written(VB, 0)->action, RUN_HOLD); /* the runner slows it down */
    assert_int_equal(written(HOST, 1)->action, RUN_DROP);
    assert_int_equal(written(HOST, 1)->value, DROP_CLOSE);
    assert_true(alarms_of(CS, "request.sent") & RUN_ALARM_ORDER);
    assert_false(alarms_of(CS, "reply.received") & RUN_ALARM_ORDER);
    assert_true(alarms_of(HOST, "family.rest") & RUN_ALARM_COUNT);
    assert_ptr_equal(orders_of_line(&orders, 3), &orders.all[CS][1]);
}

static void a_thread_stands_still_by_a_hold_or_for_another(void **state)
{
    (void)state;
    assert_true(order_stands_still(&orders.all[TB][0]));
    assert_true(order_stands_still(&orders.all[HOST][0]));
    assert_false(order_stands_still(&orders.all[CS][1]));
    assert_false(orders_await_fault(&orders, HOST, 0)); /* no thread stands there yet */
    orders.all[HOST][0].state = ORDER_HELD;
    assert_false(orders_hold(&orders, HOST)); /* no line releases that */
    assert_true(orders_await_fault(&orders, HOST, 0));
    assert_false(orders_hold(&orders, TB));
    orders.all[TB][0].state = ORDER_HELD;
    assert_true(orders_hold(&orders, TB));
    assert_true(orders_is_held(&orders, TB, 0));
    assert_false(orders_await_fault(&orders, TB, 0));
    orders.all[CS][0].state = ORDER_HELD; /* in front of its wait, which no line releases */
    assert_true(orders_is_inside(&orders, &orders.all[CS][0]));
    assert_false(orders_await_fault(&orders, CS, 0));
    assert_false(orders_hold(&orders, CS));
    orders.all[TB][0].state = ORDER_RELEASED;
    assert_false(orders_hold(&orders, TB));
}

static struct signal word(int actor, const char *name, uint32_t tid)
{
    struct signal signal = {.kind = SIGNAL_STEP, .actor = actor, .tid = tid};
    name_copy(signal.name, name, strlen(name));
    return signal;
}

static void a_wait_begins_at_its_step_and_ends_with_its_thread(void **state)
{
    (void)state;
    struct signal begins = word(CS, "reply.wait", 7), other = word(CS, "tick", 8);
    struct signal ends = word(CS, "reply.received", 7);
    struct order *order = orders_of_line(&orders, 1);
    orders_take(&orders, &ends);
    assert_false(order->wait_begun);
    orders_take(&orders, &begins);
    assert_true(order->wait_begun);
    orders_take(&orders, &other);
    assert_false(order->wait_over);
    orders_take(&orders, &ends);
    assert_true(order->wait_over);
    orders_take(&orders, &begins); /* the next one */
    assert_false(order->wait_over);
    order->state = ORDER_SPENT;
    orders_take(&orders, &ends);
    assert_false(order->wait_over);
}

/* A wait whose message is there already ends at once, and the thread can begin the next one
 * before the runner looks. That is not the wait that the line means. */
static void after_the_wait_that_was_meant_no_other_begins(void **state)
{
    static const enum order_state states[] = {ORDER_HELD, ORDER_RELEASED};
    (void)state;
    struct signal begins = word(CS, "reply.wait", 7), ends = word(CS, "reply.received", 7);
    struct order *order = orders_of_line(&orders, 1);
    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        order->state = ORDER_ARMED;
        orders_take(&orders, &begins);
        order->state = states[i];
        orders_take(&orders, &ends);
        orders_take(&orders, &begins);
        assert_true(order->wait_begun && order->wait_over);
    }
    orders_begin_anew(&orders, CS);
    orders_take(&orders, &begins); /* of the process that came after */
    assert_true(order->wait_begun && !order->wait_over);
}

/* A parent waits for each child on another thread. */
static void a_parents_wait_is_for_the_child_that_its_line_names(void **state)
{
    (void)state;
    struct signal for_cs = word(HOST, "connect.wait", 7), for_vb = for_cs, said = for_cs;
    struct order *order = orders_of_line(&orders, 10);
    name_copy(for_cs.peer, "cs", 2);
    name_copy(for_vb.peer, "vb", 2);
    said.kind = SIGNAL_REPORT; /* a report is no step, whatever it is called */
    name_copy(said.peer, "vb", 2);
    orders_take(&orders, &for_cs);
    orders_take(&orders, &said);
    assert_false(order->wait_begun);
    orders_take(&orders, &for_vb);
    assert_true(order->wait_begun);
    assert_int_equal(order->wait_tid, 7);
}

static void a_wait_is_kept_open_by_a_hold_of_another_above_it(void **state)
{
    (void)state;
    assert_true(orders_will_keep_open(&orders, 1));
    orders.all[TB][0].state = ORDER_HELD;
    assert_false(orders_will_keep_open(&orders, 1));
    orders.all[TB][0].state = ORDER_RELEASED;
    assert_false(orders_will_keep_open(&orders, 1));
}

static void no_wait_is_kept_open_by_a_hold_of_who_waits(void **state)
{
    (void)state;
    orders.all[TB][0].state = ORDER_RELEASED;
    assert_int_equal(orders_of_line(&orders, 9)->state, ORDER_ARMED);
    assert_false(orders_will_keep_open(&orders, 10));
}

static void the_bell_is_rung_at_what_is_awaited_alone(void **state)
{
    (void)state;
    struct judge_wait waits[2] = {{.actor = HOST, .name = "child.lost"}, {.actor = CS}};
    orders_listen(&orders, waits, 2);
    assert_true(alarms_of(HOST, "child.lost") & RUN_ALARM_BELL);
    orders_listen(&orders, waits, 2); /* nothing new */
    assert_true(alarms_of(HOST, "child.lost") & RUN_ALARM_BELL);
    waits[0] = (struct judge_wait){.actor = CS, .name = "child.ending"};
    orders_listen(&orders, waits, 1);
    assert_false(alarms_of(HOST, "child.lost") & RUN_ALARM_BELL);
    assert_true(alarms_of(CS, "child.ending") & RUN_ALARM_BELL);
    waits[0] = (struct judge_wait){.actor = CS, .name = "not.there"};
    orders_listen(&orders, waits, 1);
    assert_false(alarms_of(CS, "child.ending") & RUN_ALARM_BELL);
    orders_listen(&orders, waits, 0);
}

static void what_is_awaited_still_keeps_its_bell(void **state)
{
    (void)state;
    struct judge_wait waits[2] = {{.actor = HOST, .name = "child.lost"},
                                  {.actor = HOST, .name = "peer.silent"}};
    orders_listen(&orders, waits, 2);
    waits[0] = (struct judge_wait){.actor = CS, .name = "child.lost"};
    orders_listen(&orders, waits, 2); /* as many, and not the same */
    assert_false(alarms_of(HOST, "child.lost") & RUN_ALARM_BELL);
    assert_true(alarms_of(HOST, "peer.silent") & RUN_ALARM_BELL);
    assert_true(alarms_of(CS, "child.lost") & RUN_ALARM_BELL);
    waits[0] = (struct judge_wait){.actor = HOST, .name = "child.lost"};
    orders_listen(&orders, waits, 2);
    assert_true(alarms_of(HOST, "child.lost") & RUN_ALARM_BELL);
    assert_true(alarms_of(HOST, "peer.silent") & RUN_ALARM_BELL);
    assert_false(alarms_of(CS, "child.lost") & RUN_ALARM_BELL);
}

static void only_a_parent_that_starts_its_children_in_turn_rests_twice(void **state)
{
    static const struct {
        struct scenario_actor actor;
        bool rests_twice;
    } rows[] = {
        {{.max_parallel = 1}, true},
        {{.quoted = true}, true}, /* nobody knows what a program in quotes does */
        {{.max_parallel = 0}, false},
        {{.max_parallel = 1, .is_child = true}, false},
        {{.quoted = true, .is_bystander = true}, false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(actor_has_quiescent_points(&rows[i].actor), rows[i].rests_twice);
}

static void every_step_that_a_rule_awaits_has_a_name(void **state)
{
    (void)state;
    for (int i = 0; i < PROTOCOL_STEP_COUNT; i++) {
        if (step_flags[i] & STEP_IS_AWAITED)
            assert_true(actor_name_find(blocks[CS], step_words[i]) > 0);
    }
    assert_true(step_flags[PROTOCOL_PEER_SILENT] & STEP_IS_AWAITED);
    assert_true(step_flags[PROTOCOL_QUIT_SENT] & STEP_IS_AWAITED);
}

static void all_that_one_actor_can_have_is_armed_and_a_break_beside_it(void **state)
{
    static struct scenario many;
    (void)state;
    many = scenario;
    many.line_count = SCENARIO_ORDERS;
    for (uint32_t i = 0; i < many.line_count; i++) {
        many.lines[i] = scenario.lines[3];
        many.lines[i].occurrence = i + 1;
    }
    memset(memory, 0, sizeof memory);
    orders_arm(&orders, &many, blocks, &scenario.lines[3]);
    assert_int_equal(orders.counts[CS], SCENARIO_ORDERS + 1);
    assert_int_equal(blocks[CS]->order_count, SCENARIO_ORDERS + 1);
    assert_int_equal(written(CS, SCENARIO_ORDERS)->occurrence, SCENARIO_ORDERS);
    assert_int_equal(orders_of_line(&orders, SCENARIO_ORDERS - 1)->line_index,
                     SCENARIO_ORDERS - 1);
}

static void the_place_of_a_break_comes_before_a_fault_there(void **state)
{
    (void)state;
    memset(memory, 0, sizeof memory);
    orders_arm(&orders, &scenario, blocks, &scenario.lines[3]);
    assert_int_equal(written(CS, 0)->action, RUN_BREAK);
    assert_true(order_stands_still(&orders.all[CS][0]));
    orders.all[CS][0].state = ORDER_HELD;
    assert_false(orders_hold(&orders, CS));
    assert_false(orders_await_fault(&orders, CS, 0));
}

/* ---- calls of a program with the injected probe ---- */

static const char calls[] = "parent app is \"app.exe\" probe inject\n"
                            "child one is any \"app.exe*--one\"\n"
                            "at one pipe.write about \"pipe:job\" #5 kill one\n" /* line 0 */
                            "at one pipe.read #2 drop one\n"                     /* 1 */
                            "inside one wait about \"event:ready\" kill one\n";  /* 2 */

static int set_up_calls(void **state)
{
    struct kit_error err;
    (void)state;
    memset(memory, 0, sizeof memory);
    assert_int_equal(scenario_read("a.scenario", calls, strlen(calls), &scenario, &err),
                     KIT_OK);
    orders_arm(&orders, &scenario, blocks, NULL);
    return 0;
}

static void an_order_is_about_the_pipe_of_its_line(void **state)
{
    (void)state;
    enum { ONE = 1 };
    uint32_t at = 0, step = actor_name_find(blocks[ONE], "pipe.write");
    uint32_t job = actor_name_find(blocks[ONE], "pipe:job");
    assert_int_equal(written(ONE, 0)->action, RUN_KILL);
    assert_int_not_equal(job, 0);
    assert_null(actor_order_due(blocks[ONE], &at, step, job + 9, 5, 5)); /* another pipe */
    at = 0;
    assert_null(actor_order_due(blocks[ONE], &at, step, job, 4, 5));
    at = 0;
    assert_non_null(actor_order_due(blocks[ONE], &at, step, job, 5, 17));
    assert_int_equal(written(ONE, 1)->action, RUN_HOLD); /* the runner disconnects the pipe */
    assert_int_equal(written(ONE, 1)->peer, 0);
}

static void a_wait_is_about_the_object_of_its_line(void **state)
{
    (void)state;
    enum { ONE = 1, INSIDE = 2 };
    struct signal wait = word(ONE, "wait", 7);
    name_copy(wait.peer, "event:other", strlen("event:other"));
    orders_take(&orders, &wait);
    assert_false(orders.all[ONE][INSIDE].wait_begun);
    name_copy(wait.peer, "event:ready", strlen("event:ready"));
    orders_take(&orders, &wait);
    assert_true(orders.all[ONE][INSIDE].wait_begun);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(an_order_says_what_its_line_says, set_up),
        cmocka_unit_test_setup(a_thread_stands_still_by_a_hold_or_for_another, set_up),
        cmocka_unit_test_setup(a_wait_begins_at_its_step_and_ends_with_its_thread, set_up),
        cmocka_unit_test_setup(after_the_wait_that_was_meant_no_other_begins, set_up),
        cmocka_unit_test_setup(a_parents_wait_is_for_the_child_that_its_line_names, set_up),
        cmocka_unit_test_setup(a_wait_is_kept_open_by_a_hold_of_another_above_it, set_up),
        cmocka_unit_test_setup(no_wait_is_kept_open_by_a_hold_of_who_waits, set_up),
        cmocka_unit_test_setup(the_bell_is_rung_at_what_is_awaited_alone, set_up),
        cmocka_unit_test_setup(what_is_awaited_still_keeps_its_bell, set_up),
        cmocka_unit_test_setup(every_step_that_a_rule_awaits_has_a_name, set_up),
        cmocka_unit_test_setup(only_a_parent_that_starts_its_children_in_turn_rests_twice,
                               set_up),
        cmocka_unit_test_setup(all_that_one_actor_can_have_is_armed_and_a_break_beside_it,
                               set_up),
        cmocka_unit_test_setup(the_place_of_a_break_comes_before_a_fault_there, set_up),
        cmocka_unit_test_setup(an_order_is_about_the_pipe_of_its_line, set_up_calls),
        cmocka_unit_test_setup(a_wait_is_about_the_object_of_its_line, set_up_calls),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
