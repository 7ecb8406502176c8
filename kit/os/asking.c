#include "kit/os/asking.h"
#include "kit/os/error.h"
#include "kit/os/platform.h"
#include "kit/os/user.h"

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
    /* Wine 8 refuses Ctrl+Break. Wine 10 takes it, calls no handler, and ends the caller. */
    if (is_break && os_is_wine())
        return kit_fail(err, KIT_OS, "Wine does not deliver Ctrl+Break");
    SetConsoleCtrlHandler(ignore_key, TRUE);
    if (!GenerateConsoleCtrlEvent(is_break ? CTRL_BREAK_EVENT : CTRL_C_EVENT, 0))
        return os_fail(err, "GenerateConsoleCtrlEvent", GetLastError());
    return KIT_OK;
}

struct closing {
    struct os_user user;
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
    if (!os_user_load(&closing.user))
        return os_fail(err, "LoadLibrary of user32.dll", GetLastError());
    os_user_each_window(&closing.user, close_window, (LPARAM)&closing);
    if (closing.count == 0)
        return kit_fail(err, KIT_NOT_FOUND, "the process has no window");
    return KIT_OK;
}
