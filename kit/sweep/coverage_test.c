/*
 * Goal: all gaps of a sweep are reported, and nothing else: no step that was struck, no call
 * that no actor makes, no rule that could not be judged. A seen step is distinguished from a
 * struck one. Method: a scenario, a few events and results, and the resulting lists.
 */
#include "kit/sweep/coverage.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct scenario scenario;
static struct coverage coverage;
static char room[8192];

static void begin(const char *text)
{
    struct kit_error err;
    if (scenario_read("x", text, strlen(text), &scenario, &err) != KIT_OK)
        fail_msg("%s", err.text);
    coverage = (struct coverage){.scenario = &scenario};
}

static int begin_pair(void **state)
{
    (void)state;
    begin("parent host is ref_parent\nchild cs is ref_child\n");
    return 0;
}

static void see(enum kit_event_kind kind, const char *name, uint64_t size)
{
    struct kit_event event = {.kind = kind, .size = size, .occurrence = 1};
    int step = word_index(step_words, name);
    bool is_parent = step >= 0 && !(step_flags[step] & STEP_BY_CHILD);
    name_copy(event.name, name, strlen(name));
    name_copy(event.actor, is_parent ? "host" : "cs", is_parent ? 4 : 2);
    coverage_see(&coverage, &event, 1);
}

static void take(enum statement_kind kind, const char *step, enum kit_fault fault,
                 enum sweep_state state)
{
    struct sweep_result result = {
        .point = {.kind = kind, .actor = 1, .target = 1, .peer = -1, .fault = fault},
        .state = state};
    name_copy(result.point.step, step, strlen(step));
    coverage_take(&coverage, &result, 1);
}

static void drop_by(enum kit_drop way)
{
    struct sweep_result result = {
        .point = {.kind = SAY_AT, .peer = 1, .fault = FAULT_DROP, .drop = way},
        .state = SWEEP_PASSED};
    name_copy(result.point.step, "reply.sent", 10);
    coverage_take(&coverage, &result, 1);
}

static void fail_with(const char *call, uint32_t code)
{
    struct sweep_result result = {.point = {.kind = SAY_FAIL,
                                            .actor = 1,
                                            .target = 1,
                                            .peer = -1,
                                            .fault = FAULT_FAIL,
                                            .code = code},
                                  .state = SWEEP_FAILED};
    name_copy(result.point.step, call, strlen(call));
    coverage_take(&coverage, &result, 1);
}

static const char *gap(enum coverage_gap which)
{
    struct text text = text_over(room, sizeof room);
    coverage_gap(&coverage, which, &text);
    assert_false(text.cut);
    return room;
}

static bool lists(enum coverage_gap which, const char *word)
{
    char list[sizeof room], wanted[64];
    snprintf(list, sizeof list, ", %s,", gap(which));
    snprintf(wanted, sizeof wanted, ", %s,", word);
    return strstr(list, wanted) != NULL;
}

static void seen_and_struck_are_two_things(void **state)
{
    (void)state;
    see(EVENT_STEP, "request.sent", 0);
    see(EVENT_STEP, "reply.wait", 0);
    see(EVENT_REPORT, "child.ending", 0);
    take(SAY_AT, "request.sent", FAULT_KILL, SWEEP_PASSED);
    assert_string_equal(gap(COVERAGE_STRUCK), "reply.wait, child.ending");
    assert_false(lists(COVERAGE_SEEN, "reply.wait"));
    assert_true(lists(COVERAGE_SEEN, "child.lost"));
    assert_false(lists(COVERAGE_SEEN, "beat"));
    take(SAY_AT, "child.lost", FAULT_KILL, SWEEP_PASSED);
    assert_false(lists(COVERAGE_SEEN, "child.lost"));
}

static void a_family_that_is_missed_as_a_whole_is_one_word(void **state)
{
    (void)state;
    assert_true(lists(COVERAGE_SEEN, "block.*"));
    assert_false(lists(COVERAGE_SEEN, "block.half"));
    see(EVENT_STEP, "block.whole", 0);
    assert_false(lists(COVERAGE_SEEN, "block.*"));
    assert_true(lists(COVERAGE_SEEN, "block.half"));
    assert_false(lists(COVERAGE_SEEN, "block.whole"));
    assert_true(lists(COVERAGE_SEEN, "closed")); /* of no family, though it begins like one */
    assert_true(lists(COVERAGE_SEEN, "close.wait")); /* a family of one */
}

static void a_wait_is_struck_inside_or_not(void **state)
{
    (void)state;
    see(EVENT_STEP, "request.sent", 0);
    see(EVENT_STEP, "reply.wait", 0);
    see(EVENT_STEP, "idle.wait", 0);
    take(SAY_AT, "reply.wait", FAULT_KILL, SWEEP_PASSED);
    assert_string_equal(gap(COVERAGE_INSIDE), "any wait");
    take(SAY_INSIDE, "reply.wait", FAULT_KILL, SWEEP_PASSED);
    assert_string_equal(gap(COVERAGE_INSIDE), "idle.wait");
    assert_string_equal(gap(COVERAGE_STRUCK), "idle.wait, request.sent");
}

