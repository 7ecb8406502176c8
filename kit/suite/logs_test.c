/*
 * Goal: no log of a suite is written over another's. Method: tables of paths; nothing is run.
 */
#include "kit/suite/logs.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

#define PATHS_MOST 4

struct row {
    uint32_t repeat;
    const char *clash; /* a part of the sentence; NULL: there is none */
    char *paths[PATHS_MOST];
};

static const struct row rows[] = {
    {1, NULL, {"a/x.scenario", "a/y.scenario"}},
    {1, "' would write the same log 'a.x.jsonl'", {"a.x.scenario", "a/x.scenario"}},
    {1, "' would write the same log 'X.jsonl'", {"X.scenario", "./X.scenario"}},
    {1, "' would write the same log", {"X.scenario", "x.scenario"}},
    {1, "' would write the same log", {"\xc3\x84.scenario", "\xc3\xa4.scenario"}},
    {2,
     "run 2 of '\xc3\x84.scenario' and the first of '\xc3\xa4.2.scenario'",
     {"\xc3\xa4.2.scenario", "\xc3\x84.scenario"}},
    {1, NULL, {"\xc3\x84.scenario", "a.scenario"}},
    {1, NULL, {"x.scenario", "x.2.scenario"}},
    {2,
     "run 2 of 'x.scenario' and the first of 'x.2.scenario' would write the same log "
     "'x.2.jsonl'",
     {"x.2.scenario", "y.scenario", "x.scenario"}},
    {2, NULL, {"x.scenario", "x.3.scenario"}},
    {3,
     "run 3 of 'x.scenario' and the first of 'x.3.scenario'",
     {"x.scenario", "x.3.scenario"}},
    {3,
     "run 2 of 'X.scenario' and the first of 'x/2.scenario'",
     {"x/2.scenario", "X.scenario"}},
    {9, NULL, {"x.scenario", "x.1.scenario", "x.02.scenario", "x2.scenario"}},
    {9, NULL, {"x.2.scenario", "x.3.scenario", "2.scenario"}},
    {UINT32_MAX, NULL, {"x.scenario", "x.99999999999999999999.scenario"}},
    {UINT32_MAX, "run 4294967295 of 'x.scenario'", {"x.scenario", "x.4294967295.scenario"}},
};

static void scripts_that_would_write_one_log_are_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct script all[PATHS_MOST] = {{.path = NULL}};
        struct scripts scripts = {.all = all};
        struct kit_error err = {.status = KIT_OK};
        for (; scripts.count < PATHS_MOST && rows[i].paths[scripts.count]; scripts.count++)
            all[scripts.count].path = rows[i].paths[scripts.count];
        enum kit_status status = log_paths_differ(&scripts, rows[i].repeat, &err);
        assert_int_equal(status, rows[i].clash ? KIT_BAD_INPUT : KIT_OK);
        if (rows[i].clash && !strstr(err.text, rows[i].clash))
            fail_msg("row %zu: %s", i, err.text);
    }
}

/* That the names which are compared are those that are written. */
static void a_later_run_has_its_number_in_its_log(void **state)
{
    struct script script = {.path = "a/x.scenario"};
    struct script replay = {.path = "a/x.scenario", .log_of = "logs/a.x.jsonl"};
    char path[OS_PATH];
    (void)state;
    assert_int_equal(log_path_for("logs", &script, 1, path, NULL), KIT_OK);
    assert_string_equal(path, "logs/a.x.jsonl");
    assert_int_equal(log_path_for("logs", &script, 12, path, NULL), KIT_OK);
    assert_string_equal(path, "logs/a.x.12.jsonl");
    assert_int_equal(log_path_for("logs", &replay, 2, path, NULL), KIT_OK);
    assert_string_equal(path, "logs/a.x.replay.2.jsonl");
    replay.log_of = "logs/a.x.jsonl.part"; /* of a run that was cut off */
    assert_int_equal(log_path_for("logs", &replay, 1, path, NULL), KIT_OK);
    assert_string_equal(path, "logs/a.x.part.replay.jsonl");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scripts_that_would_write_one_log_are_refused),
        cmocka_unit_test(a_later_run_has_its_number_in_its_log),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
