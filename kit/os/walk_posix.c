#define _POSIX_C_SOURCE 200809L
#include "kit/base/text.h"
#include "kit/base/utf8.h"
#include "kit/os/path_posix.h"
#include "kit/os/walk_system.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

enum kit_status folder_identify(const char *folder, struct folder_id *out,
                                struct kit_error *err)
{
    char here[KIT_PATH];
    struct stat found;
    enum kit_status status = os_path_here(folder, here, err);
    if (status != KIT_OK)
        return status;
    if (stat(here, &found) != 0)
        return os_path_errno(err, "opening it", folder, errno);
    *out = (struct folder_id){(uint64_t)found.st_dev, (uint64_t)found.st_ino};
    return KIT_OK;
}

/* A link that leads nowhere is no folder. A name that is no Unicode cannot be reported, and is
 * skipped. */
static enum kit_status report_found(DIR *of, const char *name, folder_entry_found report,
                                    void *context, struct kit_error *err)
{
    struct stat own, behind;
    struct folder_entry entry = {.name = name};
    if (!utf8_is_valid(name) || fstatat(dirfd(of), name, &own, AT_SYMLINK_NOFOLLOW) != 0)
        return KIT_OK;
    entry.is_link = S_ISLNK(own.st_mode);
    entry.is_folder = fstatat(dirfd(of), name, &behind, 0) == 0 && S_ISDIR(behind.st_mode);
    return report(context, &entry, err);
}

enum kit_status folder_list(const char *folder, folder_entry_found report, void *context,
                            struct kit_error *err)
{
    char here[KIT_PATH];
    enum kit_status status = os_path_here(folder, here, err);
    DIR *of = status == KIT_OK ? opendir(here) : NULL;
    struct dirent *entry;
    if (status == KIT_OK && !of)
        return os_path_errno(err, "listing it", folder, errno);
    while (status == KIT_OK && (entry = readdir(of)) != NULL)
        status = report_found(of, entry->d_name, report, context, err);
    if (of)
        closedir(of);
    return status;
}
