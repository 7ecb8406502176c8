/* Of kit/os/file.h what the lifeline for Linux needs. */
#define _XOPEN_SOURCE 700 /* for realpath */
#include "kit/os/file.h"
#include "kit/os/path_posix.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static enum kit_status read_all(int file, const char *path, size_t most, char **bytes,
                                size_t *size, struct kit_error *err)
{
    struct stat found;
    if (fstat(file, &found) != 0)
        return os_path_errno(err, "GetFileSize", path, errno);
    size_t length = (size_t)found.st_size, total = 0;
    if (length > most)
        return kit_fail(err, KIT_BAD_INPUT, "'%.200s' has %lld bytes; at most %zu are allowed",
                        path, (long long)found.st_size, most);
    char *to = malloc(length + 1);
    if (!to)
        return kit_fail(err, KIT_FULL, "no memory to read '%.200s'", path);
    while (total < length) {
        ssize_t got = read(file, to + total, length - total);
        if (got < 0 && errno != EINTR) {
            enum kit_status status = os_path_errno(err, "ReadFile", path, errno);
            free(to);
            return status;
        }
        if (got == 0)
            break;
        total += got > 0 ? (size_t)got : 0;
    }
    to[total] = 0;
    *bytes = to;
    *size = total;
    return KIT_OK;
}

enum kit_status os_file_read(const char *path, size_t most, char **bytes, size_t *size,
                             struct kit_error *err)
{
    char here[OS_PATH];
    enum kit_status status = os_path_here(path, here, err);
    if (status != KIT_OK)
        return status;
    if (os_is_folder(path))
        return kit_fail(err, KIT_BAD_INPUT, "'%.200s' is a folder, not a file", path);
    int file = open(here, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return os_path_errno(err, "opening it", path, errno);
    status = read_all(file, path, most, bytes, size, err);
    close(file);
    return status;
}

/* The path of what is there, with its links resolved. */
static enum kit_status resolve(const char *here, const char *path, char to[OS_PATH],
                               struct kit_error *err)
{
    char *whole = realpath(here, NULL);
    if (!whole)
        return os_path_errno(err, "finding it", path, errno);
    struct text text = text_over(to, OS_PATH);
    text_add(&text, "%s", whole);
    free(whole);
    if (text.cut)
        return kit_fail(err, KIT_BAD_INPUT, "'%.200s' is too long a path", path);
    return KIT_OK;
}

/* Of a file that is not there, the path of its folder and its name. */
static enum kit_status resolve_folder(char here[OS_PATH], const char *path, char to[OS_PATH],
                                      struct kit_error *err)
{
    char name[OS_PATH], *last = strrchr(here, '/');
    struct text text = text_over(name, sizeof name);
    text_add(&text, "/%s", last ? last + 1 : here);
    if (last)
        last[last == here] = 0; /* of the root, its separator stays */
    enum kit_status status = resolve(last ? here : ".", path, to, err);
    if (status != KIT_OK)
        return status;
    text = text_after(to, OS_PATH);
    text_add(&text, "%s", to[1] ? name : name + 1);
    if (text.cut)
        return kit_fail(err, KIT_BAD_INPUT, "'%.200s' is too long a path", path);
    return KIT_OK;
}

enum kit_status os_path_whole(const char *path, char to[OS_PATH], struct kit_error *err)
{
    char here[OS_PATH];
    enum kit_status status = os_path_here(path, here, err);
    if (status != KIT_OK)
        return status;
    if (access(here, F_OK) == 0)
        return resolve(here, path, to, err);
    return resolve_folder(here, path, to, err);
}

enum kit_status os_file_remove(const char *path, struct kit_error *err)
{
    char here[OS_PATH];
    enum kit_status status = os_path_here(path, here, err);
    if (status == KIT_OK && unlink(here) != 0 && errno != ENOENT)
        status = os_path_errno(err, "removing it", path, errno);
    return status;
}

static bool find_status(const char *path, struct stat *found)
{
    char here[OS_PATH];
    return os_path_here(path, here, NULL) == KIT_OK && stat(here, found) == 0;
}

bool os_is_file(const char *path)
{
    struct stat found;
    return find_status(path, &found) && !S_ISDIR(found.st_mode);
}

bool os_is_folder(const char *path)
{
    struct stat found;
    return find_status(path, &found) && S_ISDIR(found.st_mode);
}

/* The programs of scenarios are Windows programs: build/windows has them, beside build/native.
 */
#define WINDOWS_FOLDER "windows"

enum kit_status os_kit_folder(char to[OS_PATH], struct kit_error *err)
{
    struct text text = text_over(to, OS_PATH);
    char *own = realpath("/proc/self/exe", NULL);
    if (!own)
        return kit_fail(err, KIT_OS, "reading /proc/self/exe failed with errno %d", errno);
    for (int i = 0; i < 2; i++) {
        char *slash = strrchr(own, '/');
        if (slash)
            *slash = 0;
    }
    text_add(&text, "%s/" WINDOWS_FOLDER, own);
    free(own);
    if (text.cut)
        return kit_fail(err, KIT_BAD_INPUT, "the path of this program is too long");
    return KIT_OK;
}
