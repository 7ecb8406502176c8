#include "kit/os/user.h"

typedef void (*any_function)(void);

bool os_user_load(struct os_user *out)
{
    HMODULE library = LoadLibraryW(L"user32.dll");
    if (!library)
        return false;
    out->desktop_of =
        (HDESK(WINAPI *)(DWORD))(any_function)GetProcAddress(library, "GetThreadDesktop");
    out->each = (BOOL(WINAPI *)(HDESK, WNDENUMPROC, LPARAM))(any_function)GetProcAddress(
        library, "EnumDesktopWindows");
    out->process_of = (DWORD(WINAPI *)(HWND, DWORD *))(any_function)GetProcAddress(
        library, "GetWindowThreadProcessId");
    out->related =
        (HWND(WINAPI *)(HWND, UINT))(any_function)GetProcAddress(library, "GetWindow");
    out->post = (BOOL(WINAPI *)(HWND, UINT, WPARAM, LPARAM))(any_function)GetProcAddress(
        library, "PostMessageW");
    out->is_visible =
        (BOOL(WINAPI *)(HWND))(any_function)GetProcAddress(library, "IsWindowVisible");
    out->title_of = (int(WINAPI *)(HWND, wchar_t *, int))(any_function)GetProcAddress(
        library, "GetWindowTextW");
    return out->desktop_of && out->each && out->process_of && out->related && out->post &&
           out->is_visible && out->title_of;
}

void os_user_each_window(const struct os_user *user, WNDENUMPROC see, LPARAM context)
{
    user->each(user->desktop_of(GetCurrentThreadId()), see, context);
}
