/*
 * Goal: a replay says what came, how often, and never that a failure was reproduced which did
 * not come. Method: a log's verdict and a list of tries; the exact sentence for each.
 */
#include "kit/report/tries.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static char room[1024];

static struct judgement passed(void)
{
    return (struct judgement){.verdict = VERDICT_PASS};
}

static struct judgement failed(enum kit_rule rule, const char *actor)
{
    struct judgement judgement = {.verdict = VERDICT_FAIL, .count = 1};
    judgement.findings[0] =
        (struct finding){.source = SOURCE_RULE, .verdict = VERDICT_FAIL, .rule = rule};
    name_copy(judgement.findings[0].actor, actor, strlen(actor));
    return judgement;
}

static struct judgement fails_in_lines(uint32_t count)
{
    struct judgement judgement = {.verdict = VERDICT_FAIL, .count = count};
    for (uint32_t i = 0; i < count; i++)
        judgement.findings[i] = (struct finding){
            .source = SOURCE_LINE, .verdict = VERDICT_FAIL, .line_number = i + 4};
    return judgement;
}

/* Each letter is a try: `=` the log's verdict, `p` a pass, `x` the verdict `other`. */
static const char *told(const struct judgement *then, const char *letters,
                        const struct judgement *other)
{
    struct replay_tries tries = {0};
    struct judgement pass = passed();
    struct text text = text_over(room, sizeof room);
    for (const char *at = letters; *at; at++)
        replay_tries_add(&tries, then,
                         *at == 'x'   ? other
                         : *at == 'p' ? &pass
                                      : then,
                         *at == '=' ? "" : "only now: fail");
    replay_tries_text(&tries, then, &text);
    return room;
}

static void a_failure_is_reproduced_if_it_came_once(void **state)
{
    struct judgement then = failed(RULE_CHILD_ENDS, "cs"), other = fails_in_lines(1);
    (void)state;
    assert_string_equal(told(&then, "=", NULL),
                        "reproduced: 1 of 1 try; fail (child-ends on cs)");
    assert_string_equal(told(&then, "pp=p==pppp", NULL),
                        "reproduced: 3 of 10 tries; fail (child-ends on cs); 7 passed");
    assert_string_equal(told(&then, "x=xp", &other),
                        "reproduced: 1 of 4 tries; fail (child-ends on cs); 2 came to another "
                        "verdict: fail (line 4); 1 passed");
}

static void a_failure_that_never_came_is_not_reproduced(void **state)
{
    struct judgement then = failed(RULE_CHILD_ENDS, "cs");
    (void)state;
    assert_string_equal(told(&then, "ppppp", NULL),
                        "not reproduced: 0 of 5 tries; then fail (child-ends on cs), now pass");
}

static void another_failure_is_a_different_verdict(void **state)
{
    struct judgement then = failed(RULE_CHILD_ENDS, "cs"),
                     other = failed(RULE_NO_CRASH, "host"), many = fails_in_lines(5),
                     pass = passed();
    (void)state;
    assert_string_equal(told(&then, "pxp", &other),
                        "different verdict: 1 of 3 tries; then fail (child-ends on cs), now "
                        "fail (no-crash on host); 2 passed");
    assert_string_equal(told(&then, "x", &many),
                        "different verdict: 1 of 1 try; then fail (child-ends on cs), now fail "
                        "(line 4, line 5, line 6 and 2 more)");
    assert_string_equal(told(&pass, "==x", &other),
                        "different verdict: 1 of 3 tries; then pass, now fail (no-crash on "
                        "host); 2 as in the log");
}

/* Both name the same rule: then the difference itself is told. */
static void two_verdicts_that_look_alike_are_told_apart(void **state)
{
    struct judgement then = failed(RULE_CHILD_ENDS, "cs");
    (void)state;
    assert_string_equal(told(&then, "x", &then),
                        "different verdict: 1 of 1 try; then fail (child-ends on cs), now fail "
                        "(child-ends on cs) [only now: fail]");
}

static void a_pass_is_reproduced_only_if_each_try_passes(void **state)
{
    struct judgement pass = passed(), other = failed(RULE_NO_CRASH, "host");
    struct replay_tries tries = {.count = 2, .same = 2};
    (void)state;
    assert_string_equal(told(&pass, "==", NULL), "reproduced: 2 of 2 tries; pass");
    assert_int_equal(replay_tries_result(&tries, &pass), REPLAY_REPRODUCED);
    replay_tries_add(&tries, &pass, &other, "pass then, fail now");
    assert_int_equal(replay_tries_result(&tries, &pass), REPLAY_DIFFERENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_failure_is_reproduced_if_it_came_once),
        cmocka_unit_test(a_failure_that_never_came_is_not_reproduced),
        cmocka_unit_test(another_failure_is_a_different_verdict),
        cmocka_unit_test(two_verdicts_that_look_alike_are_told_apart),
        cmocka_unit_test(a_pass_is_reproduced_only_if_each_try_passes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
