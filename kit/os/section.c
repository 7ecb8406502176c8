#include "kit/os/section.h"
#include "kit/os/error.h"
#include "kit/os/fail.h"
#include "kit/os/text.h"
#include "kit/os/win32.h"

enum kit_status os_section_create(const char *name, uint64_t bytes, bool inheritable,
                                  void **out, struct kit_error *err)
{
    wchar_t wide[OS_NAME_WIDE];
    if (name && !os_widen(name, wide, OS_NAME_WIDE))
        return kit_fail(err, KIT_BAD_INPUT, "the section name '%.60s' is too long", name);
    SECURITY_ATTRIBUTES security = {.nLength = sizeof security, .bInheritHandle = inheritable};
    HANDLE section = NULL;
    if (!os_fails(CALL_SECTION_CREATE))
        section = CreateFileMappingW(INVALID_HANDLE_VALUE, &security, PAGE_READWRITE,
                                     (DWORD)(bytes >> 32), (DWORD)bytes, name ? wide : NULL);
    if (!section)
        return os_fail(err, "CreateFileMapping", GetLastError());
    if (GetLastError() == ERROR_ALREADY_EXISTS) {
        os_close(&section);
        return kit_fail(err, KIT_DENIED, "a section named '%s' already exists", name);
    }
    *out = section;
    return KIT_OK;
}

enum kit_status os_section_open(const char *name, void **out, struct kit_error *err)
{
    wchar_t wide[OS_NAME_WIDE];
    if (!os_widen(name, wide, OS_NAME_WIDE))
        return kit_fail(err, KIT_BAD_INPUT, "the section name '%.60s' is too long", name);
    HANDLE section = NULL;
    if (!os_fails(CALL_SECTION_OPEN))
        section = OpenFileMappingW(FILE_MAP_READ | FILE_MAP_WRITE, FALSE, wide);
    if (!section)
        return os_fail(err, "OpenFileMapping", GetLastError());
    *out = section;
    return KIT_OK;
}

enum kit_status os_map(void *section, void **view, uint64_t *bytes, struct kit_error *err)
{
    void *at = NULL;
    if (!os_fails(CALL_SECTION_MAP))
        at = MapViewOfFile(section, FILE_MAP_READ | FILE_MAP_WRITE, 0, 0, 0);
    if (!at)
        return os_fail(err, "MapViewOfFile", GetLastError());
    MEMORY_BASIC_INFORMATION region = {0};
    VirtualQuery(at, &region, sizeof region);
    if (bytes)
        *bytes = region.RegionSize;
    *view = at;
    return KIT_OK;
}

void os_unmap(void **view)
{
    if (*view)
        UnmapViewOfFile(*view);
    *view = NULL;
}
