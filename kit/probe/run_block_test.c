/*
 * The memory between a probe and the runner: names, counts, orders, the ring. A writer is this
 * test calling what the probe calls; a broken writer is this test scribbling into the block.
 */
#include "kit/probe/run_block.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static struct actor_block *actor; /* zeroed for each test */
static struct ring_reader reader;

static int fresh(void **state)
{
    (void)state;
    actor = calloc(1, sizeof *actor);
    reader = (struct ring_reader){0};
    return actor ? 0 : -1;
}

static int gone(void **state)
{
    (void)state;
    free(actor);
    actor = NULL;
    return 0;
}

static uint32_t name_id(const char *format, int number)
{
    char name[KIT_NAME * 2];
    struct text text = text_over(name, sizeof name);
    text_add(&text, format, number);
    return actor_name_id(actor, name);
}

static void a_name_has_one_number_and_gives_its_text_back(void **state)
{
    char text[KIT_NAME];
    (void)state;
    uint32_t sent = actor_name_id(actor, "request.sent");
    uint32_t read = actor_name_id(actor, "request.read");
    assert_int_not_equal(sent, 0);
    assert_int_not_equal(read, 0);
    assert_int_not_equal(sent, read);
    assert_int_equal(actor_name_id(actor, "request.sent"), sent);
    actor_name_text(actor, sent, text);
    assert_string_equal(text, "request.sent");
    actor_name_text(actor, read, text);
    assert_string_equal(text, "request.read");
}

static void a_name_is_found_where_it_is_and_never_made(void **state)
{
    (void)state;
    assert_int_equal(actor_name_find(actor, "reply.sent"), 0);
    uint32_t id = actor_name_id(actor, "reply.sent");
    assert_int_equal(actor_name_find(actor, "reply.sent"), id);
    assert_int_equal(actor_name_find(actor, ""), 0);
    assert_int_equal(actor_name_find(actor, NULL), 0);
}

static void no_name_is_number_0_and_takes_no_place(void **state)
{
    char text[KIT_NAME] = "x";
    (void)state;
    assert_int_equal(actor_name_id(actor, NULL), 0);
    assert_int_equal(actor_name_id(actor, ""), 0);
    assert_int_equal(actor_name_id(actor, "first"), 1);
    actor_name_text(actor, 0, text);
    assert_string_equal(text, "");
}

static void a_long_name_is_cut_and_the_cut_one_is_the_same(void **state)
{
    static const char cut[] = "0123456789012345678901234567890";
    static const char more[] = "0123456789012345678901234567890-and-more";
    char text[KIT_NAME];
    (void)state;
    static_assert(sizeof cut == KIT_NAME, "the longest name that fits");
    uint32_t id = actor_name_id(actor, more);
    actor_name_text(actor, id, text);
    assert_string_equal(text, cut);
    assert_int_equal(actor_name_id(actor, more), id);
    assert_int_equal(actor_name_id(actor, cut), id);
    assert_int_not_equal(actor_name_id(actor, "012345678901234567890123456789"), id);
}

static void a_full_table_gives_0_to_new_names_and_says_so(void **state)
{
    char last[KIT_NAME];
    (void)state;
    for (int i = 1; i < RUN_NAMES; i++)
        assert_int_equal(name_id("name-%d", i), i);
    assert_false(actor_names_spilled(actor, last));
    assert_int_equal(actor_name_id(actor, "one-too-many"), 0);
    assert_true(actor_names_spilled(actor, last));
    assert_string_equal(last, "name-191");
    assert_int_equal(name_id("name-%d", RUN_NAMES - 1), RUN_NAMES - 1);
    assert_int_equal(name_id("name-%d", 1), 1);
}

static void a_count_of_names_without_a_full_table_says_nothing(void **state)
{
    static const uint32_t states[] = {RUN_NAME_FREE, 0x02020202u};
    char last[KIT_NAME];
    (void)state;
    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        atomic_store(&actor->unnamed, 7);
        atomic_store(&actor->names[RUN_NAMES - 1].state, states[i]);
        assert_false(actor_names_spilled(actor, last));
    }
}

