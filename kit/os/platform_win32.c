#include "kit/os/platform.h"
#include "kit/base/text.h"
#include "kit/os/win32.h"

NTSYSAPI LONG NTAPI RtlGetVersion(OSVERSIONINFOW *version);

/* Only Wine's ntdll has this; through an integer because the types of the two differ. */
static const char *(*wine_version(void))(void)
{
    return (const char *(*)(void))(uintptr_t)GetProcAddress(GetModuleHandleW(L"ntdll.dll"),
                                                            "wine_get_version");
}

bool os_is_wine(void)
{
    return wine_version() != NULL;
}

void os_platform(char *to, size_t size)
{
    struct text out = text_over(to, size);
    OSVERSIONINFOW version = {.dwOSVersionInfoSize = sizeof version};
    if (os_is_wine()) {
        text_add(&out, "wine %s", wine_version()());
        return;
    }
    RtlGetVersion(&version);
    text_add(&out, "windows %lu.%lu.%lu", (unsigned long)version.dwMajorVersion,
             (unsigned long)version.dwMinorVersion, (unsigned long)version.dwBuildNumber);
}

uint32_t os_core_count(void)
{
    SYSTEM_INFO info;
    GetSystemInfo(&info);
    return info.dwNumberOfProcessors;
}

void os_stay_on_core(uint32_t core)
{
    SetThreadAffinityMask(GetCurrentThread(), (DWORD_PTR)1 << core);
}

bool os_is_terminal(uint32_t *columns)
{
    CONSOLE_SCREEN_BUFFER_INFO info;
    if (!GetConsoleScreenBufferInfo(GetStdHandle(STD_OUTPUT_HANDLE), &info))
        return false;
    *columns = (uint32_t)(info.srWindow.Right - info.srWindow.Left + 1);
    return true;
}
