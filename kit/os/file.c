#include "kit/os/file.h"

#include "kit/os/input.h"

#include <stdlib.h>

static enum kit_status read_all(struct os_input *input, const char *path, size_t length,
                                char **bytes, size_t *size, struct kit_error *err)
{
    size_t total = 0, got = 1;
    char *to = malloc(length + 1);
    if (!to)
        return kit_fail(err, KIT_FULL, "no memory to read '%.200s'", path);
    while (total < length && got > 0) {
        enum kit_status status = os_input_read(input, to + total, length - total, &got, err);
        if (status != KIT_OK) {
            free(to);
            return status;
        }
        total += got;
    }
    to[total] = 0;
    *bytes = to;
    *size = total;
    return KIT_OK;
}

enum kit_status os_file_read(const char *path, size_t most, char **bytes, size_t *size,
                             struct kit_error *err)
{
    struct os_input *input;
    uint64_t length = 0;
    enum kit_status status = os_input_open(path, &input, err);
    if (status == KIT_OK)
        status = os_input_size(input, &length, err);
    if (status == KIT_OK && length > most)
        status =
            kit_fail(err, KIT_BAD_INPUT, "'%.200s' has %llu bytes; at most %zu are allowed",
                     path, (unsigned long long)length, most);
    if (status == KIT_OK)
        status = read_all(input, path, (size_t)length, bytes, size, err);
    os_input_close(input);
    return status;
}
