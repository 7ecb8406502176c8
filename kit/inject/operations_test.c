/*
 * Goal: each end of an operation is told once, with how it came out, and only when the process
 * can know of it. Method: operations that a program could begin, and each way to learn of their
 * end, also before the call returned and after the handle was closed.
 */
#include "kit/inject/operations.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define PIPE    UINT64_C(0x40)
#define OTHER   UINT64_C(0x44)
#define EVENT   UINT64_C(0x48)
#define VALUE   UINT64_C(0x7000)
#define ROUTINE UINT64_C(0x8000)
#define THREAD  7u
#define TAKEN   3 /* stands for a step */
#define BROKEN  ((int32_t)0xC000014B)

struct made {
    struct operations operations;
    struct operation_block block, another;
    _Atomic uint32_t lost;
};

static int make(void **state)
{
    struct made *made = calloc(1, sizeof *made);
    *state = made;
    if (!made)
        return -1;
    made->operations.lost = &made->lost;
    made->block.status = made->another.status = OPERATION_PENDING;
    return 0;
}

static int end(void **state)
{
    free(*state);
    return 0;
}

static struct operation_call call_with(const struct operation_block *block)
{
    return (struct operation_call){
        .peer = "pipe:job", .done = TAKEN, .file = PIPE, .block = (uintptr_t)block};
}

static struct operation *begin(struct made *made, const struct operation_call *call)
{
    struct operation *operation = operations_begin(&made->operations, call);
    assert_non_null(operation);
    return operation;
}

/* As after a call that returned as pending. */
static struct operation *leave(struct made *made, const struct operation_call *call)
{
    struct operation_end none;
    struct operation *operation = begin(made, call);
    assert_true(operations_number(&made->operations, operation) > 0);
    assert_false(operations_leave(&made->operations, operation, &none));
    return operation;
}

static void finish(struct operation_block *block, int32_t status, uint64_t size)
{
    block->information = size;
    block->status = status;
}

static bool learns(struct made *made, enum operation_way way, uint64_t what,
                   struct operation_end *out)
{
    const struct operation_news news = {.way = way, .what = what};
    return operations_take(&made->operations, &news, out);
}

static void learns_nothing(struct made *made, enum operation_way way, uint64_t what)
{
    struct operation_end out;
    assert_false(learns(made, way, what, &out));
}

static void learns_of(struct made *made, enum operation_way way, uint64_t what, int32_t status,
                      uint64_t size)
{
    struct operation_end out;
    assert_true(learns(made, way, what, &out));
    assert_string_equal(out.peer, "pipe:job");
    assert_int_equal(out.done, TAKEN);
    assert_int_equal(out.status, status);
    assert_int_equal(out.size, size);
    learns_nothing(made, way, what); /* once */
}

/* All have been told, and all places are free again. */
static void is_all(struct made *made)
{
    assert_true(operations_none(&made->operations));
    assert_int_equal(made->lost, 0);
}

static void an_event_says_that_an_operation_is_over(void **state)
{
    struct made *made = *state;
    struct operation_call call = call_with(&made->block);
    call.event = EVENT | 1; /* no packet, please */
    leave(made, &call);
    learns_nothing(made, OPERATION_BY_EVENT, EVENT);
    finish(&made->block, 0, 5);
    learns_nothing(made, OPERATION_BY_EVENT, PIPE);
    learns_nothing(made, OPERATION_BY_PIPE, PIPE); /* it can still wait for the event */
    learns_of(made, OPERATION_BY_EVENT, EVENT, 0, 5);
    is_all(made);
}

static void a_file_can_be_waited_for_where_there_is_no_event(void **state)
{
    struct made *made = *state;
    struct operation_call call = call_with(&made->block);
    leave(made, &call);
    finish(&made->block, BROKEN, 5);
    learns_of(made, OPERATION_BY_EVENT, PIPE, BROKEN, 0);
    is_all(made);
}

