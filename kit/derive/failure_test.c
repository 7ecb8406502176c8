/*
 * Goal: a smaller scenario shows a failure only if the same rule fails on the same actor, or
 * the same line, and nothing new went wrong beside it. Method: judgements made by hand.
 */
#include "kit/derive/failure.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

#define RULE_OF(which, whom)                                                                   \
    {                                                                                          \
        .source = SOURCE_RULE, .verdict = VERDICT_FAIL, .rule = (which), .actor = whom         \
    }
#define LINE_OF(number)                                                                        \
    {                                                                                          \
        .source = SOURCE_LINE, .verdict = VERDICT_FAIL, .line_number = (number), .actor = "cs" \
    }
#define NOTE                                                                                   \
    {                                                                                          \
        .source = SOURCE_RULE, .verdict = VERDICT_PASS, .rule = RULE_BOUNDED, .actor = "vb"    \
    }

static const struct judgement first = {
    .verdict = VERDICT_FAIL,
    .count = 3,
    .findings = {NOTE, RULE_OF(RULE_CHILD_ENDS, "cs"), RULE_OF(RULE_CHILD_ENDS, "vb")}};

static void only_the_same_rule_on_the_same_actor_shows_it(void **state)
{
    static const struct {
        struct judgement now;
        bool shows, alone;
    } rows[] = {
        {{.verdict = VERDICT_FAIL, .count = 1, .findings = {RULE_OF(RULE_CHILD_ENDS, "cs")}},
         true,
         true},
        {{.verdict = VERDICT_FAIL,
          .count = 2,
          .findings = {RULE_OF(RULE_CHILD_ENDS, "vb"), RULE_OF(RULE_CHILD_ENDS, "cs")}},
         true,
         false},
        {{.verdict = VERDICT_FAIL, .count = 1, .findings = {RULE_OF(RULE_CHILD_ENDS, "vb")}},
         false,
         false},
        {{.verdict = VERDICT_FAIL, .count = 1, .findings = {RULE_OF(RULE_BOUNDED, "cs")}},
         false,
         false},
        {{.verdict = VERDICT_FAIL,
          .count = 2,
          .findings = {RULE_OF(RULE_CHILD_ENDS, "cs"), RULE_OF(RULE_BOUNDED, "cs")}},
         false,
         false},
        {{.verdict = VERDICT_FAIL,
          .count = 2,
          .findings = {RULE_OF(RULE_CHILD_ENDS, "cs"), LINE_OF(4)}},
         false,
         false},
        {{.verdict = VERDICT_ERROR, .count = 1, .findings = {RULE_OF(RULE_CHILD_ENDS, "cs")}},
         false,
         true},
        {{.verdict = VERDICT_PASS, .count = 1, .findings = {NOTE}}, false, true},
    };
    const struct finding *failure = failure_first(&first);
    (void)state;
    assert_ptr_equal(failure, &first.findings[1]);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(failure_is_shown(&first, failure, &rows[i].now, 0), rows[i].shows);
        assert_int_equal(failure_is_alone(failure, &rows[i].now), rows[i].alone);
    }
}

static void a_line_is_known_by_its_new_number(void **state)
{
    static const struct judgement before = {
        .verdict = VERDICT_FAIL, .count = 1, .findings = {LINE_OF(7)}};
    static const struct judgement after = {
        .verdict = VERDICT_FAIL, .count = 1, .findings = {LINE_OF(4)}};
    const struct finding *failure = failure_first(&before);
    struct shrink_goal goal = failure_goal(failure);
    (void)state;
    assert_true(goal.rule < 0 && goal.line_number == 7);
    assert_true(failure_is_shown(&before, failure, &after, 4));
    assert_false(failure_is_shown(&before, failure, &after, 7));
    assert_false(failure_is_alone(failure, &after));
}

static void a_run_that_did_not_fail_has_none(void **state)
{
    static const struct judgement passed = {
        .verdict = VERDICT_PASS, .count = 1, .findings = {NOTE}};
    static const struct judgement troubled = {
        .verdict = VERDICT_FAIL,
        .count = 1,
        .findings = {{.source = SOURCE_RUN, .verdict = VERDICT_FAIL}}};
    (void)state;
    assert_null(failure_first(&passed));
    assert_null(failure_first(&troubled));
    assert_int_equal(failure_goal(failure_first(&first)).rule, RULE_CHILD_ENDS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_the_same_rule_on_the_same_actor_shows_it),
        cmocka_unit_test(a_line_is_known_by_its_new_number),
        cmocka_unit_test(a_run_that_did_not_fail_has_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
