#include "kit/os/asking.h"
#include "kit/os/error.h"

#include "kit/os/win32.h"

static BOOL WINAPI ignore_key(DWORD event)
{
    (void)event;
    return TRUE;
}

enum kit_status os_console_key(uint32_t pid, bool is_break, struct kit_error *err)
{
    FreeConsole();
    if (!AttachConsole(pid))
        return kit_fail(err, KIT_NOT_FOUND, "the process has no console");
    SetConsoleCtrlHandler(ignore_key, TRUE);
    if (!GenerateConsoleCtrlEvent(is_break ? CTRL_BREAK_EVENT : CTRL_C_EVENT, 0))
        return os_fail(err, "GenerateConsoleCtrlEvent", GetLastError());
    return KIT_OK;
}

/* The functions of user32.dll. It is loaded only for this, since it makes the start of every
 * program slower that is linked with it. */
struct user {
    BOOL(WINAPI *each)(WNDENUMPROC see, LPARAM context);
    DWORD(WINAPI *process_of)(HWND window, DWORD *pid);
    HWND(WINAPI *related)(HWND window, UINT how);
    BOOL(WINAPI *post)(HWND window, UINT message, WPARAM first, LPARAM second);
};

typedef void (*any_function)(void);

static bool load_user(struct user *out)
{
    HMODULE library = LoadLibraryW(L"user32.dll");
    if (!library)
        return false;
    out->each = (BOOL(WINAPI *)(WNDENUMPROC, LPARAM))(any_function)GetProcAddress(
        library, "EnumWindows");
    out->process_of = (DWORD(WINAPI *)(HWND, DWORD *))(any_function)GetProcAddress(
        library, "GetWindowThreadProcessId");
    out->related =
        (HWND(WINAPI *)(HWND, UINT))(any_function)GetProcAddress(library, "GetWindow");
    out->post = (BOOL(WINAPI *)(HWND, UINT, WPARAM, LPARAM))(any_function)GetProcAddress(
        library, "PostMessageW");
    return out->each && out->process_of && out->related && out->post;
}

struct closing {
    struct user user;
    DWORD pid;
    uint32_t count;
};

static BOOL CALLBACK close_window(HWND window, LPARAM context)
{
    struct closing *closing = (struct closing *)context; /* NOLINT: as EnumWindows passes it */
    DWORD pid = 0;
    closing->user.process_of(window, &pid);
    if (pid == closing->pid && !closing->user.related(window, GW_OWNER) &&
        closing->user.post(window, WM_CLOSE, 0, 0))
        closing->count++;
    return TRUE;
}

enum kit_status os_windows_close(uint32_t pid, struct kit_error *err)
{
    struct closing closing = {.pid = pid};
    if (!load_user(&closing.user))
        return os_fail(err, "LoadLibrary of user32.dll", GetLastError());
    closing.user.each(close_window, (LPARAM)&closing);
    if (closing.count == 0)
        return kit_fail(err, KIT_NOT_FOUND, "the process has no window");
    return KIT_OK;
}