static void the_text_of_any_number_is_bounded(void **state)
{
    static const uint32_t ids[] = {0, 1, RUN_NAMES - 1, RUN_NAMES, 65535, UINT32_MAX};
    char text[KIT_NAME];
    (void)state;
    memset(actor->names, 'x', sizeof actor->names);
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        memset(text, 'y', sizeof text);
        actor_name_text(actor, ids[i], text);
        const char *end = memchr(text, 0, sizeof text);
        assert_non_null(end);
        assert_int_equal(end - text, ids[i] > 0 && ids[i] < RUN_NAMES ? KIT_NAME - 1 : 0);
    }
}

static void steps_are_counted_for_each_peer_and_over_all(void **state)
{
    static const struct {
        uint32_t step, peer, for_peer, for_all;
    } rows[] = {
        {1, 0, 1, 1}, {1, 0, 2, 2}, {1, 5, 1, 3},
        {1, 6, 1, 4}, {1, 5, 2, 5}, {2, 5, 1, 1},
        {1, 0, 6, 6}, {0, 0, 1, 1}, {RUN_NAMES - 1, RUN_NAMES - 1, 1, 1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint32_t for_peer = 0, for_all = 0;
        actor_count(actor, rows[i].step, rows[i].peer, &for_peer, &for_all);
        assert_int_equal(for_peer, rows[i].for_peer);
        assert_int_equal(for_all, rows[i].for_all);
    }
}

static void arm(uint32_t step, uint32_t peer, uint32_t occurrence, enum run_action action)
{
    actor->orders[actor->order_count++] = (struct run_order){
        .action = action, .step = step, .peer = peer, .occurrence = occurrence};
}

/* The index of the next order that is due from *at on, or -1. */
static int due(uint32_t *at, uint32_t step, uint32_t peer, uint32_t for_peer, uint32_t for_all)
{
    struct run_order *order = actor_order_due(actor, at, step, peer, for_peer, for_all);
    return order ? (int)(order - actor->orders) : -1;
}

static int first_due(uint32_t step, uint32_t peer, uint32_t for_peer, uint32_t for_all)
{
    uint32_t at = 0;
    return due(&at, step, peer, for_peer, for_all);
}

static void an_order_is_due_at_its_step_occurrence_and_peer_only(void **state)
{
    (void)state;
    arm(1, 0, 2, RUN_KILL);
    arm(2, 7, 3, RUN_HANG);
    assert_int_equal(first_due(1, 7, 2, 1), -1); /* without a peer the count over all decides */
    assert_int_equal(first_due(3, 0, 2, 2), -1);
    assert_int_equal(first_due(2, 8, 3, 3), -1); /* another peer */
    assert_int_equal(first_due(2, 7, 1, 3), -1); /* with one, the count for it */
    assert_int_equal(first_due(1, 7, 1, 2), 0);
    assert_int_equal(first_due(2, 7, 3, 9), 1);
}

static void an_order_is_given_once(void **state)
{
    (void)state;
    arm(1, 0, 1, RUN_HOLD);
    assert_int_equal(first_due(1, 0, 1, 1), 0);
    assert_int_equal(first_due(1, 0, 1, 1), -1);
}

static void several_orders_at_one_step_come_in_the_order_of_their_lines(void **state)
{
    uint32_t at = 0;
    (void)state;
    arm(1, 0, 1, RUN_HOLD);
    arm(9, 0, 1, RUN_KILL);
    arm(1, 4, 1, RUN_DROP);
    arm(1, 0, 1, RUN_KILL);
    assert_int_equal(due(&at, 1, 4, 1, 1), 0);
    assert_int_equal(due(&at, 1, 4, 1, 1), 2);
    assert_int_equal(due(&at, 1, 4, 1, 1), 3);
    assert_int_equal(due(&at, 1, 4, 1, 1), -1);
    assert_int_equal(due(&at, 1, 4, 1, 1), -1);
}

static void a_count_of_orders_that_is_garbage_is_bounded(void **state)
{
    (void)state;
    actor->order_count = UINT32_MAX;
    for (uint32_t i = 0; i < RUN_ORDERS; i++)
        actor->orders[i] = (struct run_order){.step = 1, .occurrence = 1};
    uint32_t at = 0, given = 0;
    while (due(&at, 1, 0, 1, 1) >= 0)
        given++;
    assert_int_equal(given, RUN_ORDERS);
}

static void put(uint64_t sequence)
{
    struct ring_slot slot = {.kind = RING_STEP, .sequence = sequence, .size = ~sequence};
    ring_put(actor, &slot);
}

/* The sequence of the next record, or -1 if there is none. */
static int64_t take(void)
{
    struct ring_slot slot;
    if (!ring_take(actor, &reader, &slot))
        return -1;
    assert_int_equal(slot.size, ~slot.sequence);
    return (int64_t)slot.sequence;
}

static void expect_rest(int64_t first, int64_t last)
{
    for (int64_t i = first; i <= last; i++)
        assert_int_equal(take(), i);
    assert_int_equal(take(), -1);
}

static void records_are_read_in_the_order_of_their_writing(void **state)
{
    (void)state;
    assert_int_equal(take(), -1);
    for (uint64_t i = 0; i < 5; i++)
        put(i);
    expect_rest(0, 4);
    put(5);
    expect_rest(5, 5);
    assert_int_equal(reader.lost, 0);
}

static void a_full_ring_is_read_whole(void **state)
{
    (void)state;
    for (uint64_t round = 0; round < 3; round++) {
        for (uint64_t i = 0; i < RUN_SLOTS; i++)
            put(round * RUN_SLOTS + i);
        expect_rest((int64_t)(round * RUN_SLOTS), (int64_t)(round * RUN_SLOTS + RUN_SLOTS - 1));
    }
    assert_int_equal(reader.lost, 0);
}

static void what_was_overwritten_is_counted_and_the_newest_are_read(void **state)
{
    (void)state;
    put(0);
    assert_int_equal(take(), 0);
    for (uint64_t i = 1; i <= RUN_SLOTS + 7; i++)
        put(i);
    expect_rest(8, RUN_SLOTS + 7);
    assert_int_equal(reader.lost, 7);
}

/* A writer that was stopped between its claim and its commit. */
static uint64_t claim(void)
{
    return atomic_fetch_add(&actor->claimed, 1);
}

static void write_half(uint64_t number, uint64_t sequence)
{
    actor->slots[number % RUN_SLOTS].sequence = sequence;
}

static void write_rest(uint64_t number, uint64_t sequence)
{
    actor->slots[number % RUN_SLOTS].size = ~sequence;
    ring_leave(actor, number);
}

static void commit(uint64_t number, uint64_t sequence)
{
    assert_true(ring_enter(actor, number));
    write_half(number, sequence);
    write_rest(number, sequence);
}

static void a_record_that_is_not_whole_holds_nobody_up_and_is_read_later(void **state)
{
    (void)state;
    put(0);
    uint64_t late = claim(), later = claim();
    put(3);
    assert_int_equal(take(), 0);
    expect_rest(3, 3);
    commit(later, 2);
    expect_rest(2, 2);
    put(4);
    commit(late, 1);
    assert_int_equal(take(), 1); /* what is overdue comes before what is new */
    expect_rest(4, 4);
    assert_int_equal(reader.lost, 0);
    assert_int_equal(reader.hole_count, 0);
}

static void a_hole_that_was_overwritten_is_counted_lost(void **state)
{
    (void)state;
    uint64_t late = claim();
    assert_int_equal(take(), -1);
    for (uint64_t i = 1; i <= RUN_SLOTS; i++)
        put(i);
    expect_rest(1, RUN_SLOTS);
    assert_int_equal(reader.lost, 1);
    assert_int_equal(reader.hole_count, 0);
    assert_int_equal(late, 0);
}

static void more_holes_than_are_kept_are_counted_lost(void **state)
{
    (void)state;
    for (int i = 0; i < RING_HOLES + 5; i++)
        claim();
    put(99);
    expect_rest(99, 99);
    assert_int_equal(reader.hole_count, RING_HOLES);
    assert_int_equal(reader.lost, 5);
    commit(4, 4); /* given up already */
    assert_int_equal(take(), -1);
    commit(5, 5);
    expect_rest(5, 5);
}

/* Puts records with their numbers as sequences, up to this one. */
static void put_up_to(uint64_t last)
{
    while (atomic_load(&actor->claimed) <= last)
        put(atomic_load(&actor->claimed));
}

/* What was claimed and is neither waited for any more nor read. */
static void expect_lost(uint64_t lost)
{
    assert_int_equal(take(), -1);
    assert_int_equal(reader.lost, lost);
    assert_int_equal(reader.hole_count, 0);
}

static void a_writer_that_comes_a_lap_late_leaves_the_newer_record(void **state)
{
    (void)state;
    assert_int_equal(claim(), 0);
    put_up_to(RUN_SLOTS);
    assert_false(ring_enter(actor, 0));
    expect_rest(1, RUN_SLOTS);
    expect_lost(1);
}

static void a_writer_that_is_stopped_inside_spoils_no_newer_record(void **state)
{
    (void)state;
    uint64_t late = claim();
    assert_true(ring_enter(actor, late));
    write_half(late, 7);
    put_up_to(2 * RUN_SLOTS); /* two come to its slot and find it there */
    expect_rest(RUN_SLOTS + 1, 2 * RUN_SLOTS - 1);
    expect_lost(RUN_SLOTS + 2);
    write_rest(late, 7);
    expect_lost(RUN_SLOTS + 2);
    put_up_to(3 * RUN_SLOTS);
    expect_rest(2 * RUN_SLOTS + 1, 3 * RUN_SLOTS);
    expect_lost(RUN_SLOTS + 2);
}

static void a_record_that_found_its_slot_taken_is_lost_before_the_slot_is_free(void **state)
{
    (void)state;
    uint64_t late = claim();
    assert_true(ring_enter(actor, late));
    assert_int_equal(take(), -1);
    put_up_to(RUN_SLOTS);
    expect_rest(1, RUN_SLOTS - 1);
    expect_lost(2);
}

/* Reads until there is nothing, which must come soon whatever stands in the block. */
static void drain(void)
{
    struct ring_slot slot;
    int taken = 0;
    while (ring_take(actor, &reader, &slot))
        assert_in_range(++taken, 1, RUN_SLOTS + RING_HOLES);
}

static void a_count_that_leaps_or_runs_backwards_is_a_gap_and_no_end(void **state)
{
    static const uint64_t counts[] = {1,
                                      0,
                                      RUN_SLOTS,
                                      UINT64_MAX - 2,
                                      UINT64_MAX,
                                      0,
                                      UINT64_MAX - RUN_SLOTS,
                                      7,
                                      UINT64_C(1) << 63,
                                      3};
    (void)state;
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        uint64_t before = reader.next;
        bool leaps = counts[i] < before || counts[i] - before > RUN_SLOTS;
        reader.lost = 0;
        atomic_store(&actor->claimed, counts[i]);
        drain();
        assert_int_equal(reader.next, counts[i]);
        assert_true(leaps ? reader.lost > 0 : reader.lost <= RUN_SLOTS);
    }
    /* What is said after that is heard again. */
    put(42);
    expect_rest(42, 42);
}

