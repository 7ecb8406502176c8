/*
 * Goal: the table of moves allows the two conversations of the seeds, and a Quit at any time;
 * nothing else. Method: walk both conversations, then try every message everywhere and count.
 */
#include "kit/protocol/phase.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static union message of(uint32_t type, uint32_t flags)
{
    union message message = {.bytes = {0}};
    message.head.type = (uint16_t)type;
    if (type == MESSAGE_REPLY)
        message.reply.flags = flags;
    return message;
}

static bool move(enum protocol_phase *phase, enum protocol_side sender, uint32_t type,
                 uint32_t flags)
{
    union message message = of(type, flags);
    return phase_move(*phase, sender, &message, phase);
}

static void a_request_and_its_reply_end_where_they_began(void **state)
{
    (void)state;
    enum protocol_phase phase = PHASE_IDLE;
    assert_true(move(&phase, SIDE_CHILD, MESSAGE_REQUEST, 0));
    assert_int_equal(phase, PHASE_REQUESTED);
    assert_true(move(&phase, SIDE_PARENT, MESSAGE_REPLY, 0));
    assert_int_equal(phase, PHASE_IDLE);
}

static void a_block_goes_through_all_its_phases(void **state)
{
    (void)state;
    enum protocol_phase phase = PHASE_REQUESTED;
    assert_true(move(&phase, SIDE_PARENT, MESSAGE_REPLY, MESSAGE_BLOCK_FOLLOWS));
    assert_true(move(&phase, SIDE_PARENT, MESSAGE_BLOCK_ASK, 0));
    assert_true(move(&phase, SIDE_CHILD, MESSAGE_BLOCK_OFFER, 0));
    assert_true(move(&phase, SIDE_PARENT, MESSAGE_BLOCK_ACK, 0));
    assert_true(move(&phase, SIDE_CHILD, MESSAGE_BLOCK_WHOLE, 0));
    assert_true(move(&phase, SIDE_PARENT, MESSAGE_BLOCK_TAKEN, 0));
    assert_int_equal(phase, PHASE_IDLE);
}

/* Seed 2 publishes the handle before the copy: whole before acknowledged is the race it has. */
static void a_block_is_not_whole_before_it_was_acknowledged(void **state)
{
    (void)state;
    enum protocol_phase phase = PHASE_OFFERED;
    assert_false(move(&phase, SIDE_CHILD, MESSAGE_BLOCK_WHOLE, 0));
    assert_int_equal(phase, PHASE_OFFERED);
}

static void either_side_can_quit_at_any_time_but_once(void **state)
{
    (void)state;
    for (int from = PHASE_IDLE; from < PHASE_LEFT_BY_PARENT; from++) {
        enum protocol_phase phase = (enum protocol_phase)from;
        assert_true(move(&phase, SIDE_PARENT, MESSAGE_QUIT, 0));
        assert_false(move(&phase, SIDE_PARENT, MESSAGE_QUIT, 0));
        assert_true(move(&phase, SIDE_CHILD, MESSAGE_QUIT, 0));
        assert_int_equal(phase, PHASE_OVER);
    }
}

static void who_said_quit_says_nothing_more(void **state)
{
    (void)state;
    for (uint32_t type = 0; type <= MESSAGE_QUIT + 1; type++) {
        enum protocol_phase left = PHASE_LEFT_BY_CHILD;
        assert_false(move(&left, SIDE_CHILD, type, 0));
        left = PHASE_LEFT_BY_PARENT;
        assert_false(move(&left, SIDE_PARENT, type, 0));
        left = PHASE_OVER;
        assert_false(move(&left, SIDE_CHILD, type, 0));
        assert_false(move(&left, SIDE_PARENT, type, 0));
    }
}

/* A message belongs to one side: no phase lets the other side send it. */
static void no_side_sends_the_other_sides_messages(void **state)
{
    (void)state;
    static const enum protocol_side owner[] = {
        [MESSAGE_REQUEST] = SIDE_CHILD,      [MESSAGE_REPLY] = SIDE_PARENT,
        [MESSAGE_BLOCK_ASK] = SIDE_PARENT,   [MESSAGE_BLOCK_OFFER] = SIDE_CHILD,
        [MESSAGE_BLOCK_ACK] = SIDE_PARENT,   [MESSAGE_BLOCK_WHOLE] = SIDE_CHILD,
        [MESSAGE_BLOCK_TAKEN] = SIDE_PARENT,
    };
    for (int from = 0; from < PHASE_COUNT; from++) {
        for (uint32_t type = MESSAGE_REQUEST; type < MESSAGE_QUIT; type++) {
            enum protocol_phase phase = (enum protocol_phase)from;
            enum protocol_side other = owner[type] == SIDE_CHILD ? SIDE_PARENT : SIDE_CHILD;
            assert_false(move(&phase, other, type, 0));
            assert_false(move(&phase, other, type, MESSAGE_BLOCK_FOLLOWS));
        }
    }
}

/* Before any Quit, each phase waits for one message; but an offer can be empty. */
static void each_phase_owes_one_message(void **state)
{
    (void)state;
    for (int from = PHASE_IDLE; from < PHASE_LEFT_BY_PARENT; from++) {
        int allowed = 0;
        for (uint32_t type = MESSAGE_REQUEST; type < MESSAGE_QUIT; type++) {
            enum protocol_phase by_parent = (enum protocol_phase)from, by_child = by_parent;
            allowed += move(&by_parent, SIDE_PARENT, type, 0);
            allowed += move(&by_child, SIDE_CHILD, type, 0);
        }
        assert_int_equal(allowed, from == PHASE_OFFERED ? 2 : 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_request_and_its_reply_end_where_they_began),
        cmocka_unit_test(a_block_goes_through_all_its_phases),
        cmocka_unit_test(a_block_is_not_whole_before_it_was_acknowledged),
        cmocka_unit_test(either_side_can_quit_at_any_time_but_once),
        cmocka_unit_test(who_said_quit_says_nothing_more),
        cmocka_unit_test(no_side_sends_the_other_sides_messages),
        cmocka_unit_test(each_phase_owes_one_message),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
