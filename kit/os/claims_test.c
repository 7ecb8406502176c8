/*
 * Goal: a name belongs to one process at a time, however it is written, and to nobody once that
 * has given it back. Method: two sets of claims in this process stand for two processes; what
 * becomes of those of a process that is killed, ci/check-outputs shows.
 */
#include "kit/os/claims.h"
#include "kit/os/file.h"
#include "kit/os/folder_test.h"
#include "kit/os/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <direct.h>
#include <cmocka.h>

static char folder[OS_PATH];

static int set_up(void **state)
{
    (void)state;
    return make_test_folder(folder, "claims_test", "") ? 0 : -1;
}

static int tear_down(void **state)
{
    char path[OS_PATH + 32];
    wchar_t wide[OS_PATH];
    (void)state;
    snprintf(path, sizeof path, "%s/" OS_CLAIMS_FILE, folder);
    os_file_remove(path, NULL);
    return os_widen(folder, wide, OS_PATH) && _wrmdir(wide) == 0 ? 0 : -1;
}

static void a_name_belongs_to_one(void **state)
{
    static const char *const same[] = {"\xc3\x84x.jsonl", "\xc3\xa4x.jsonl", "\xc3\x84X.JSONL"};
    static const char *const others[] = {"x.jsonl", "\xc3\xa4x.2.jsonl", "ax.jsonl", ""};
    struct os_claims mine = {.file = NULL}, theirs = {.file = NULL};
    struct kit_error err;
    (void)state;
    assert_int_equal(os_claim(&mine, folder, same[0], &err), KIT_OK);
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        assert_int_equal(os_claim(&theirs, folder, same[i], &err), KIT_DENIED);
        assert_non_null(strstr(err.text, "is in use by another lifeline that is running now"));
        assert_int_equal(os_claim(&mine, folder, same[i], &err), KIT_DENIED);
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_int_equal(os_claim(&theirs, folder, others[i], &err), KIT_OK);
    os_claims_free(&mine);
    assert_int_equal(os_claim(&theirs, folder, same[1], &err), KIT_OK);
    os_claims_free(&theirs);
    os_claims_free(&theirs); /* none is nothing */
}

static void many_names_are_many(void **state)
{
    struct os_claims mine = {.file = NULL};
    struct kit_error err;
    (void)state;
    for (int i = 0; i < 2000; i++) {
        char name[32];
        snprintf(name, sizeof name, "%d.jsonl", i);
        assert_int_equal(os_claim(&mine, folder, name, &err), KIT_OK);
    }
    os_claims_free(&mine);
}

static void a_folder_that_is_not_there_is_told(void **state)
{
    struct os_claims mine = {.file = NULL};
    char below[OS_PATH + 8];
    struct kit_error err;
    (void)state;
    snprintf(below, sizeof below, "%s/no", folder);
    assert_int_equal(os_claim(&mine, below, "x", &err), KIT_NOT_FOUND);
    assert_non_null(strstr(err.text, "there is no folder for '"));
    assert_null(mine.file);
}

#define CLAIM(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CLAIM(a_name_belongs_to_one),
        CLAIM(many_names_are_many),
        CLAIM(a_folder_that_is_not_there_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
