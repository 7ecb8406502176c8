/* Of kit/os/file.h what the lifeline for Linux needs. */
#define _XOPEN_SOURCE 700 /* for realpath */
#include "kit/os/file.h"
#include "kit/os/path_posix.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>
#include <sys/stat.h>

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
