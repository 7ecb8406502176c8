/*
 * Goal: a Win32 error is told in English, and what a system says in another language is UTF-8.
 * Method: codes and the system's own sentences; those of Wine are in many languages.
 */
#include "kit/base/utf8.h"
#include "kit/os/error.h"
#include "kit/os/platform.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#define ACCESS_DENIED 5u
#define NO_SUCH_CODE  0x2FFFFFFFu
#define FRENCH        0x40Cu
#define RUSSIAN       0x419u
#define NO_LANGUAGE   0x3F7u

static bool is_utf8(const char *text)
{
    for (uint32_t point; *text;) {
        size_t size = utf8_read(text, SIZE_MAX, &point);
        if (size == 0)
            return false;
        text += size;
    }
    return true;
}

static void an_error_is_told_in_english_without_its_full_stop(void **state)
{
    struct kit_error err = {0};
    (void)state;
    assert_int_equal(os_fail(&err, "OpenEvent", ACCESS_DENIED), KIT_DENIED);
    assert_int_equal(err.os_code, ACCESS_DENIED);
    assert_string_equal(err.text, os_is_wine() ? "OpenEvent failed with 5: Access denied"
                                               : "OpenEvent failed with 5: Access is denied");
}

static void a_code_without_a_sentence_is_told_as_a_number(void **state)
{
    struct kit_error err = {0};
    (void)state;
    assert_int_equal(os_fail(&err, "X", NO_SUCH_CODE), KIT_OS);
    assert_string_equal(err.text, "X failed with 805306367");
}

/* Wine has these languages; a Windows has them where they were installed. */
static void a_sentence_in_any_language_is_utf8(void **state)
{
    static const uint32_t languages[] = {FRENCH, RUSSIAN};
    (void)state;
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
        char told[OS_MESSAGE];
        bool known = os_message(ACCESS_DENIED, languages[i], told);
        assert_true(known || !os_is_wine());
        assert_int_equal(known, told[0] != 0);
        assert_true(is_utf8(told));
    }
    char french[OS_MESSAGE];
    if (os_message(ACCESS_DENIED, FRENCH, french))
        assert_non_null(strstr(french, "Acc\xc3\xa8s refus\xc3\xa9"));
}

static void where_a_language_is_missing_any_is_taken(void **state)
{
    char told[OS_MESSAGE] = "x";
    (void)state;
    assert_false(os_message(ACCESS_DENIED, NO_LANGUAGE, told));
    assert_string_equal(told, "");
    assert_true(os_message(ACCESS_DENIED, OS_ANY_LANGUAGE, told));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_error_is_told_in_english_without_its_full_stop),
        cmocka_unit_test(a_code_without_a_sentence_is_told_as_a_number),
        cmocka_unit_test(a_sentence_in_any_language_is_utf8),
        cmocka_unit_test(where_a_language_is_missing_any_is_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
