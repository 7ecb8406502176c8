/*
 * Goal: a visible window is found with its process and its title, and a hidden one is not.
 * Method: a window of this process, whose title no other has.
 */
#include "kit/os/windows.h"
#include "kit/os/process.h"
#include "kit/os/text.h"
#include "kit/os/win32.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static char title[64];

static int make_title(void **state)
{
    (void)state;
    snprintf(title, sizeof title, "lifeline-windows-test-%llx", os_random());
    return 0;
}

static HWND make_window(DWORD style)
{
    wchar_t wide[64];
    assert_true(os_widen(title, wide, 64));
    HWND window = CreateWindowW(L"STATIC", wide, style, 0, 0, 10, 10, NULL, NULL, NULL, NULL);
    assert_non_null(window);
    return window;
}

static bool is_ours(void *context, uint32_t pid, const char *seen)
{
    uint32_t *count = context;
    (*count)++;
    return pid == os_own_pid() && strcmp(seen, title) == 0;
}

static void a_visible_window_is_found(void **state)
{
    uint32_t count = 0;
    (void)state;
    assert_false(os_windows_find(is_ours, &count));
    HWND window = make_window(WS_OVERLAPPEDWINDOW | WS_VISIBLE);
    assert_true(os_windows_find(is_ours, &count));
    assert_true(count > 0);
    DestroyWindow(window);
    assert_false(os_windows_find(is_ours, &count));
}

static void a_hidden_one_is_not(void **state)
{
    uint32_t count = 0;
    (void)state;
    HWND window = make_window(WS_OVERLAPPEDWINDOW);
    assert_false(os_windows_find(is_ours, &count));
    ShowWindow(window, SW_SHOWNA);
    assert_true(os_windows_find(is_ours, &count));
    DestroyWindow(window);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_visible_window_is_found, make_title),
        cmocka_unit_test_setup(a_hidden_one_is_not, make_title),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
