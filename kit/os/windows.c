#include "kit/os/windows.h"
#include "kit/os/text.h"
#include "kit/os/user.h"

#define TITLE_MOST 256

struct looking {
    struct os_user user;
    bool (*see)(void *context, uint32_t pid, const char *title);
    void *context;
    bool is_found;
};

static BOOL CALLBACK look_at_window(HWND window, LPARAM context)
{
    struct looking *looking = (struct looking *)context; /* NOLINT: as EnumWindows passes it */
    wchar_t wide[TITLE_MOST];
    char title[TITLE_MOST * 3];
    DWORD pid = 0;
    if (!looking->user.is_visible(window))
        return TRUE;
    looking->user.process_of(window, &pid);
    if (looking->user.title_of(window, wide, TITLE_MOST) > 0 &&
        os_narrow(wide, title, sizeof title))
        looking->is_found = looking->see(looking->context, pid, title);
    return !looking->is_found;
}

bool os_windows_find(bool (*see)(void *context, uint32_t pid, const char *title), void *context)
{
    struct looking looking = {.see = see, .context = context};
    if (os_user_load(&looking.user))
        os_user_each_window(&looking.user, look_at_window, (LPARAM)&looking);
    return looking.is_found;
}
