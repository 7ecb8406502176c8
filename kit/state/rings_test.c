/*
 * Goal: what an actor's ring says becomes signals in their order, and what cannot be a record
 * of this run is told once and does no harm. Method: records are put into a block in memory, as
 * a probe does or as a broken actor would; the clock is the test's.
 */
#include "kit/state/rings.h"
#include "kit/base/event.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define ACTORS 2
#define RATE   1000u /* ticks a second: one is a millisecond */
#define START  5000u

static struct scenario scenario;
static struct orders orders;
static struct rings rings;
static struct run_clock run_time;
static struct actor_block memory[ACTORS], *blocks[ACTORS];
static uint64_t now;

static uint64_t test_ticks(void)
{
    return now;
}

static void set_line(uint32_t index, enum statement_kind kind, int target)
{
    scenario.lines[index] = (struct scenario_line){
        .kind = kind, .actor = 0, .target = target, .peer = -1, .occurrence = 1};
    struct text step = text_over(scenario.lines[index].step, KIT_NAME);
    text_add(&step, "reply.sent");
}

/* A fault of its own, one of another's, a hold, one inside a wait, and the place of --break. */
enum { ORDER_BREAK_0, ORDER_KILL_1, ORDER_KILL_OTHER_2, ORDER_HOLD_3, ORDER_INSIDE_4, ORDERS };

static int set_up(void **state)
{
    (void)state;
    scenario = (struct scenario){.actor_count = ACTORS, .line_count = 4};
    set_line(0, SAY_AT, 0);
    set_line(1, SAY_AT, 1);
    set_line(2, SAY_HOLD, -1);
    set_line(3, SAY_INSIDE, 1);
    memset(memory, 0, sizeof memory);
    for (int i = 0; i < ACTORS; i++)
        blocks[i] = &memory[i];
    orders_arm(&orders, &scenario, blocks, &scenario.lines[2]);
    now = START;
    run_clock_start(&run_time, (int64_t)START * NS_PER_MS);
    rings_begin(&rings, &orders, &run_time, test_ticks, RATE);
    return orders.counts[0] == ORDERS ? 0 : -1;
}

static struct actor_block *actor(uint32_t i)
{
    return blocks[i];
}

/* At `at_ms` of the run. */
static void put(uint32_t of, enum ring_kind kind, int64_t at_ms, uint32_t order)
{
    struct ring_slot slot = {.kind = (uint8_t)kind,
                             .ticks = (uint64_t)((int64_t)START + at_ms),
                             .order = (uint8_t)order,
                             .name = (uint16_t)actor_name_id(actor(of), "reply.sent"),
                             .peer = (uint16_t)actor_name_id(actor(of), "cs"),
                             .tid = 7,
                             .occurrence = 3,
                             .size = 9};
    ring_put(actor(of), &slot);
}

static struct signal next(void)
{
    struct signal signal = {.kind = SIGNAL_KIND_COUNT};
    if (!rings_next(&rings, &signal))
        signal.kind = SIGNAL_KIND_COUNT;
    return signal;
}

static void expect(enum signal_kind kind, int of, int64_t at_ms)
{
    struct signal signal = next();
    assert_int_equal(signal.kind, kind);
    assert_int_equal(signal.actor, of);
    assert_int_equal(signal.at_ns, at_ms * NS_PER_MS);
}

static void expect_nonsense(int of, const char *what, uint32_t number)
{
    struct signal signal = next();
    assert_int_equal(signal.kind, SIGNAL_NONSENSE);
    assert_int_equal(signal.actor, of);
    assert_string_equal(signal.what, what);
    assert_int_equal(signal.number, number);
}

static void expect_nothing(void)
{
    assert_int_equal(next().kind, SIGNAL_KIND_COUNT);
}

static void a_record_becomes_a_signal_with_all_that_it_says(void **state)
{
    (void)state;
    now = START + 50;
    put(0, RING_STEP, 40, 0);
    struct signal signal = next();
    assert_int_equal(signal.kind, SIGNAL_STEP);
    assert_int_equal(signal.actor, 0);
    assert_int_equal(signal.at_ns, 40 * NS_PER_MS);
    assert_string_equal(signal.name, "reply.sent");
    assert_string_equal(signal.peer, "cs");
    assert_string_equal(signal.by, "");
    assert_int_equal(signal.tid, 7);
    assert_int_equal(signal.occurrence, 3);
    assert_int_equal(signal.size, 9);
    expect_nothing();
}

