#define _POSIX_C_SOURCE 200809L
#include "kit/os/input.h"

#include "kit/base/text.h"
#include "kit/os/file.h"
#include "kit/os/path_posix.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct os_input {
    int file;
    char path[OS_PATH]; /* for messages */
};

enum kit_status os_input_open(const char *path, struct os_input **out, struct kit_error *err)
{
    char here[OS_PATH];
    *out = NULL;
    enum kit_status status = os_path_here(path, here, err);
    if (status != KIT_OK)
        return status;
    if (os_is_folder(path))
        return kit_fail(err, KIT_BAD_INPUT, "'%.200s' is a folder, not a file", path);
    int file = open(here, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return os_path_errno(err, "opening it", path, errno);
    struct os_input *input = malloc(sizeof *input);
    if (!input) {
        close(file);
        return kit_fail(err, KIT_FULL, "no memory to read '%.200s'", path);
    }
    input->file = file;
    struct text text = text_over(input->path, sizeof input->path);
    text_add(&text, "%s", path);
    *out = input;
    return KIT_OK;
}

void os_input_close(struct os_input *input)
{
    if (!input)
        return;
    close(input->file);
    free(input);
}

enum kit_status os_input_size(struct os_input *input, uint64_t *size, struct kit_error *err)
{
    struct stat found;
    if (fstat(input->file, &found) != 0)
        return os_path_errno(err, "GetFileSize", input->path, errno);
    *size = (uint64_t)found.st_size;
    return KIT_OK;
}

enum kit_status os_input_read(struct os_input *input, char *to, size_t room, size_t *got,
                              struct kit_error *err)
{
    ssize_t count;
    do
        count = read(input->file, to, room);
    while (count < 0 && errno == EINTR);
    if (count < 0)
        return os_path_errno(err, "ReadFile", input->path, errno);
    *got = (size_t)count;
    return KIT_OK;
}
