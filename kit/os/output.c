#include "kit/os/output.h"
#include "kit/os/path.h"
#include "kit/os/win32.h"

#include <assert.h>
#include <fcntl.h>
#include <io.h>
#include <string.h>

static enum kit_status part_of(const char *path, char part[OS_PATH], struct kit_error *err)
{
    struct text to = text_over(part, OS_PATH);
    text_add(&to, "%s" OS_PART_ENDING, path);
    if (to.cut)
        return kit_fail(err, KIT_BAD_INPUT, "the path '%.100s' is too long", path);
    return KIT_OK;
}

/* The same path as UTF-16. */
static enum kit_status wide_part_of(const char *path, wchar_t wide[OS_PATH],
                                    struct kit_error *err)
{
    char part[OS_PATH];
    enum kit_status status = part_of(path, part, err);
    return status == KIT_OK ? os_path_widen(part, wide, err) : status;
}

static enum kit_status check_bytes(HANDLE file, const char *path, const char *first,
                                   struct kit_error *err)
{
    char bytes[OS_OUTPUT_FIRST];
    DWORD got = 0, length = (DWORD)strlen(first);
    if (GetFileType(file) != FILE_TYPE_DISK)
        return kit_fail(err, KIT_BAD_INPUT, "'%.200s' is not a file on a disk", path);
    if (!ReadFile(file, bytes, length, &got, NULL))
        return os_path_fail(err, "reading it", path, false);
    if (memcmp(bytes, first, got) != 0)
        return kit_fail(err, KIT_BAD_INPUT,
                        "'%.200s' already exists, and it is not a file of this kind that "
                        "lifeline wrote; it is not changed",
                        path);
    return KIT_OK;
}

enum kit_status os_output_check(const char *path, const char *first, struct kit_error *err)
{
    wchar_t wide[OS_PATH];
    assert(path && first && strlen(first) <= OS_OUTPUT_FIRST);
    enum kit_status status = os_path_widen(path, wide, err);
    if (status != KIT_OK)
        return status;
    DWORD found = GetFileAttributesW(wide);
    if (found == INVALID_FILE_ATTRIBUTES)
        return KIT_OK; /* creating the file will give the reason */
    if (found & FILE_ATTRIBUTE_DIRECTORY)
        return kit_fail(err, KIT_BAD_INPUT, "'%.200s' is a folder, not a file", path);
    if (found & FILE_ATTRIBUTE_READONLY)
        return kit_fail(err, KIT_BAD_INPUT, "'%.200s' is write-protected", path);
    HANDLE file =
        CreateFileW(wide, GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                    NULL, OPEN_EXISTING, 0, NULL);
    if (file == INVALID_HANDLE_VALUE)
        return os_path_fail(err, "opening it", path, false);
    status = check_bytes(file, path, first, err);
    CloseHandle(file);
    return status;
}

/* Shared for reading, and for being moved while it is open. If it had to be closed first,
 * another process could begin the file between the close and the move. */
static enum kit_status create_file(const wchar_t *wide, const char *path, FILE **out,
                                   struct kit_error *err)
{
    HANDLE file = CreateFileW(wide, GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_DELETE, NULL,
                              CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL);
    if (file == INVALID_HANDLE_VALUE && GetLastError() == ERROR_SHARING_VIOLATION)
        return kit_fail(err, KIT_BAD_INPUT,
                        "'%.200s' is being written for another option of this command, or by "
                        "another program",
                        path);
    if (file == INVALID_HANDLE_VALUE)
        return os_path_fail(err, "creating it", path, true);
    int number = _open_osfhandle((intptr_t)file, _O_BINARY);
    *out = number >= 0 ? _fdopen(number, "wb") : NULL;
    if (*out)
        return KIT_OK;
    if (number >= 0)
        _close(number);
    else
        CloseHandle(file);
    return kit_fail(err, KIT_FULL, "too many files are open to write '%.200s'", path);
}

enum kit_status os_output_begin(struct os_output *out, const char *path, const char *first,
                                struct kit_error *err)
{
    char part[OS_PATH];
    wchar_t wide[OS_PATH];
    *out = (struct os_output){.first = first};
    enum kit_status status = os_output_check(path, first, err);
    if (status == KIT_OK)
        status = part_of(path, part, err);
    if (status == KIT_OK)
        status = os_output_check(part, first, err);
    if (status == KIT_OK)
        status = os_path_widen(part, wide, err);
    if (status == KIT_OK)
        status = create_file(wide, path, &out->file, err);
    if (status == KIT_OK)
        memcpy(out->path, path, strlen(path) + 1);
    return status;
}

static enum kit_status flush_output(struct os_output *out, struct kit_error *err)
{
    if (fflush(out->file) == 0 && !ferror(out->file))
        return KIT_OK;
    return kit_fail(
        err, KIT_OS,
        "'%.200s' is incomplete; is the disk full? The part that was written is in '%.200s%s'",
        out->path, out->path, out->is_placed ? "" : OS_PART_ENDING);
}

/* Checks the place once more: another program may have written there since the output began. */
enum kit_status os_output_place(struct os_output *out, struct kit_error *err)
{
    wchar_t from[OS_PATH], to[OS_PATH];
    assert(out->file && !out->is_placed);
    enum kit_status status = flush_output(out, err);
    if (status == KIT_OK)
        status = os_output_check(out->path, out->first, err);
    if (status == KIT_OK)
        status = wide_part_of(out->path, from, err);
    if (status == KIT_OK)
        status = os_path_widen(out->path, to, err);
    if (status == KIT_OK &&
        !MoveFileExW(from, to, MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH))
        status = os_path_fail(err, "moving it from beside to its place", out->path, true);
    out->is_placed = status == KIT_OK;
    return status;
}

enum kit_status os_output_end(struct os_output *out, struct kit_error *err)
{
    if (!out->file)
        return KIT_OK;
    enum kit_status status =
        out->is_placed ? flush_output(out, err) : os_output_place(out, err);
    if (fclose(out->file) != 0 && status == KIT_OK)
        status =
            kit_fail(err, KIT_OS, "'%.200s' could not be closed; is the disk full?", out->path);
    out->file = NULL;
    return status;
}

void os_output_leave(struct os_output *out)
{
    if (out->file)
        fclose(out->file);
    out->file = NULL;
}

void os_output_drop(struct os_output *out)
{
    char part[OS_PATH];
    bool removes = out->file && !out->is_placed;
    os_output_leave(out);
    if (removes && part_of(out->path, part, NULL) == KIT_OK)
        os_file_remove(part, NULL);
}