static void a_commit_that_is_garbage_is_passed_over(void **state)
{
    static const uint64_t commits[] = {0, 1, 3, RUN_SLOTS + 2, UINT64_MAX, UINT64_MAX - 1};
    (void)state;
    for (size_t i = 0; i < sizeof commits / sizeof *commits; i++) {
        reader = (struct ring_reader){0};
        atomic_store(&actor->claimed, 0);
        memset(actor->slots, 0, sizeof actor->slots);
        put(0);
        put(1);
        put(2);
        atomic_store(&actor->slots[1].commit, commits[i]);
        assert_int_equal(take(), 0);
        assert_int_equal(take(), 2);
        assert_int_equal(take(), -1);
        assert_int_equal(reader.hole_count + reader.lost, 1);
    }
}

static void a_block_is_valid_with_its_version_and_whole(void **state)
{
    struct row {
        const char *what;
        uint32_t magic, version, actor_size;
        uint64_t bytes;
        bool valid;
    };
    const uint32_t each = sizeof(struct actor_block);
    const uint64_t all = sizeof(struct run_block);
    const struct row rows[] = {
        {"exact", RUN_MAGIC, RUN_VERSION, each, all, true},
        {"more room", RUN_MAGIC, RUN_VERSION, each, all + 4096, true},
        {"one byte short", RUN_MAGIC, RUN_VERSION, each, all - 1, false},
        {"no room for the head", RUN_MAGIC, RUN_VERSION, each, 16, false},
        {"nothing", 0, 0, 0, all, false},
        {"another magic", RUN_MAGIC + 1, RUN_VERSION, each, all, false},
        {"another version", RUN_MAGIC, RUN_VERSION + 1, each, all, false},
        {"another actor's size", RUN_MAGIC, RUN_VERSION, each - 8, all, false},
    };
    (void)state;
    struct run_block *run = calloc(1, sizeof *run);
    assert_non_null(run);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        run_block_make(run, "lifeline-1-2");
        run->magic = rows[i].magic;
        run->version = rows[i].version;
        run->actor_size = rows[i].actor_size;
        if (run_block_valid(run, rows[i].bytes) != rows[i].valid)
            fail_msg("%s: taken for %s", rows[i].what, rows[i].valid ? "invalid" : "valid");
    }
    free(run);
    uint32_t *small = calloc(1, sizeof *small);
    assert_non_null(small);
    small[0] = RUN_MAGIC;
    assert_false(run_block_valid((struct run_block *)small, sizeof *small));
    free(small);
}

