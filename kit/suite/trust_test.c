/*
 * Goal: no path leads out of the current folder unseen, whatever it is written as, and none
 * that stays inside is asked about. Method: a table, with folders that need not be there.
 */
#include "kit/suite/trust.h"
#include "kit/os/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

static void a_path_leads_out_if_it_is_not_below_the_folder(void **state)
{
    (void)state;
    static const struct {
        const char *path, *folder;
        bool leads_out;
    } rows[] = {
        {"C:\\work\\a.exe", "C:\\work", false},
        {"c:/WORK/sub/../a.exe", "C:\\work", false},
        {"C:\\work\\..\\a.exe", "C:\\work", true},
        {"C:\\work\\sub\\..\\..\\a.exe", "C:\\work", true},
        {"C:\\workshop\\a.exe", "C:\\work", true},
        {"C:\\work", "C:\\work", true},
        {"C:\\wor", "C:\\work", true},
        {"D:\\work\\a.exe", "C:\\work", true},
        {"\\\\server\\share\\a.exe", "C:\\work", true},
        {"//server/share/a.exe", "C:\\work", true},
        {"\\\\?\\C:\\work\\..\\a.exe", "C:\\work", true},
        {"\\\\.\\pipe\\a", "C:\\work", true},
        {"C:\\a.exe", "C:\\", false},
        {"D:\\a.exe", "C:\\", true},
        {"\xff", "C:\\work", true},
        {"", "C:\\work", true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(trust_leads_out(rows[i].path, rows[i].folder), rows[i].leads_out);
}

static void what_is_relative_is_taken_from_the_current_folder(void **state)
{
    char folder[OS_PATH], above[OS_PATH + 4];
    struct text text = text_over(above, sizeof above);
    (void)state;
    assert_int_equal(os_path_whole(".", folder, NULL), KIT_OK);
    text_add(&text, "%s/../x.exe", folder);
    assert_false(trust_leads_out("x.exe", folder));
    assert_false(trust_leads_out("sub/x.exe", folder));
    assert_false(trust_leads_out("./sub/../x.exe", folder));
    assert_true(trust_leads_out("../x.exe", folder));
    assert_true(trust_leads_out("sub/../../x.exe", folder));
    assert_true(trust_leads_out(above, folder));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_path_leads_out_if_it_is_not_below_the_folder),
        cmocka_unit_test(what_is_relative_is_taken_from_the_current_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
