/*
 * What ci/check-console.py asks of a console that it cannot ask itself: the code page of what
 * is written to it. Three roles:
 *
 *     console_test_child.exe          tells the code page
 *     console_test_child.exe stay     takes the console for UTF-8, and stays until Ctrl+C
 *     console_test_child.exe break    starts the one above, breaks it, and tells the code page
 */
#include "kit/os/clock.h"
#include "kit/os/console.h"
#include "kit/os/event.h"
#include "kit/os/win32.h"

#include <stdio.h>
#include <string.h>

#define LONG_MS   10000u
#define GLANCE_MS 5u

static int tell_page(void)
{
    printf("page %u\n", GetConsoleOutputCP());
    return 0;
}

static int stay(void)
{
    os_console_begin();
    os_wait_any(NULL, 0, 3 * LONG_MS);
    os_console_end();
    return 1; /* nobody broke it */
}

/* Nothing but its code page says that the other has taken the console. */
static bool wait_for_page(UINT page)
{
    struct os_deadline until = os_deadline_in(LONG_MS);
    while (GetConsoleOutputCP() != page && os_left(until) > 0)
        os_wait_any(NULL, 0, GLANCE_MS);
    return GetConsoleOutputCP() == page;
}

static BOOL WINAPI ignore(DWORD event)
{
    return event == CTRL_C_EVENT;
}

/* Ctrl+C is for all processes of a console, and this one lives to tell. */
static int break_another(void)
{
    STARTUPINFOW info = {.cb = sizeof info};
    PROCESS_INFORMATION made;
    wchar_t program[MAX_PATH], line[] = L"child stay";
    GetModuleFileNameW(NULL, program, MAX_PATH);
    if (!CreateProcessW(program, line, NULL, NULL, FALSE, 0, NULL, NULL, &info, &made))
        return 1;
    SetConsoleCtrlHandler(ignore, TRUE);
    bool taken = wait_for_page(CP_UTF8);
    GenerateConsoleCtrlEvent(CTRL_C_EVENT, 0);
    bool ended = os_wait_any(&made.hProcess, 1, LONG_MS) == 0;
    CloseHandle(made.hThread);
    CloseHandle(made.hProcess);
    printf("%s, %s, ", taken ? "taken" : "not taken", ended ? "broken" : "not broken");
    return tell_page();
}

int main(int count, char **words)
{
    if (count == 2 && strcmp(words[1], "stay") == 0)
        return stay();
    if (count == 2 && strcmp(words[1], "break") == 0)
        return break_another();
    return tell_page();
}
