#include "kit/os/output.h"
#include "kit/os/output_system.h"
#include "kit/os/path.h"
#include "kit/os/win32.h"

#include <assert.h>
#include <fcntl.h>
#include <io.h>
#include <string.h>

static enum kit_status check_bytes(HANDLE file, const char *path, const char *first,
                                   struct kit_error *err)
{
    char bytes[OS_OUTPUT_FIRST];
    DWORD got = 0, length = (DWORD)strlen(first);
    if (GetFileType(file) != FILE_TYPE_DISK)
        return output_fail_no_disk(path, err);
    if (!ReadFile(file, bytes, length, &got, NULL))
        return os_path_fail(err, "reading it", path, false);
    return output_compare(bytes, got, first, path, err);
}

enum kit_status os_output_check(const char *path, const char *first, struct kit_error *err)
{
    wchar_t wide[OS_PATH];
    assert(path && first && strlen(first) <= OS_OUTPUT_FIRST);
    enum kit_status status = os_path_widen(path, wide, err);
    if (status != KIT_OK)
        return status;
    DWORD found = GetFileAttributesW(wide);
    if (found == INVALID_FILE_ATTRIBUTES)
        return KIT_OK; /* creating the file will give the reason */
    if (found & FILE_ATTRIBUTE_DIRECTORY)
        return output_fail_folder(path, err);
    if (found & FILE_ATTRIBUTE_READONLY)
        return output_fail_protected(path, err);
    HANDLE file =
        CreateFileW(wide, GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                    NULL, OPEN_EXISTING, 0, NULL);
    if (file == INVALID_HANDLE_VALUE)
        return os_path_fail(err, "opening it", path, false);
    status = check_bytes(file, path, first, err);
    CloseHandle(file);
    return status;
}

enum kit_status output_create(const char *part, const char *path, FILE **out,
                              struct kit_error *err)
{
    wchar_t wide[OS_PATH];
    enum kit_status status = os_path_widen(part, wide, err);
    if (status != KIT_OK)
        return status;
    HANDLE file = CreateFileW(wide, GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_DELETE, NULL,
                              CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL);
    if (file == INVALID_HANDLE_VALUE && GetLastError() == ERROR_SHARING_VIOLATION)
        return output_fail_in_use(path, err);
    if (file == INVALID_HANDLE_VALUE)
        return os_path_fail(err, "creating it", path, true);
    int number = _open_osfhandle((intptr_t)file, _O_BINARY);
    *out = number >= 0 ? _fdopen(number, "wb") : NULL;
    if (*out)
        return KIT_OK;
    if (number >= 0)
        _close(number);
    else
        CloseHandle(file);
    return output_fail_full(path, err);
}

enum kit_status output_move(const char *part, const char *path, struct kit_error *err)
{
    wchar_t from[OS_PATH], to[OS_PATH];
    enum kit_status status = os_path_widen(part, from, err);
    if (status == KIT_OK)
        status = os_path_widen(path, to, err);
    if (status == KIT_OK &&
        !MoveFileExW(from, to, MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH))
        status = os_path_fail(err, "moving it from beside to its place", path, true);
    return status;
}
