#pragma once
/*
 * Functions of user32.dll. It is loaded only for this, since it makes the start of every
 * program slower that is linked with it. For kit/os alone.
 */
#include "kit/os/win32.h"

#include <stdbool.h>

struct os_user {
    HDESK(WINAPI *desktop_of)(DWORD tid);
    BOOL(WINAPI *each)(HDESK desktop, WNDENUMPROC see, LPARAM context);
    DWORD(WINAPI *process_of)(HWND window, DWORD *pid);
    HWND(WINAPI *related)(HWND window, UINT how);
    BOOL(WINAPI *post)(HWND window, UINT message, WPARAM first, LPARAM second);
    BOOL(WINAPI *is_visible)(HWND window);
    int(WINAPI *title_of)(HWND window, wchar_t *to, int size);
};

/* False if the system has no such library. */
bool os_user_load(struct os_user *out);

/*
 * Shows `see` the windows on this thread's desktop that have no parent, as EnumWindows does.
 * EnumWindows of Wine makes the desktop where there is none yet; nobody can then have a window.
 */
void os_user_each_window(const struct os_user *user, WNDENUMPROC see, LPARAM context);
