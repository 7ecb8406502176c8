#include "kit/os/handle.h"
#include "kit/os/win32.h"

void os_close(void **handle)
{
    if (!*handle)
        return;
    DWORD kept = GetLastError();
    CloseHandle(*handle);
    *handle = NULL;
    SetLastError(kept);
}
