/*
 * Goal: what a run found and another run must not take back is known as such. Method: a table
 * of judgements.
 */
#include "kit/base/finding.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void a_failure_or_a_bad_end_stands_whatever_the_verdict_is(void **state)
{
    static const struct {
        enum kit_verdict verdict, first, second;
        bool bad_end, stands;
    } rows[] = {
        {VERDICT_PASS, VERDICT_PASS, VERDICT_PASS, false, false},
        {VERDICT_VACUOUS, VERDICT_VACUOUS, VERDICT_UNSEEN, false, false},
        {VERDICT_ERROR, VERDICT_ERROR, VERDICT_PASS, false, false},
        {VERDICT_FAIL, VERDICT_VACUOUS, VERDICT_FAIL, false, true},
        {VERDICT_ERROR, VERDICT_FAIL, VERDICT_ERROR, false, true},
        {VERDICT_PASS, VERDICT_FAIL, VERDICT_PASS, false, true},
        {VERDICT_ERROR, VERDICT_ERROR, VERDICT_ERROR, true, true},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        static struct judgement judgement;
        judgement = (struct judgement){.verdict = rows[i].verdict, .count = 2};
        judgement.findings[0].verdict = rows[i].first;
        judgement.findings[1].verdict = rows[i].second;
        judgement.findings[1].bad_end = rows[i].bad_end;
        assert_int_equal(judgement_stands(&judgement), rows[i].stands);
        assert_int_equal(judgement_has_bad_end(&judgement), rows[i].bad_end);
        judgement.count = 0; /* entries beyond `count` do not count */
        assert_false(judgement_stands(&judgement) || judgement_has_bad_end(&judgement));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_failure_or_a_bad_end_stands_whatever_the_verdict_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
