/*
 * Simulates a user for the scenarios of window_child: closes the window of the named actor,
 * once it is there. The scenario decides when, by a hold at the step `user.closes`. Then this
 * program stays until the run asks it to end.
 *
 *     window_user.exe cs
 */
#include "kit/link/os_hooks.h"
#include "kit/os/event.h"
#include "kit/os/text.h"
#include "kit/probe/lifeline.h"

#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>
#include <windows.h>

#define GLANCE_MS 10 /* how often it looks at the screen */

static HWND find_window(const char *actor)
{
    wchar_t kind[128], title[128];
    const char *run = getenv("LIFELINE_RUN");
    swprintf(kind, 128, L"Lifeline child %hs", run ? run : "");
    swprintf(title, 128, L"%hs", actor);
    return FindWindowW(kind, title);
}

static int play(const char *actor)
{
    HWND window = NULL;
    lifeline_attach("user");
    link_hook_os();
    void *const asked[] = {lifeline_stop_event()};
    while (!(window = find_window(actor))) {
        if (os_wait_any(asked, 1, GLANCE_MS) == 0)
            return EXIT_SUCCESS;
    }
    LIFELINE_STEP("user.closes");
    PostMessageW(window, WM_CLOSE, 0, 0);
    LIFELINE_STEP("user.closed");
    os_wait_any(asked, 1, INFINITE);
    return EXIT_SUCCESS;
}

int wmain(int count, wchar_t **wide)
{
    char **words = os_arguments(count, wide);
    if (!words || count != 2) {
        fprintf(stderr, "window_user: tell whose window is to be closed\n");
        return 2;
    }
    int code = play(words[1]);
    free(words);
    return code;
}