static void what_came_to_no_verdict_was_not_struck(void **state)
{
    (void)state;
    see(EVENT_STEP, "request.sent", 0);
    take(SAY_AT, "request.sent", FAULT_KILL, SWEEP_UNREACHED);
    take(SAY_AT, "request.sent", FAULT_KILL, SWEEP_TROUBLED);
    take(SAY_AT, "request.sent", FAULT_KILL, SWEEP_OPEN);
    assert_string_equal(gap(COVERAGE_STRUCK), "request.sent");
    take(SAY_AT, "request.sent", FAULT_KILL, SWEEP_FAILED);
    assert_string_equal(gap(COVERAGE_STRUCK), "");
}

static void only_faults_that_could_strike_are_missed(void **state)
{
    (void)state;
    assert_string_equal(gap(COVERAGE_FAULTS), "");
    see(EVENT_STEP, "child.begun", 0);
    assert_string_equal(gap(COVERAGE_FAULTS), "kill, hang, crash, exit, spin, delay");
    take(SAY_AT, "child.begun", FAULT_KILL, SWEEP_PASSED);
    take(SAY_AT, "child.begun", FAULT_CRASH, SWEEP_PASSED);
    see(EVENT_STEP, "request.before", 0);
    see(EVENT_CALLED, "wait", 3);
    assert_string_equal(gap(COVERAGE_FAULTS),
                        "hang, exit, spin, delay, truncate, corrupt, fail, drop");
    see(EVENT_STEP, "reply.sent", 0);
    assert_true(lists(COVERAGE_FAULTS, "drop by close"));
    assert_true(lists(COVERAGE_FAULTS, "drop by disconnect"));
    take(SAY_AT, "request.before", FAULT_DROP, SWEEP_PASSED);
    assert_false(lists(COVERAGE_FAULTS, "drop"));
    assert_true(lists(COVERAGE_FAULTS, "drop by close"));
    drop_by(DROP_CLOSE);
    assert_false(lists(COVERAGE_FAULTS, "drop by close"));
    assert_true(lists(COVERAGE_FAULTS, "drop by disconnect"));
}

#define OWN_PAIR "parent host is \"host.exe\"\nchild cs is image cs.exe\n"

/* A run of a pair of the user's own, whose child has told the probe these ways. */
static void see_own(bool drops, bool spoils)
{
    struct kit_event events[] = {
        {.kind = EVENT_STEP, .name = "request.before", .actor = "cs"},
        {.kind = EVENT_STEP, .name = "request.peek", .actor = "host"},
        {.kind = EVENT_CALLED, .name = "lifeline_drop_with", .actor = "cs", .size = drops},
        {.kind = EVENT_CALLED, .name = "lifeline_spoil_with", .actor = "cs", .size = spoils},
    };
    begin(OWN_PAIR);
    coverage_see(&coverage, events, sizeof events / sizeof *events);
}

static void faults_that_nobody_told_the_probe_how_to_do_are_not_missed(void **state)
{
    (void)state;
    see_own(false, false);
    assert_string_equal(gap(COVERAGE_FAULTS), "kill, hang, crash, exit, spin, delay");
    take(SAY_AT, "request.before", FAULT_KILL, SWEEP_PASSED);
    assert_string_equal(gap(COVERAGE_FAULTS), "hang, crash, exit, spin, delay");
    see_own(true, false); /* the child only: the parent has no `drop by close` */
    assert_string_equal(gap(COVERAGE_FAULTS), "kill, hang, crash, exit, spin, delay, drop");
    see_own(false, true);
    assert_string_equal(gap(COVERAGE_FAULTS),
                        "kill, hang, crash, exit, spin, delay, truncate, corrupt");
    take(SAY_AT, "request.before", FAULT_TRUNCATE, SWEEP_PASSED);
    assert_string_equal(gap(COVERAGE_FAULTS), "kill, hang, crash, exit, spin, delay, corrupt");
}

static void calls_are_used_and_failed_with_each_error(void **state)
{
    (void)state;
    see(EVENT_CALLED, "pipe.read", 4);
    see(EVENT_CALLED, "wait", 2);
    see(EVENT_CALLED, "section.map", 0);
    assert_true(lists(COVERAGE_USED, "section.*"));
    assert_false(lists(COVERAGE_USED, "wait"));
    assert_string_equal(gap(COVERAGE_FAILED), "any call");
    assert_string_equal(gap(COVERAGE_CODES), "");
    fail_with("pipe.read", 233);
    fail_with("pipe.read", 8);
    fail_with("tea.brew", 8); /* of a newer kit */
    assert_string_equal(gap(COVERAGE_FAILED), "wait");
    assert_string_equal(gap(COVERAGE_CODES), "pipe.read 109 1450");
    fail_with("wait", 6);
    assert_string_equal(gap(COVERAGE_FAILED), "");
    assert_string_equal(gap(COVERAGE_CODES), "pipe.read 109 1450");
}