static void rings_are_read_one_after_the_other_and_again(void **state)
{
    (void)state;
    now = START + 50;
    put(1, RING_STEP, 10, 0);
    put(0, RING_STEP, 20, 0);
    put(0, RING_REPORT, 21, 0);
    expect(SIGNAL_STEP, 0, 20);
    expect(SIGNAL_REPORT, 0, 21);
    put(0, RING_QUIESCENT, 22, 0); /* while the ring is read */
    expect(SIGNAL_QUIESCENT, 0, 22);
    expect(SIGNAL_STEP, 1, 10);
    put(0, RING_STEP, 23, 0); /* behind: it is for the next round */
    expect_nothing();
    expect(SIGNAL_STEP, 0, 23);
    expect_nothing();
}

static void a_gap_is_told_ahead_of_what_survived_with_its_time(void **state)
{
    (void)state;
    now = START + 99;
    for (int i = 0; i < RUN_SLOTS + 5; i++)
        put(0, RING_STEP, 30, 0);
    struct signal signal = next();
    assert_int_equal(signal.kind, SIGNAL_GAP);
    assert_int_equal(signal.size, 5);
    assert_int_equal(signal.at_ns, 30 * NS_PER_MS);
    for (int i = 0; i < RUN_SLOTS; i++)
        expect(SIGNAL_STEP, 0, 30);
    expect_nothing();
}

/* The writer died between its claim and its record, and others have gone over it since. */
static void a_gap_that_nothing_follows_is_told_without_a_time(void **state)
{
    (void)state;
    now = START + 99;
    atomic_store(&actor(0)->claimed, UINT64_MAX); /* leaps: nothing of it can be read */
    struct signal signal = next();
    assert_int_equal(signal.kind, SIGNAL_GAP);
    assert_int_equal(signal.at_ns, 0);
    assert_true(signal.size > 0);
}

/* The record that lost its name is told, too, but nobody can say what it meant. */
static void names_that_do_not_fit_are_told_once_behind_the_records(void **state)
{
    char name[KIT_NAME];
    (void)state;
    now = START + 99;
    for (int i = 0; i < RUN_NAMES; i++) {
        struct text text = text_over(name, sizeof name);
        text_add(&text, "name-%d", i);
        actor_name_id(actor(1), name);
    }
    put(1, RING_STEP, 2, 0);
    expect(SIGNAL_STEP, 1, 2);
    struct signal signal = next();
    assert_int_equal(signal.kind, SIGNAL_UNNAMED);
    assert_int_equal(signal.actor, 1);
    assert_memory_equal(signal.name, "name-", 5);
    put(1, RING_STEP, 3, 0);
    expect(SIGNAL_STEP, 1, 3);
    expect_nothing();
}

static void who_writes_as_fast_as_it_is_read_keeps_nobody(void **state)
{
    int taken = 0;
    (void)state;
    now = START + 99;
    put(0, RING_STEP, 1, 0);
    put(1, RING_STEP, 2, 0);
    for (struct signal signal = next(); signal.actor == 0; signal = next()) {
        assert_in_range(++taken, 1, RUN_SLOTS);
        put(0, RING_STEP, 1, 0);
    }
    assert_int_equal(taken, RUN_SLOTS);
    expect_nothing();
    expect(SIGNAL_STEP, 0, 1);
}

static void a_time_that_is_not_of_the_run_is_nonsense_and_told_once(void **state)
{
    static const char what[] = "a time that is not of this run, in a record of kind";
    (void)state;
    now = START + 50;
    put(0, RING_STEP, -1, 0);
    put(0, RING_STEP, 52, 0);
    put(0, RING_STEP, 51, 0); /* the clock was asked before the record was read */
    put(1, RING_REPORT, 60, 0);
    expect_nonsense(0, what, RING_STEP);
    expect(SIGNAL_STEP, 0, 51);
    expect_nonsense(1, what, RING_REPORT);
    expect_nothing();
    put(1, RING_STEP, 60, 0);
    expect_nothing();
}

