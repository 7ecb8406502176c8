#define _DEFAULT_SOURCE /* for flock */
#include "kit/os/output.h"
#include "kit/os/output_system.h"
#include "kit/os/path_posix.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static enum kit_status check_bytes(const char *here, const char *path, const char *first,
                                   struct kit_error *err)
{
    char bytes[OS_OUTPUT_FIRST];
    int file = open(here, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return os_path_errno(err, "opening it", path, errno);
    ssize_t got = read(file, bytes, strlen(first));
    enum kit_status status = got < 0 ? os_path_errno(err, "reading it", path, errno)
                                     : output_compare(bytes, (size_t)got, first, path, err);
    close(file);
    return status;
}

enum kit_status os_output_check(const char *path, const char *first, struct kit_error *err)
{
    char here[OS_PATH];
    struct stat found;
    assert(path && first && strlen(first) <= OS_OUTPUT_FIRST);
    enum kit_status status = os_path_here(path, here, err);
    if (status != KIT_OK)
        return status;
    if (stat(here, &found) != 0)
        return KIT_OK; /* creating the file will give the reason */
    if (S_ISDIR(found.st_mode))
        return output_fail_folder(path, err);
    if (!S_ISREG(found.st_mode))
        return output_fail_no_disk(path, err);
    if (!(found.st_mode & (S_IWUSR | S_IWGRP | S_IWOTH)))
        return output_fail_protected(path, err);
    return check_bytes(here, path, first, err);
}

/* True if the path still leads to the open file: its writer may have moved it to its place
 * between our open and our lock. */
static bool is_still_at(int file, const char *here)
{
    struct stat own, found;
    return fstat(file, &own) == 0 && stat(here, &found) == 0 && own.st_dev == found.st_dev &&
           own.st_ino == found.st_ino;
}

enum kit_status output_create(const char *part, const char *path, FILE **out,
                              struct kit_error *err)
{
    char here[OS_PATH];
    enum kit_status status = os_path_here(part, here, err);
    if (status != KIT_OK)
        return status;
    int file = open(here, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
    if (file < 0 && (errno == ENOENT || errno == ENOTDIR))
        return kit_fail(err, KIT_NOT_FOUND, "there is no folder for '%.200s'", path);
    if (file < 0)
        return os_path_errno(err, "creating it", path, errno);
    if (flock(file, LOCK_EX | LOCK_NB) != 0 || !is_still_at(file, here))
        status = output_fail_in_use(path, err);
    else if (ftruncate(file, 0) != 0)
        status = os_path_errno(err, "creating it", path, errno);
    else if ((*out = fdopen(file, "wb")) == NULL)
        status = output_fail_full(path, err);
    if (status != KIT_OK)
        close(file);
    return status;
}

enum kit_status output_move(const char *part, const char *path, struct kit_error *err)
{
    char from[OS_PATH], to[OS_PATH];
    enum kit_status status = os_path_here(part, from, err);
    if (status == KIT_OK)
        status = os_path_here(path, to, err);
    if (status == KIT_OK && rename(from, to) != 0)
        status = os_path_errno(err, "moving it from beside to its place", path, errno);
    return status;
}
