#include "kit/run/program_words.h"
#include "kit/os/file.h"
#include "kit/os/process.h"
#include "kit/protocol/missed_words.h"

#include <stdlib.h>
#include <string.h>

/* Reading this much takes about ten milliseconds on a slow machine. */
#define FILE_MOST (8u * 1024 * 1024)

static bool look_through(const char *path, uint32_t *held)
{
    char *bytes = NULL;
    size_t size = 0;
    struct kit_error ignored;
    if (os_file_read(path, FILE_MOST, &bytes, &size, &ignored) != KIT_OK)
        return false;
    *held |= missed_words_in(bytes, size);
    free(bytes);
    return true;
}

void program_words_tell(void *process, struct text *to)
{
    char path[OS_PATH];
    uint32_t held = 0;
    os_process_path(process, path);
    if (!path[0] || !look_through(path, &held))
        return;
    size_t length = strlen(path);
    if (length > 4 && strcmp(path + length - 4, ".exe") == 0) {
        memcpy(path + length - 4, ".dll", 4);
        if (os_is_file(path) && !look_through(path, &held))
            return;
    }
    missed_words_tell(to, held);
}
