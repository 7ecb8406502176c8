#include "kit/os/input.h"

#include "kit/base/text.h"
#include "kit/os/file.h"
#include "kit/os/path.h"
#include "kit/os/win32.h"

#include <stdlib.h>

struct os_input {
    HANDLE file;
    char path[OS_PATH]; /* for messages */
};

enum kit_status os_input_open(const char *path, struct os_input **out, struct kit_error *err)
{
    wchar_t wide[OS_PATH];
    *out = NULL;
    enum kit_status status = os_path_widen(path, wide, err);
    if (status != KIT_OK)
        return status;
    if (os_is_folder(path))
        return kit_fail(err, KIT_BAD_INPUT, "'%.200s' is a folder, not a file", path);
    struct os_input *input = malloc(sizeof *input);
    if (!input)
        return kit_fail(err, KIT_FULL, "no memory to read '%.200s'", path);
    input->file =
        CreateFileW(wide, GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                    NULL, OPEN_EXISTING, 0, NULL);
    if (input->file == INVALID_HANDLE_VALUE) {
        status = os_path_fail(err, "opening it", path, false);
        free(input);
        return status;
    }
    struct text text = text_over(input->path, sizeof input->path);
    text_add(&text, "%s", path);
    *out = input;
    return KIT_OK;
}

void os_input_close(struct os_input *input)
{
    if (!input)
        return;
    CloseHandle(input->file);
    free(input);
}

enum kit_status os_input_size(struct os_input *input, uint64_t *size, struct kit_error *err)
{
    LARGE_INTEGER length;
    if (!GetFileSizeEx(input->file, &length))
        return os_path_fail(err, "GetFileSize", input->path, false);
    *size = (uint64_t)length.QuadPart;
    return KIT_OK;
}

enum kit_status os_input_read(struct os_input *input, char *to, size_t room, size_t *got,
                              struct kit_error *err)
{
    DWORD count = 0;
    DWORD ask = room < MAXDWORD ? (DWORD)room : MAXDWORD;
    if (!ReadFile(input->file, to, ask, &count, NULL))
        return os_path_fail(err, "ReadFile", input->path, false);
    *got = count;
    return KIT_OK;
}