static void a_packet_belongs_to_its_operation(void **state)
{
    struct made *made = *state;
    struct operation_call call = call_with(&made->block), second = call_with(&made->another);
    operations_port(&made->operations, PIPE, true);
    call.context = VALUE;
    second.context = VALUE + 8;
    leave(made, &call);
    leave(made, &second);
    learns_nothing(made, OPERATION_BY_PACKET, VALUE); /* posted by the program itself */
    finish(&made->block, 0, 5);
    finish(&made->another, 0, 6);
    learns_nothing(made, OPERATION_BY_PIPE, PIPE);
    learns_of(made, OPERATION_BY_PACKET, VALUE + 8, 0, 6);
    learns_of(made, OPERATION_BY_PACKET, VALUE, 0, 5);
    is_all(made);
}

/* Of a call that was done at once: a packet comes, or none does. It was told when the call
 * returned. */
static void the_packet_of_a_call_that_was_done_is_no_news(void **state)
{
    struct made *made = *state;
    struct operation_call call = call_with(&made->block);
    operations_port(&made->operations, PIPE, true);
    call.context = (uintptr_t)&made->block;
    struct operation *operation = begin(made, &call);
    finish(&made->block, 0, 5);
    operations_over(&made->operations, operation, true);
    learns_nothing(made, OPERATION_BY_PACKET, call.context);
    is_all(made);
}

/* Another thread takes the packet: the thread that made the call tells it. */
static void an_end_before_the_call_returned_is_told_after_it(void **state)
{
    struct made *made = *state;
    struct operation_call call = call_with(&made->block);
    struct operation_end out;
    operations_port(&made->operations, PIPE, true);
    call.context = VALUE;
    struct operation *operation = begin(made, &call);
    finish(&made->block, 0, 5);
    learns_nothing(made, OPERATION_BY_PACKET, VALUE);
    finish(&made->block, 0, 99); /* the memory is the program's again */
    uint32_t number = operations_number(&made->operations, operation);
    assert_true(operations_leave(&made->operations, operation, &out));
    assert_int_equal(out.size, 5);
    assert_int_equal(out.number, number);
    is_all(made);
}

/* The same where the call says at once that it was done. */
static void an_end_that_the_call_says_too_is_told_once(void **state)
{
    struct made *made = *state;
    struct operation_call call = call_with(&made->block);
    call.event = EVENT;
    struct operation *operation = begin(made, &call);
    finish(&made->block, 0, 5);
    learns_nothing(made, OPERATION_BY_EVENT, EVENT);
    operations_over(&made->operations, operation, true);
    is_all(made);
}

static void a_look_into_the_block_is_found_at_the_next_call(void **state)
{
    struct made *made = *state;
    struct operation_call call = call_with(&made->block);
    leave(made, &call);
    learns_nothing(made, OPERATION_BY_PIPE, PIPE);
    finish(&made->block, 0, 5);
    learns_nothing(made, OPERATION_BY_PIPE, OTHER);
    learns_of(made, OPERATION_BY_PIPE, PIPE, 0, 5);
    leave(made, &(struct operation_call){.peer = "pipe:job",
                                         .done = TAKEN,
                                         .file = PIPE,
                                         .event = EVENT,
                                         .block = (uintptr_t)&made->another});
    finish(&made->another, 0, 6);
    learns_of(made, OPERATION_BY_BLOCK, (uintptr_t)&made->another, 0, 6);
    is_all(made);
}

/* A block that does not say "pending" before the call says nothing after it. */
static void a_block_that_was_not_begun_tells_nothing(void **state)
{
    struct made *made = *state;
    struct operation_call call = call_with(&made->block);
    finish(&made->block, 0, 77);
    leave(made, &call);
    learns_nothing(made, OPERATION_BY_PIPE, PIPE);
    finish(&made->block, 0, 5);
    learns_of(made, OPERATION_BY_EVENT, PIPE, 0, 5);
    is_all(made);
}

