/*
 * Goal: a section has one owner of its name, all see the same bytes, and they begin as zeros.
 */
#include "kit/base/text.h"
#include "kit/os/section.h"
#include "kit/os/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

static char name[64];

static int make_name(void **state)
{
    (void)state;
    struct text to = text_over(name, sizeof name);
    text_add(&to, "lifeline-section-test-%llx", os_random());
    return 0;
}

static void all_who_open_a_section_see_the_same_bytes(void **state)
{
    void *made = NULL, *opened = NULL, *a = NULL, *b = NULL;
    uint64_t bytes = 0;
    (void)state;
    assert_int_equal(os_section_create(name, 5000, false, &made, NULL), KIT_OK);
    assert_int_equal(os_section_open(name, &opened, NULL), KIT_OK);
    assert_int_equal(os_map(made, &a, NULL, NULL), KIT_OK);
    assert_int_equal(os_map(opened, &b, &bytes, NULL), KIT_OK);
    assert_int_equal(bytes, 8192); /* whole pages */
    for (int i = 0; i < 5000; i++)
        assert_int_equal(((const char *)b)[i], 0);
    memcpy((char *)a + 4990, "shared", 7);
    assert_string_equal((const char *)b + 4990, "shared");

    /* A view outlives the handles. */
    os_close(&made);
    os_close(&opened);
    os_unmap(&a);
    assert_null(a);
    os_unmap(&a);
    assert_string_equal((const char *)b + 4990, "shared");
    os_unmap(&b);
    assert_int_equal(os_section_open(name, &opened, NULL), KIT_NOT_FOUND);
}

static void a_name_that_is_taken_is_denied(void **state)
{
    void *first = NULL, *second = NULL;
    struct kit_error err = {0};
    (void)state;
    assert_int_equal(os_section_create(name, 4096, false, &first, NULL), KIT_OK);
    assert_int_equal(os_section_create(name, 4096, false, &second, &err), KIT_DENIED);
    assert_null(second);
    assert_non_null(strstr(err.text, name));
    os_close(&first);
    assert_int_equal(os_section_create(name, 4096, false, &second, NULL), KIT_OK);
    os_close(&second);
}

static void what_cannot_be_made_or_opened_is_told(void **state)
{
    char too_long[400] = {0};
    void *section = NULL, *view = NULL;
    (void)state;
    memset(too_long, 'n', sizeof too_long - 1);
    assert_int_equal(os_section_open(name, &section, NULL), KIT_NOT_FOUND);
    assert_int_equal(os_section_create(too_long, 4096, false, &section, NULL), KIT_BAD_INPUT);
    assert_int_equal(os_section_open(too_long, &section, NULL), KIT_BAD_INPUT);
    assert_int_not_equal(os_section_create(NULL, 0, false, &section, NULL), KIT_OK);
    assert_null(section);
    assert_int_not_equal(os_map((void *)(uintptr_t)0x7ffffff0, &view, NULL, NULL), KIT_OK);
    assert_null(view);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(all_who_open_a_section_see_the_same_bytes, make_name),
        cmocka_unit_test_setup(a_name_that_is_taken_is_denied, make_name),
        cmocka_unit_test_setup(what_cannot_be_made_or_opened_is_told, make_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
