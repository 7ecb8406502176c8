/*
 * Goal: a value of an option is taken by its kind's unit and bounds, or refused in a sentence
 * that says what may be written. Method: one row for each kind at its bounds and one beyond
 * them.
 */
#include "kit/protocol/options.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

static void a_value_is_taken_up_to_its_bounds(void **state)
{
    (void)state;
    static const struct {
        enum option_kind kind;
        const char *word;
        uint64_t value;
    } rows[] = {
        {KIND_NAME, "h", 1},
        {KIND_NAME, "a234567890123456789012345678901", 31},
        {KIND_OBJECT, "Event1", 6},
        {KIND_DURATION, "1ms", 1},
        {KIND_DURATION, "24min", 24 * 60 * 1000},
        {KIND_DURATION, "86400s", KIT_DURATION_MAX_MS},
        {KIND_TIMES, "1", 1},
        {KIND_TIMES, "1000000", PROTOCOL_TIMES},
        {KIND_SIZE, "1B", 1},
        {KIND_SIZE, "4GiB", KIT_SIZE_MAX},
        {KIND_HANDLE, "0", 0},
        {KIND_HANDLE, "4294967295", UINT32_MAX},
        {KIND_MEMORY, "256", MEMORY_LEAST},
        {KIND_MEMORY, "1048576", MEMORY_MOST},
        {KIND_NOTICE, "pipe", NOTICE_PIPE},
        {KIND_NOTICE, "all", NOTICE_ALL},
        {KIND_LOSS, "stop", LOSS_STOP},
        {KIND_LOSS, "continue", LOSS_CONTINUE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct kit_error err = {.text = ""};
        uint64_t value = 99;
        if (value_read(rows[i].kind, rows[i].word, &value, &err) != KIT_OK)
            fail_msg("'%s' is refused: %s", rows[i].word, err.text);
        assert_int_equal(value, rows[i].value);
    }
}

static void a_value_beyond_them_is_refused_and_changes_nothing(void **state)
{
    (void)state;
    static const struct {
        enum option_kind kind;
        const char *word;
        const char *says;
    } rows[] = {
        {KIND_NAME, "", "'' is no name; write 1 to 31 bytes"},
        {KIND_NAME, "a2345678901234567890123456789012",
         "'a2345678901234567890123456789012' is no name; write 1 to 31 bytes"},
        {KIND_OBJECT, "", "'' is no name of an object; write 1 to 259 bytes"},
        {KIND_DURATION, "0ms", "'0ms' is too short; write at least 1ms"},
        {KIND_DURATION, "86401s", "at most 24 hours"},
        {KIND_DURATION, "20", "'20' is no duration; write a whole number with ms, s or min"},
        {KIND_TIMES, "0", "'0' is too few; write at least 1"},
        {KIND_TIMES, "1000001", "'1000001' is no whole number from 0 to 1000000"},
        {KIND_SIZE, "0B", "'0B' is too small; write at least 1B"},
        {KIND_SIZE, "5GiB", "at most 4GiB"},
        {KIND_HANDLE, "-1", "'-1' is no whole number from 0 to 4294967295"},
        {KIND_MEMORY, "255", "'255' is too few to share; write at least 256 bytes"},
        {KIND_MEMORY, "1048577", "'1048577' is no whole number from 0 to 1048576"},
        {KIND_NOTICE, "luck",
         "'luck' is no way to notice; write pipe, process, watchdog or all"},
        {KIND_LOSS, "panic", "'panic' is no choice; write stop or continue"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct kit_error err = {.text = ""};
        uint64_t value = 99;
        assert_int_equal(value_read(rows[i].kind, rows[i].word, &value, &err), KIT_BAD_INPUT);
        if (!strstr(err.text, rows[i].says))
            fail_msg("'%s' says: %s", rows[i].word, err.text);
        assert_int_equal(value, 99);
    }
}

/* One that is as long as a name of the system can be is taken; one byte more is not. */
static void a_name_of_an_object_is_as_long_as_windows_takes_it(void **state)
{
    (void)state;
    char name[PROTOCOL_OBJECT_NAME + 1] = "";
    uint64_t size = 0;
    memset(name, 'n', PROTOCOL_OBJECT_NAME);
    assert_int_equal(value_read(KIND_OBJECT, name, &size, NULL), KIT_BAD_INPUT);
    assert_int_equal(value_read(KIND_OBJECT, name + 1, &size, NULL), KIT_OK);
    assert_int_equal(size, 259);
}

static void what_a_switch_wants_lists_the_words_of_a_choice(void **state)
{
    (void)state;
    static const struct {
        enum option_kind kind;
        const char *form;
    } rows[] = {
        {KIND_DURATION, "<duration>"},
        {KIND_MEMORY, "<bytes>"},
        {KIND_NOTICE, "<pipe|process|watchdog|all>"},
        {KIND_LOSS, "<stop|continue>"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char form[64];
        struct text text = text_over(form, sizeof form);
        text_add_form(&text, rows[i].kind);
        assert_string_equal(form, rows[i].form);
    }
}

/* If no side had an option, it could never be given. */
static void every_option_has_a_switch_of_its_own_and_somebody_who_takes_it(void **state)
{
    (void)state;
    for (int i = 0; i < OPTION_COUNT; i++) {
        assert_true(strncmp(option_switches[i], "--", 2) == 0);
        assert_int_equal(word_index(option_switches, option_switches[i]), i);
        assert_true((option_rows[i].sides & (STEP_BY_BOTH | STEP_BY_OTHERS)) != 0);
        assert_true(option_rows[i].kind < KIND_COUNT);
    }
    assert_int_equal(word_index(option_switches, PROTOCOL_CHILD_SWITCH), -1);
}

/* Where it is a word, the default value is one of the words; where it is a time, a wait of
 * that time does not spin. */
static void what_is_not_told_can_be_told(void **state)
{
    (void)state;
    assert_int_equal(option_rows[OPTION_NOTICE].usual, NOTICE_ALL);
    assert_int_equal(option_rows[OPTION_ON_LOSS].usual, LOSS_CONTINUE);
    assert_int_equal(option_rows[OPTION_WATCHDOG].usual, 2000);
    assert_int_equal(option_rows[OPTION_TICK].usual, 2000);
    assert_int_equal(option_rows[OPTION_DEADLINE].usual, 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_value_is_taken_up_to_its_bounds),
        cmocka_unit_test(a_value_beyond_them_is_refused_and_changes_nothing),
        cmocka_unit_test(a_name_of_an_object_is_as_long_as_windows_takes_it),
        cmocka_unit_test(what_a_switch_wants_lists_the_words_of_a_choice),
        cmocka_unit_test(every_option_has_a_switch_of_its_own_and_somebody_who_takes_it),
        cmocka_unit_test(what_is_not_told_can_be_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
