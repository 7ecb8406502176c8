/*
 * Goal: one sentence says which lifeline made something, and an older log costs it nothing.
 * Method: versions with and without a commit.
 */
#include "kit/base/version.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

static const char *told(const char *version, const char *commit, const char *platform)
{
    static char room[128];
    struct text text = text_over(room, sizeof room);
    version_add(&text, version, commit, platform);
    return room;
}

static void a_lifeline_is_told_with_its_commit(void **state)
{
    (void)state;
    assert_string_equal(told("0.1.0", "0123456789ab with changes", "wine 8.0"),
                        "lifeline 0.1.0 (commit 0123456789ab with changes) on wine 8.0");
}

static void a_lifeline_whose_log_has_no_commit_is_told_without(void **state)
{
    (void)state;
    assert_string_equal(told("0.1.0", "", "wine 8.0"), "lifeline 0.1.0 on wine 8.0");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_lifeline_is_told_with_its_commit),
        cmocka_unit_test(a_lifeline_whose_log_has_no_commit_is_told_without),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