static void exercise(uint32_t rules)
{
    struct sweep_result result = {.state = SWEEP_PASSED, .exercised = rules};
    coverage_take(&coverage, &result, 1);
}

static void only_rules_that_could_apply_are_missed(void **state)
{
    (void)state;
    assert_string_equal(
        gap(COVERAGE_RULES),
        "parent-continues, child-ends, watchdog-detects, bounded, data-true, no-crash, "
        "child-stays, nothing-left");
    exercise(1u << RULE_BOUNDED | 1u << RULE_NOTHING_LEFT);
    exercise(1u << RULE_CHILD_ENDS);
    assert_string_equal(gap(COVERAGE_RULES),
                        "parent-continues, watchdog-detects, data-true, no-crash, child-stays");
    begin("parent host is ref_parent on loss stop\nchild cs is ref_child\n"
          "parent other is ref_parent on loss stop\nchild oc is ref_child\nwaive data-true\n"
          "waive bounded\n");
    exercise(1u << RULE_CHILD_ENDS | 1u << RULE_WATCHDOG_DETECTS);
    assert_string_equal(gap(COVERAGE_RULES),
                        "nobody-else, no-crash, child-stays, nothing-left");
    begin("parent host is ref_parent on loss stop\nchild cs is ref_child\nmay stay cs\n");
    assert_string_equal(
        gap(COVERAGE_RULES),
        "watchdog-detects, bounded, data-true, no-crash, child-stays, nothing-left");
}

static void of_calls_only_those_that_were_made_are_missed(void **state)
{
    (void)state;
    begin("parent app is \"a.exe\" probe inject\nchild cs is image c.exe\n");
    see(EVENT_STEP, "pipe.read", 0);
    see(EVENT_STEP, "pipe.taken", 0);
    see(EVENT_STEP, "event.set", 0);
    see(EVENT_STEP, "process.created", 0);
    assert_string_equal(gap(COVERAGE_SEEN), "");
    assert_string_equal(gap(COVERAGE_USED), "");
    assert_string_equal(gap(COVERAGE_STRUCK), "any step");
    assert_string_equal(gap(COVERAGE_INSIDE), "pipe.read");
    assert_string_equal(gap(COVERAGE_FAILED), "any call");
    assert_true(lists(COVERAGE_FAULTS, "hang"));
    assert_false(lists(COVERAGE_FAULTS, "corrupt"));
    take(SAY_AT, "pipe.taken", FAULT_HANG, SWEEP_PASSED);
    take(SAY_INSIDE, "pipe.read", FAULT_HANG, SWEEP_PASSED);
    fail_with("pipe.read", 109);
    assert_string_equal(gap(COVERAGE_STRUCK), "pipe.read, event.set");
    assert_string_equal(gap(COVERAGE_INSIDE), "");
    assert_string_equal(gap(COVERAGE_FAILED), "event.set");
    assert_false(lists(COVERAGE_FAULTS, "hang"));
}

static void lines_are_short_and_none_is_empty(void **state)
{
    (void)state;
    for (int i = 0; i < PROTOCOL_STEP_COUNT; i++) {
        see(EVENT_STEP, step_words[i], 0);
        if (i > 0)
            take(SAY_INSIDE, step_words[i], FAULT_KILL, SWEEP_PASSED);
    }
    struct text text = text_over(room, sizeof room);
    take(SAY_AT, step_words[0], FAULT_KILL, SWEEP_PASSED);
    coverage_text(&coverage, &text);
    assert_int_equal(strncmp(room, "never struck at: child.started, ", 32), 0);
    assert_null(strstr(room, "never seen"));
    assert_null(strstr(room, "never struck inside"));
    for (char *line = strtok(room, "\n"); line; line = strtok(NULL, "\n"))
        assert_in_range(strlen(line), 8, 96);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(seen_and_struck_are_two_things, begin_pair),
        cmocka_unit_test_setup(a_family_that_is_missed_as_a_whole_is_one_word, begin_pair),
        cmocka_unit_test_setup(a_wait_is_struck_inside_or_not, begin_pair),
        cmocka_unit_test_setup(what_came_to_no_verdict_was_not_struck, begin_pair),
        cmocka_unit_test_setup(only_faults_that_could_strike_are_missed, begin_pair),
        cmocka_unit_test(faults_that_nobody_told_the_probe_how_to_do_are_not_missed),
        cmocka_unit_test_setup(calls_are_used_and_failed_with_each_error, begin_pair),
        cmocka_unit_test_setup(only_rules_that_could_apply_are_missed, begin_pair),
        cmocka_unit_test(of_calls_only_those_that_were_made_are_missed),
        cmocka_unit_test_setup(lines_are_short_and_none_is_empty, begin_pair),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
