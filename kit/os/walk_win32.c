#include "kit/os/error.h"
#include "kit/os/file.h"
#include "kit/os/text.h"
#include "kit/os/walk_system.h"
#include "kit/os/win32.h"

static enum kit_status walk_fail(struct kit_error *err, const char *what, const char *folder)
{
    struct kit_error why;
    enum kit_status status = os_fail(&why, what, GetLastError());
    if (status == KIT_NOT_FOUND)
        return kit_fail(err, status, "there is no '%.200s'", folder);
    return kit_fail(err, status, "'%.200s': %.300s", folder, why.text);
}

enum kit_status folder_identify(const char *folder, struct folder_id *out,
                                struct kit_error *err)
{
    wchar_t wide[OS_PATH];
    BY_HANDLE_FILE_INFORMATION info;
    if (!os_widen(folder, wide, OS_PATH))
        return kit_fail(err, KIT_BAD_INPUT, "the path '%.200s' is too long or no UTF-8",
                        folder);
    HANDLE handle =
        CreateFileW(wide, FILE_READ_ATTRIBUTES,
                    FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL, OPEN_EXISTING,
                    FILE_FLAG_BACKUP_SEMANTICS, NULL); /* a folder opens only with this flag */
    if (handle == INVALID_HANDLE_VALUE)
        return walk_fail(err, "opening it", folder);
    enum kit_status status = KIT_OK;
    if (GetFileInformationByHandle(handle, &info))
        *out = (struct folder_id){info.dwVolumeSerialNumber,
                                  (uint64_t)info.nFileIndexHigh << 32 | info.nFileIndexLow};
    else
        status = walk_fail(err, "GetFileInformationByHandle", folder);
    CloseHandle(handle);
    return status;
}

/* True for a symbolic link or a junction. A cloud folder has a reparse point, too, but is no
 * link; Wine reports no tag. */
static bool is_link(const WIN32_FIND_DATAW *found)
{
    return (found->dwFileAttributes & FILE_ATTRIBUTE_REPARSE_POINT) &&
           (found->dwReserved0 == 0 || IsReparseTagNameSurrogate(found->dwReserved0));
}

/* A name that is no Unicode cannot be reported, and is skipped. */
static enum kit_status report_found(const WIN32_FIND_DATAW *found, folder_entry_found report,
                                    void *context, struct kit_error *err)
{
    char name[OS_PATH];
    struct folder_entry entry = {.name = name};
    if (!os_narrow(found->cFileName, name, sizeof name))
        return KIT_OK;
    entry.is_folder = found->dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY;
    entry.is_link = is_link(found);
    return report(context, &entry, err);
}

enum kit_status folder_list(const char *folder, folder_entry_found report, void *context,
                            struct kit_error *err)
{
    char pattern[OS_PATH];
    wchar_t wide[OS_PATH];
    WIN32_FIND_DATAW found;
    struct text to = text_over(pattern, sizeof pattern);
    text_add(&to, "%s/*", folder);
    if (to.cut || !os_widen(pattern, wide, OS_PATH))
        return kit_fail(err, KIT_BAD_INPUT, "the path '%.200s' is too long or no UTF-8",
                        folder);
    HANDLE search = FindFirstFileW(wide, &found);
    if (search == INVALID_HANDLE_VALUE)
        return walk_fail(err, "listing it", folder);
    enum kit_status status = KIT_OK;
    do
        status = report_found(&found, report, context, err);
    while (status == KIT_OK && FindNextFileW(search, &found));
    FindClose(search);
    return status;
}
