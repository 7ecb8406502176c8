/*
 * Goal: each process that asks gets the answer that was meant for it, whatever others write.
 * Method: a run block in plain memory; the test is each process and the runner in turn.
 */
#include "kit/probe/request.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct run_block *run;

static int set_up(void **state)
{
    (void)state;
    run = calloc(1, sizeof *run);
    if (run)
        run_block_make(run, "lifeline-1-2");
    return run ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    free(run);
    return 0;
}

static int ask(const char *name, uint32_t pid, uint32_t *state)
{
    const struct request_words words = {.name = name, .pid = pid, .event = 40, .ticks = 9};
    return request_put(run, &words, state);
}

/* The request that waits at this place or behind it. */
static struct run_request waiting(int *place)
{
    struct run_request request;
    assert_true(request_next(run, place, &request));
    return request;
}

static bool nobody_waits(void)
{
    struct run_request request;
    int place = 0;
    return !request_next(run, &place, &request);
}

static void a_request_is_read_and_its_answer_comes_back(void **state)
{
    uint32_t asked, slot = 0, block = 0;
    int place = 0;
    (void)state;
    assert_true(nobody_waits());
    int own = ask("cs", 7, &asked);
    struct run_request request = waiting(&place);
    assert_int_equal(place, own);
    assert_int_equal(request.pid, 7);
    assert_int_equal(request.event, 40);
    assert_int_equal(request.ticks, 9);
    assert_string_equal(request.name, "cs");
    assert_true(request_answer(run, place, &request, 3, 88));
    assert_true(nobody_waits());
    assert_true(request_take(run, own, asked, &slot, &block));
    assert_int_equal(slot, 3);
    assert_int_equal(block, 88);
    assert_int_equal(ask(NULL, 8, &asked), own); /* the place is free again */
    assert_string_equal(waiting(&place).name, "");
}

static void a_name_is_cut_and_one_without_an_end_is_bounded(void **state)
{
    uint32_t asked;
    int place = 0;
    (void)state;
    int own = ask("a name that is far longer than any name of the kit", 7, &asked);
    assert_string_equal(waiting(&place).name, "a name that is far longer than ");
    memset(run->requests[own].name, 'x', KIT_NAME);
    assert_int_equal(strlen(waiting(&place).name), KIT_NAME - 1);
}

static void nobody_is_told_so(void **state)
{
    uint32_t asked, slot, block;
    int place = 0;
    (void)state;
    int own = ask("nobody", 7, &asked);
    struct run_request request = waiting(&place);
    assert_true(request_answer(run, place, &request, 0, 0));
    assert_false(request_take(run, own, asked, &slot, &block));
    assert_int_equal(ask("cs", 7, &asked), own);
}

static void many_ask_at_once_and_one_more_than_all_finds_no_place(void **state)
{
    uint32_t asked;
    int place = 0, seen = 0;
    (void)state;
    for (int i = 0; i < RUN_REQUESTS; i++)
        assert_int_equal(ask("cs", 7 + (uint32_t)i, &asked), i);
    assert_int_equal(ask("cs", 7, &asked), -1);
    struct run_request request;
    for (; request_next(run, &place, &request); place++)
        seen++;
    assert_int_equal(seen, RUN_REQUESTS);
}

/* It waited for too long, goes on, and another has its place by the time of the answer. */
static void an_answer_that_comes_too_late_is_nobodys(void **state)
{
    uint32_t first, second, slot, block;
    int place = 0;
    (void)state;
    int own = ask("cs", 7, &first);
    struct run_request request = waiting(&place);
    assert_false(request_take(run, own, first, &slot, &block));
    assert_int_equal(ask("vb", 8, &second), own);
    assert_false(request_answer(run, place, &request, 3, 88));
    request = waiting(&place);
    assert_string_equal(request.name, "vb");
    assert_true(request_answer(run, place, &request, 4, 99));
    assert_true(request_take(run, own, second, &slot, &block));
    assert_int_equal(slot, 4);
    assert_int_equal(block, 99);
}

static void who_has_ended_asks_no_more(void **state)
{
    uint32_t first, second;
    int place = 0;
    (void)state;
    ask("cs", 7, &first);
    int other = ask("vb", 8, &second);
    request_forget(run, 7);
    assert_int_equal(waiting(&place).pid, 8);
    assert_int_equal(place, other);
    struct run_request request = waiting(&place);
    assert_true(request_answer(run, place, &request, 3, 88));
    request_forget(run, 8); /* killed with its answer there */
    assert_int_equal(ask("cs", 9, &first), 0);
    assert_int_equal(ask("cs", 10, &first), other);
}

static void who_finds_his_place_written_over_is_nobody(void **state)
{
    uint32_t asked, slot, block;
    (void)state;
    int own = ask("cs", 7, &asked);
    atomic_store(&run->requests[own].state, 0xA5A5A5A5u);
    assert_false(request_take(run, own, asked, &slot, &block));
}

#define CLAIM(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CLAIM(a_request_is_read_and_its_answer_comes_back),
        CLAIM(a_name_is_cut_and_one_without_an_end_is_bounded),
        CLAIM(nobody_is_told_so),
        CLAIM(many_ask_at_once_and_one_more_than_all_finds_no_place),
        CLAIM(an_answer_that_comes_too_late_is_nobodys),
        CLAIM(who_has_ended_asks_no_more),
        CLAIM(who_finds_his_place_written_over_is_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