static void a_block_that_is_used_again_hides_an_end(void **state)
{
    struct made *made = *state;
    struct operation_call call = call_with(&made->block);
    leave(made, &call);
    leave(made, &call);
    assert_int_equal(made->lost, 1);
    finish(&made->block, 0, 5);
    learns_of(made, OPERATION_BY_EVENT, PIPE, 0, 5);
    assert_true(operations_none(&made->operations));
}

/* Two threads that throw the result away can have one block. */
static void two_calls_with_one_block_are_both_told(void **state)
{
    struct made *made = *state;
    struct operation_call call = call_with(&made->block);
    struct operation *one = begin(made, &call), *two = begin(made, &call);
    assert_ptr_not_equal(one, two);
    operations_over(&made->operations, one, false);
    operations_over(&made->operations, two, false);
    is_all(made);
}

static void a_routine_runs_once_whoever_told_the_end(void **state)
{
    struct made *made = *state;
    struct operation_call call = call_with(&made->block);
    call.routine = ROUTINE;
    call.context = VALUE;
    for (int is_told = 0; is_told < 2; is_told++) {
        made->block.status = OPERATION_PENDING;
        struct operation *operation = leave(made, &call);
        finish(&made->block, 0, 5);
        learns_nothing(made, OPERATION_BY_PIPE, PIPE);
        if (is_told)
            learns_of(made, OPERATION_BY_BLOCK, call.block, 0, 5);
        else
            learns_of(made, OPERATION_BY_ROUTINE, (uintptr_t)operation, 0, 5);
        assert_false(operations_none(&made->operations));
        struct operation_routine routine = operations_routine(&made->operations, operation);
        assert_int_equal(routine.function, ROUTINE);
        assert_int_equal(routine.context, VALUE);
        is_all(made);
    }
}

/* The routine runs even so, unless the call failed. */
static void a_call_that_was_done_keeps_its_routine(void **state)
{
    struct made *made = *state;
    struct operation_call call = call_with(&made->block);
    call.routine = ROUTINE;
    struct operation *operation = begin(made, &call);
    operations_over(&made->operations, operation, true);
    assert_false(operations_none(&made->operations));
    learns_nothing(made, OPERATION_BY_ROUTINE, (uintptr_t)operation);
    assert_int_equal(operations_routine(&made->operations, operation).function, ROUTINE);
    operations_over(&made->operations, begin(made, &call), false);
    is_all(made);
}

static void closes(struct made *made)
{
    operations_close(&made->operations, PIPE, THREAD);
}

static void a_close_ends_what_is_pending(void **state)
{
    struct made *made = *state;
    struct operation_call call = call_with(&made->block);
    call.event = EVENT;
    leave(made, &call);
    learns_nothing(made, OPERATION_BY_CLOSE, PIPE);
    closes(made);
    learns_of(made, OPERATION_BY_CLOSED, THREAD, OPERATION_CANCELLED, 0);
    is_all(made);
}

static void what_was_done_before_the_close_was_done(void **state)
{
    struct made *made = *state;
    struct operation_call call = call_with(&made->block);
    call.event = EVENT;
    leave(made, &call);
    finish(&made->block, 0, 5);
    learns_of(made, OPERATION_BY_CLOSE, PIPE, 0, 5);
    closes(made);
    learns_nothing(made, OPERATION_BY_CLOSED, THREAD);
    is_all(made);
}

/* The number of the handle can mean another pipe then. */
static void a_packet_comes_after_the_close(void **state)
{
    struct made *made = *state;
    struct operation_call call = call_with(&made->block);
    operations_port(&made->operations, PIPE, true);
    call.context = VALUE;
    leave(made, &call);
    closes(made);
    learns_nothing(made, OPERATION_BY_CLOSED, THREAD);
    finish(&made->block, BROKEN, 0); /* as the system says of it */
    learns_nothing(made, OPERATION_BY_EVENT, PIPE);
    learns_of(made, OPERATION_BY_PACKET, VALUE, OPERATION_CANCELLED, 0);
    call = call_with(&made->another);
    call.context = VALUE;
    leave(made, &call); /* of a new file, which has no port */
    finish(&made->another, 0, 5);
    learns_of(made, OPERATION_BY_PIPE, PIPE, 0, 5);
    is_all(made);
}

