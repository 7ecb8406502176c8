#include "kit/os/file.h"
#include "kit/base/text.h"
#include "kit/os/error.h"
#include "kit/os/path.h"
#include "kit/os/text.h"
#include "kit/os/win32.h"

#include <string.h>

enum kit_status os_path_whole(const char *path, char to[OS_PATH], struct kit_error *err)
{
    wchar_t wide[OS_PATH], whole[OS_PATH];
    enum kit_status status = os_path_widen(path, wide, err);
    if (status != KIT_OK)
        return status;
    DWORD length = GetFullPathNameW(wide, OS_PATH, whole, NULL);
    if (length > 0 && length < OS_PATH && os_narrow(whole, to, OS_PATH))
        return KIT_OK;
    return kit_fail(err, KIT_BAD_INPUT, "'%.200s' is too long a path", path);
}

enum kit_status os_file_remove(const char *path, struct kit_error *err)
{
    wchar_t wide[OS_PATH];
    enum kit_status status = os_path_widen(path, wide, err);
    if (status != KIT_OK)
        return status;
    if (DeleteFileW(wide) || GetLastError() == ERROR_FILE_NOT_FOUND)
        return KIT_OK;
    return os_path_fail(err, "removing it", path, false);
}

int os_path_order(const char *a, const char *b)
{
    wchar_t wide_a[OS_PATH], wide_b[OS_PATH];
    if (!os_widen(a, wide_a, OS_PATH) || !os_widen(b, wide_b, OS_PATH))
        return strcmp(a, b); /* the system has no such path */
    return CompareStringOrdinal(wide_a, -1, wide_b, -1, TRUE) - CSTR_EQUAL;
}

static DWORD file_attributes(const char *path)
{
    wchar_t wide[OS_PATH];
    if (!os_widen(path, wide, OS_PATH))
        return INVALID_FILE_ATTRIBUTES;
    return GetFileAttributesW(wide);
}

bool os_is_file(const char *path)
{
    DWORD found = file_attributes(path);
    return found != INVALID_FILE_ATTRIBUTES && !(found & FILE_ATTRIBUTE_DIRECTORY);
}

bool os_is_folder(const char *path)
{
    DWORD found = file_attributes(path);
    return found != INVALID_FILE_ATTRIBUTES && (found & FILE_ATTRIBUTE_DIRECTORY);
}

/* Makes one level; "C:" and an existing folder count as made. */
static bool make_one(const char *path)
{
    wchar_t wide[OS_PATH];
    if (os_is_folder(path) || path[strlen(path) - 1] == ':')
        return true;
    if (!os_widen(path, wide, OS_PATH))
        return false;
    return CreateDirectoryW(wide, NULL) || GetLastError() == ERROR_ALREADY_EXISTS;
}

static bool is_slash(char c)
{
    return c == '/' || c == '\\';
}

/* Where the folders begin that can be made. In \\server\share\x they begin after server and
 * share, which are no folders; the same for every path that begins with two slashes. */
static size_t first_folder(const char *path)
{
    int names = 0;
    size_t at = 2;
    if (!is_slash(path[0]) || !is_slash(path[1]))
        return 1;
    for (; path[at]; at++) {
        if (is_slash(path[at]) && ++names == 2)
            return at + 1;
    }
    return at;
}

enum kit_status os_folder_make(const char *path, struct kit_error *err)
{
    char part[OS_PATH];
    size_t length = strlen(path);
    if (length == 0 || length >= OS_PATH)
        return kit_fail(err, KIT_BAD_INPUT, "the path '%.100s' is empty or too long", path);
    if (os_is_folder(path))
        return KIT_OK;
    memcpy(part, path, length + 1);
    for (size_t i = first_folder(path); i <= length; i++) {
        char kept = part[i];
        if (!is_slash(kept) && kept != 0)
            continue;
        part[i] = 0;
        if (os_is_file(part))
            return kit_fail(err, KIT_BAD_INPUT, "'%.200s' is a file, not a folder", part);
        if (!make_one(part))
            return os_path_fail(err, "making the folder", part, true);
        part[i] = kept;
    }
    if (!os_is_folder(path))
        return kit_fail(err, KIT_BAD_INPUT, "'%.200s' is no folder", path);
    return KIT_OK;
}

enum kit_status os_temp_folder(char to[OS_PATH], struct kit_error *err)
{
    wchar_t wide[OS_PATH];
    DWORD length = GetTempPathW(OS_PATH, wide);
    if (length == 0 || length >= OS_PATH || !os_narrow(wide, to, OS_PATH))
        return os_fail(err, "GetTempPath", GetLastError());
    size_t last = strlen(to);
    if (last > 0 && (to[last - 1] == '\\' || to[last - 1] == '/'))
        to[last - 1] = 0;
    return KIT_OK;
}

enum kit_status os_program_file(char to[OS_PATH], struct kit_error *err)
{
    wchar_t wide[OS_PATH];
    DWORD length = GetModuleFileNameW(NULL, wide, OS_PATH);
    if (length == 0 || length >= OS_PATH || !os_narrow(wide, to, OS_PATH))
        return os_fail(err, "GetModuleFileName", GetLastError());
    for (char *at = to; *at; at++) {
        if (*at == '\\')
            *at = '/';
    }
    return KIT_OK;
}

enum kit_status os_program_folder(char to[OS_PATH], struct kit_error *err)
{
    enum kit_status status = os_program_file(to, err);
    char *slash = status == KIT_OK ? strrchr(to, '/') : NULL;
    if (slash)
        *slash = 0;
    return status;
}

enum kit_status os_kit_folder(char to[OS_PATH], struct kit_error *err)
{
    return os_program_folder(to, err);
}
