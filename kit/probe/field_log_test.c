/*
 * Goal: a field log is known by its name and by its first bytes, and nothing else is taken for
 * one. Method: tables of names; a log in memory, spoiled in one place after the other.
 */
#include "kit/probe/field_log.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static void a_name_is_of_a_field_log_or_not(void **state)
{
    char name[FIELD_NAME];
    const struct field_time began = {2026, 11, 30, 1, 2, 3, 45};
    (void)state;
    field_log_name(name, &began, 1180, "host");
    assert_string_equal(name, "20261130T010203.045Z-1180-host" FIELD_ENDING);
    assert_true(field_log_is_name(name));
    field_log_name(name, &began, UINT32_MAX, "a:b\\c/d e\xc3\xa4?");
    assert_string_equal(name, "20261130T010203.045Z-4294967295-a_b_c_d_e___" FIELD_ENDING);
    assert_true(field_log_is_name(name));
    assert_false(field_log_is_name("my.lifeline"));
    assert_false(field_log_is_name("20261130T010203.045Z-1180-host.txt"));
    assert_false(field_log_is_name("20261130X010203.045Z-1180-host" FIELD_ENDING));
    assert_false(field_log_is_name("20261130T010203.045Z-x-host" FIELD_ENDING));
    assert_false(field_log_is_name(""));
}

static void half_a_file_is_no_field_log(void **state)
{
    (void)state;
    struct field_log *log = calloc(1, sizeof *log);
    assert_non_null(log);
    memcpy(log->facts.magic, FIELD_MAGIC, sizeof FIELD_MAGIC);
    log->facts.version = FIELD_VERSION;
    log->facts.actor_size = sizeof(struct actor_block);
    log->facts.ticks_per_s = 1;
    assert_true(field_log_valid(log, sizeof *log));
    assert_false(field_log_valid(log, sizeof *log - 1));
    log->facts.ticks_per_s = 0;
    assert_false(field_log_valid(log, sizeof *log));
    log->facts.ticks_per_s = 1;
    log->facts.version++;
    assert_false(field_log_valid(log, sizeof *log));
    log->facts.version--;
    log->facts.magic[0] = 0;
    assert_false(field_log_valid(log, sizeof *log));
    free(log);
}

static void a_process_is_called_as_its_program_without_the_ending(void **state)
{
    static const char *const rows[][2] = {{"a.exe", "a"},
                                          {"A.EXE", "A"},
                                          {"a.exe.exe", "a.exe"},
                                          {"a", "a"},
                                          {".exe", ".exe"},
                                          {"", ""},
                                          {"a.ex", "a.ex"},
                                          {"a\x0e"
                                           "exe",
                                           "a\x0e"
                                           "exe"},
                                          {"my app.exe", "my app"}};
    char who[KIT_NAME];
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        field_log_who(who, rows[i][0]);
        assert_string_equal(who, rows[i][1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_is_of_a_field_log_or_not),
        cmocka_unit_test(half_a_file_is_no_field_log),
        cmocka_unit_test(a_process_is_called_as_its_program_without_the_ending),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