static void an_operation_goes_on_by_a_duplicate(void **state)
{
    struct made *made = *state;
    struct operation_call call = call_with(&made->block);
    call.event = EVENT;
    leave(made, &call);
    operations_share(&made->operations, PIPE, OTHER);
    closes(made);
    learns_nothing(made, OPERATION_BY_CLOSED, THREAD);
    finish(&made->block, 0, 5);
    learns_of(made, OPERATION_BY_EVENT, EVENT, 0, 5);
    is_all(made);
}

static void a_port_is_that_of_each_duplicate_and_of_no_new_handle(void **state)
{
    struct made *made = *state;
    struct operation_call call = call_with(&made->block);
    operations_port(&made->operations, PIPE, true);
    operations_share(&made->operations, PIPE, OTHER);
    call.file = OTHER;
    call.context = VALUE;
    leave(made, &call);
    finish(&made->block, 0, 5);
    learns_nothing(made, OPERATION_BY_PIPE, OTHER);
    learns_of(made, OPERATION_BY_PACKET, VALUE, 0, 5);
    operations_opened(&made->operations, OTHER);
    made->block.status = OPERATION_PENDING;
    leave(made, &call);
    finish(&made->block, 0, 5);
    learns_of(made, OPERATION_BY_PIPE, OTHER, 0, 5);
    is_all(made);
}

/* Never silent: what has no place counts as lost, unless it is done at once. */
static void a_full_table_is_said(void **state)
{
    struct made *made = *state;
    static struct operation_block blocks[OPERATIONS_MOST];
    for (size_t i = 0; i < OPERATIONS_MOST; i++) {
        blocks[i].status = OPERATION_PENDING;
        struct operation_call call = call_with(&blocks[i]);
        leave(made, &call);
    }
    struct operation_call call = call_with(&made->block);
    struct operation *none = operations_begin(&made->operations, &call);
    assert_null(none);
    operations_over(&made->operations, none, true);
    assert_int_equal(made->lost, 0);
    assert_int_equal(operations_number(&made->operations, none), 0);
    assert_int_equal(made->lost, 1);
    finish(&blocks[700], 0, 5);
    learns_of(made, OPERATION_BY_BLOCK, (uintptr_t)&blocks[700], 0, 5);
    leave(made, &call);
}

static bool is_nowhere(uint64_t block)
{
    return block == 0;
}

static void memory_that_is_gone_is_not_read(void **state)
{
    struct made *made = *state;
    struct operation_call call = call_with(&made->block);
    leave(made, &call);
    finish(&made->block, 0, 5);
    made->operations.is_there = is_nowhere;
    learns_nothing(made, OPERATION_BY_EVENT, PIPE);
    assert_false(operations_none(&made->operations));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_event_says_that_an_operation_is_over),
        TEST(a_file_can_be_waited_for_where_there_is_no_event),
        TEST(a_packet_belongs_to_its_operation),
        TEST(the_packet_of_a_call_that_was_done_is_no_news),
        TEST(an_end_before_the_call_returned_is_told_after_it),
        TEST(an_end_that_the_call_says_too_is_told_once),
        TEST(a_look_into_the_block_is_found_at_the_next_call),
        TEST(a_block_that_was_not_begun_tells_nothing),
        TEST(a_block_that_is_used_again_hides_an_end),
        TEST(two_calls_with_one_block_are_both_told),
        TEST(a_routine_runs_once_whoever_told_the_end),
        TEST(a_call_that_was_done_keeps_its_routine),
        TEST(a_close_ends_what_is_pending),
        TEST(what_was_done_before_the_close_was_done),
        TEST(a_packet_comes_after_the_close),
        TEST(an_operation_goes_on_by_a_duplicate),
        TEST(a_port_is_that_of_each_duplicate_and_of_no_new_handle),
        TEST(a_full_table_is_said),
        TEST(memory_that_is_gone_is_not_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
