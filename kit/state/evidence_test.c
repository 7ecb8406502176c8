/*
 * Goal: a fault counts once what proves it was seen, and nothing else proves it. Method: a
 * scenario with one fault of each proof; ends and words are told by hand.
 */
#include "kit/state/evidence.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const char text[] =
    "parent host is ref_parent\nchild cs is ref_child\nchild vb is ref_child\n"
    "at cs request.sent #1 kill cs\n"
    "at cs request.sent #2 exit cs with 7\n"
    "at cs request.sent #3 crash cs\n"
    "at cs request.sent #4 hang cs\n"
    "at cs request.sent #5 spin cs\n"
    "at cs request.sent #6 delay cs by 50ms\n"
    "at cs request.before #7 truncate cs\n"
    "at cs request.sent #8 slow cs\n";

enum { HOST, CS, VB };
enum { KILL, EXIT, CRASH, HANG, SPIN, DELAY, TRUNCATE, SLOW, LINES };

static struct scenario scenario;
static struct evidence evidence;

static int set_up(void **state)
{
    struct kit_error err;
    (void)state;
    if (scenario_read("a.scenario", text, strlen(text), &scenario, &err) != KIT_OK) {
        print_error("%s\n", err.text);
        return -1;
    }
    evidence_begin(&evidence, &scenario);
    return scenario.line_count == LINES ? 0 : -1;
}

/* Which process of its actor is struck. */
#define STRUCK_PROCESS 2

static enum end_says end_of(int line_index, struct process_end end)
{
    evidence_begin(&evidence, &scenario);
    evidence_await(&evidence, line_index, CS, STRUCK_PROCESS, 9);
    return evidence_end(&evidence, 0, &end);
}

static void an_end_proves_by_its_code(void **state)
{
    (void)state;
    static const struct {
        int line_index, actor;
        uint32_t code;
        enum end_says says;
    } rows[] = {
        {KILL, CS, KIT_KILL_CODE, END_PROVES},
        {KILL, CS, 0, END_CONTRADICTS},
        {KILL, VB, KIT_KILL_CODE, END_SAYS_NOTHING},
        {EXIT, CS, 7, END_PROVES},
        {EXIT, CS, 1, END_CONTRADICTS},
        {CRASH, CS, KIT_CRASH_CODE, END_PROVES},
        {CRASH, CS, KIT_FAIL_FAST_CODE, END_PROVES},
        {CRASH, CS, 3, END_CONTRADICTS},
        {HANG, CS, 0, END_SAYS_NOTHING},
        {SPIN, CS, 0, END_SAYS_NOTHING},
        {DELAY, CS, 0, END_CUTS_SHORT},
        {TRUNCATE, CS, 0, END_SAYS_NOTHING},
        {SLOW, CS, 0, END_PROVES},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(
            end_of(rows[i].line_index,
                   (struct process_end){rows[i].actor, STRUCK_PROCESS, rows[i].code}),
            rows[i].says);
}

/* A parent may start the next child first, and end the stuck one then. */
static void the_end_of_an_older_process_says_nothing(void **state)
{
    (void)state;
    const struct process_end older = {CS, STRUCK_PROCESS - 1, 9};
    for (int line_index = 0; line_index < LINES; line_index++)
        assert_int_equal(end_of(line_index, older), END_SAYS_NOTHING);
}

/* The parent may end a child at once when its pipe is lost, before the runner looks at it. */
static void a_drop_or_a_crash_that_succeeded_struck_whatever_ended_the_process(void **state)
{
    (void)state;
    static const bool shows[FAULT_COUNT] = {[FAULT_DROP] = true, [FAULT_CRASH] = true};
    for (enum kit_fault fault = 0; fault < FAULT_COUNT; fault++) {
        if (fault_strikes(fault, STRIKES_OUTSIDE | STRIKES_HANDLE))
            assert_int_equal(evidence_shows_life(fault), shows[fault]);
    }
}

static void what_is_proven_is_asked_for_no_more(void **state)
{
    (void)state;
    const struct process_end killed = {CS, 1, KIT_KILL_CODE};
    evidence_await(&evidence, KILL, CS, 1, 9);
    assert_true(evidence_pending(&evidence, CS));
    assert_false(evidence_pending(&evidence, VB));
    evidence.injections[0].pending = false;
    assert_false(evidence_pending(&evidence, CS));
    assert_int_equal(evidence_end(&evidence, 0, &killed), END_SAYS_NOTHING);
}

static void only_silent_proofs_need_looks(void **state)
{
    (void)state;
    static const bool needs[LINES] = {[HANG] = true, [SPIN] = true, [SLOW] = true};
    for (int line_index = 0; line_index < LINES; line_index++) {
        evidence_begin(&evidence, &scenario);
        assert_false(evidence_needs_looks(&evidence));
        evidence_await(&evidence, line_index, CS, 1, 9);
        assert_int_equal(evidence_needs_looks(&evidence), needs[line_index]);
        evidence.injections[0].pending = false;
        assert_false(evidence_needs_looks(&evidence));
    }
}

static void a_thread_spins_that_works_and_says_nothing(void **state)
{
    (void)state;
    evidence_await(&evidence, SPIN, CS, 1, 9);
    struct injection *spin = &evidence.injections[0];
    assert_false(evidence_spins(spin, -1));  /* gone */
    assert_false(evidence_spins(spin, 100)); /* the first look */
    assert_false(evidence_spins(spin, 110));
    assert_true(evidence_spins(spin, 120));
    evidence_spoke(&evidence, VB, 9);
    evidence_spoke(&evidence, CS, 8); /* another thread */
    assert_true(evidence_spins(spin, 120));
    evidence_spoke(&evidence, CS, 9);
    assert_false(evidence_spins(spin, 500));
}

static void an_actor_that_repeats_itself_fills_no_more_than_there_is_room(void **state)
{
    (void)state;
    for (int i = 0; i < SCENARIO_LINES + 10; i++)
        evidence_await(&evidence, HANG, CS, 1, 9);
    assert_int_equal(evidence.count, SCENARIO_LINES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(an_end_proves_by_its_code, set_up),
        cmocka_unit_test_setup(
            a_drop_or_a_crash_that_succeeded_struck_whatever_ended_the_process, set_up),
        cmocka_unit_test_setup(the_end_of_an_older_process_says_nothing, set_up),
        cmocka_unit_test_setup(what_is_proven_is_asked_for_no_more, set_up),
        cmocka_unit_test_setup(only_silent_proofs_need_looks, set_up),
        cmocka_unit_test_setup(a_thread_spins_that_works_and_says_nothing, set_up),
        cmocka_unit_test_setup(an_actor_that_repeats_itself_fills_no_more_than_there_is_room,
                               set_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