static void two_runs_have_two_prefixes(void **state)
{
    char one[RUN_PREFIX], other[RUN_PREFIX];
    (void)state;
    run_name_prefix(one, "lifeline-24-00112233445566aa");
    run_name_prefix(other, "lifeline-24-0011223344556600");
    assert_string_equal(one, "445566aa.");
    assert_string_equal(other, "44556600.");
    run_name_prefix(one, "run");
    assert_string_equal(one, "run.");
}

#define CLAIM(test) cmocka_unit_test_setup_teardown(test, fresh, gone)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CLAIM(a_name_has_one_number_and_gives_its_text_back),
        CLAIM(a_name_is_found_where_it_is_and_never_made),
        CLAIM(no_name_is_number_0_and_takes_no_place),
        CLAIM(a_long_name_is_cut_and_the_cut_one_is_the_same),
        CLAIM(a_full_table_gives_0_to_new_names_and_says_so),
        CLAIM(a_count_of_names_without_a_full_table_says_nothing),
        CLAIM(the_text_of_any_number_is_bounded),
        CLAIM(steps_are_counted_for_each_peer_and_over_all),
        CLAIM(an_order_is_due_at_its_step_occurrence_and_peer_only),
        CLAIM(an_order_is_given_once),
        CLAIM(several_orders_at_one_step_come_in_the_order_of_their_lines),
        CLAIM(a_count_of_orders_that_is_garbage_is_bounded),
        CLAIM(records_are_read_in_the_order_of_their_writing),
        CLAIM(a_full_ring_is_read_whole),
        CLAIM(what_was_overwritten_is_counted_and_the_newest_are_read),
        CLAIM(a_record_that_is_not_whole_holds_nobody_up_and_is_read_later),
        CLAIM(a_hole_that_was_overwritten_is_counted_lost),
        CLAIM(more_holes_than_are_kept_are_counted_lost),
        CLAIM(a_writer_that_comes_a_lap_late_leaves_the_newer_record),
        CLAIM(a_writer_that_is_stopped_inside_spoils_no_newer_record),
        CLAIM(a_record_that_found_its_slot_taken_is_lost_before_the_slot_is_free),
        CLAIM(a_count_that_leaps_or_runs_backwards_is_a_gap_and_no_end),
        CLAIM(a_commit_that_is_garbage_is_passed_over),
        CLAIM(two_runs_have_two_prefixes),
        CLAIM(a_block_is_valid_with_its_version_and_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