static void a_kind_that_no_probe_writes_is_nonsense(void **state)
{
    static const uint32_t kinds[] = {RING_EMPTY, RING_KIND_COUNT, SIGNAL_GAP, 255};
    (void)state;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        rings.nonsense[0] = false;
        put(0, (enum ring_kind)kinds[i], 0, 0);
        expect_nonsense(0, "a record of kind", kinds[i]);
    }
}

static void a_record_fits_the_order_that_it_names(void **state)
{
    static const bool fits[ORDERS][RING_KIND_COUNT] = {
        [ORDER_BREAK_0] = {[RING_BROKE] = true, [RING_REFUSED] = true},
        [ORDER_KILL_1] = {[RING_STRUCK] = true, [RING_DONE] = true, [RING_REFUSED] = true},
        [ORDER_KILL_OTHER_2] = {[RING_HELD] = true, [RING_REFUSED] = true},
        [ORDER_HOLD_3] = {[RING_HELD] = true, [RING_REFUSED] = true},
        /* in front of the wait */
        [ORDER_INSIDE_4] = {[RING_HELD] = true, [RING_REFUSED] = true},
    };
    static const enum ring_kind kinds[] = {RING_STRUCK, RING_DONE, RING_HELD, RING_BROKE,
                                           RING_REFUSED};
    (void)state;
    for (uint32_t order = 0; order <= ORDERS; order++) {
        for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
            rings.nonsense[0] = false;
            put(0, kinds[i], 0, order);
            struct signal signal = next();
            bool is_fit = order < ORDERS && fits[order][kinds[i]];
            assert_int_equal(signal.kind,
                             is_fit ? (enum signal_kind)kinds[i] : SIGNAL_NONSENSE);
            assert_int_equal(is_fit ? signal.order : signal.number, order);
        }
    }
    put(1, RING_STRUCK, 0, 0); /* this actor has no order at all */
    expect_nonsense(1, "order", 0);
}

static void names_that_are_garbage_are_bounded(void **state)
{
    (void)state;
    memset(actor(0)->names, 'x', sizeof actor(0)->names);
    struct ring_slot slot = {.kind = RING_STEP, .ticks = START, .name = 1, .peer = 65535};
    ring_put(actor(0), &slot);
    struct signal signal = next();
    assert_int_equal(strlen(signal.name), KIT_NAME - 1);
    assert_string_equal(signal.peer, "");
}

static void calls_are_counted_over_all_peers_and_for_one(void **state)
{
    uint32_t all = 0, one = 0;
    (void)state;
    uint32_t call = actor_name_id(actor(0), "wait"), peer = actor_name_id(actor(0), "cs");
    actor_count(actor(0), call, peer, &one, &all);
    actor_count(actor(0), call, 0, &one, &all);
    assert_int_equal(rings_calls(&rings, 0, "wait", ""), 2);
    assert_int_equal(rings_calls(&rings, 0, "wait", "cs"), 1);
    assert_int_equal(rings_calls(&rings, 0, "wait", "vb"), 0);
    assert_int_equal(rings_calls(&rings, 0, "read", ""), 0);
}

#define CLAIM(test) cmocka_unit_test_setup(test, set_up)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CLAIM(a_record_becomes_a_signal_with_all_that_it_says),
        CLAIM(rings_are_read_one_after_the_other_and_again),
        CLAIM(a_gap_is_told_ahead_of_what_survived_with_its_time),
        CLAIM(a_gap_that_nothing_follows_is_told_without_a_time),
        CLAIM(names_that_do_not_fit_are_told_once_behind_the_records),
        CLAIM(who_writes_as_fast_as_it_is_read_keeps_nobody),
        CLAIM(a_time_that_is_not_of_the_run_is_nonsense_and_told_once),
        CLAIM(a_kind_that_no_probe_writes_is_nonsense),
        CLAIM(a_record_fits_the_order_that_it_names),
        CLAIM(names_that_are_garbage_are_bounded),
        CLAIM(calls_are_counted_over_all_peers_and_for_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
