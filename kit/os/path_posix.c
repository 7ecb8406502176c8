#define _POSIX_C_SOURCE 200809L
#include "kit/os/path_posix.h"
#include "kit/base/utf8.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <strings.h>
#include <sys/stat.h>

static bool exists(const char *path)
{
    struct stat found;
    return stat(path, &found) == 0;
}

/* Replaces the name between `name` and `end` by the one in its folder that has the same
 * letters. Both have the same length. */
static void find_name(char *path, char *name, size_t length)
{
    char kept = *name;
    *name = 0;
    DIR *folder = opendir(name == path ? "." : path);
    *name = kept;
    struct dirent *entry = NULL;
    while (folder && (entry = readdir(folder)) != NULL) {
        if (strlen(entry->d_name) == length && strncasecmp(entry->d_name, name, length) == 0)
            break;
    }
    if (entry)
        memcpy(name, entry->d_name, length);
    if (folder)
        closedir(folder);
}

/* Name by name, each with the names before it as they are on the disk. */
static void find_names(char *path)
{
    for (char *name = path; *name && !exists(path);) {
        size_t length = strcspn(name, "/");
        char kept = name[length];
        name[length] = 0;
        if (length > 0 && !exists(path))
            find_name(path, name, length);
        name[length] = kept;
        name += length + (kept == '/');
    }
}

enum kit_status os_path_here(const char *path, char to[KIT_PATH], struct kit_error *err)
{
    size_t length = strlen(path);
    if (length >= KIT_PATH)
        return kit_fail(err, KIT_BAD_INPUT,
                        "the path '%.100s' has %zu bytes; at most %d are allowed", path, length,
                        KIT_PATH - 1);
    if (!utf8_is_valid(path))
        return kit_fail(err, KIT_BAD_INPUT, "the path '%.100s' is not valid UTF-8", path);
    bool is_root = (path[0] == 'z' || path[0] == 'Z') && path[1] == ':' && path[2] != 0;
    const char *from = is_root ? path + 2 : path;
    for (length = 0; from[length]; length++)
        to[length] = from[length] == '\\' ? '/' : from[length];
    to[length] = 0;
    find_names(to);
    return KIT_OK;
}

/* X(errno, status, the Win32 code, what Wine says for it) */
#define ERRNO_WORDS(X)                                                                         \
    X(EACCES, KIT_DENIED, 5, "Access denied")                                                  \
    X(EPERM, KIT_DENIED, 5, "Access denied")                                                   \
    X(EINVAL, KIT_OS, 123, "Invalid name")                                                     \
    X(ENAMETOOLONG, KIT_OS, 123, "Invalid name")                                               \
    X(ELOOP, KIT_OS, 1921, "The name of the file cannot be resolved by the system")

/* True for a name that Windows does not allow. */
static bool is_refused(const char *path)
{
    for (; *path; path++) {
        if ((unsigned char)*path < ' ' || strchr("<>\"|?*", *path))
            return true;
    }
    return false;
}

enum kit_status os_path_errno(struct kit_error *err, const char *what, const char *path,
                              int number)
{
    static const struct {
        int number;
        enum kit_status status;
        unsigned code;
        const char *words;
    } all[] = {
#define X(number, status, code, words) {number, status, code, words},
        ERRNO_WORDS(X)
#undef X
    };
    if ((number == ENOENT || number == ENOTDIR) && is_refused(path))
        number = EINVAL;
    if (number == ENOENT || number == ENOTDIR)
        return kit_fail(err, KIT_NOT_FOUND, "there is no '%.200s'", path);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (all[i].number == number)
            return kit_fail(err, all[i].status, "'%.200s': %s failed with %u: %s", path, what,
                            all[i].code, all[i].words);
    }
    return kit_fail(err, KIT_OS, "'%.200s': %s failed with errno %d", path, what, number);
}
