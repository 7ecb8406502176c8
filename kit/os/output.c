#include "kit/os/output.h"
#include "kit/os/output_system.h"

#include <assert.h>
#include <string.h>

enum kit_status output_fail_in_use(const char *path, struct kit_error *err)
{
    return kit_fail(err, KIT_BAD_INPUT,
                    "'%.200s' is being written for another option of this command, or by "
                    "another program",
                    path);
}

enum kit_status output_fail_no_disk(const char *path, struct kit_error *err)
{
    return kit_fail(err, KIT_BAD_INPUT, "'%.200s' is not a file on a disk", path);
}

enum kit_status output_fail_folder(const char *path, struct kit_error *err)
{
    return kit_fail(err, KIT_BAD_INPUT, "'%.200s' is a folder, not a file", path);
}

enum kit_status output_fail_protected(const char *path, struct kit_error *err)
{
    return kit_fail(err, KIT_BAD_INPUT, "'%.200s' is write-protected", path);
}

enum kit_status output_fail_full(const char *path, struct kit_error *err)
{
    return kit_fail(err, KIT_FULL, "too many files are open to write '%.200s'", path);
}

enum kit_status output_compare(const char *bytes, size_t got, const char *first,
                               const char *path, struct kit_error *err)
{
    if (memcmp(bytes, first, got) == 0)
        return KIT_OK;
    return kit_fail(err, KIT_BAD_INPUT,
                    "'%.200s' already exists, and it is not a file of this kind that "
                    "lifeline wrote; it is not changed",
                    path);
}

static enum kit_status part_of(const char *path, char part[OS_PATH], struct kit_error *err)
{
    struct text to = text_over(part, OS_PATH);
    text_add(&to, "%s" OS_PART_ENDING, path);
    if (to.cut)
        return kit_fail(err, KIT_BAD_INPUT, "the path '%.100s' is too long", path);
    return KIT_OK;
}

enum kit_status os_output_begin(struct os_output *out, const char *path, const char *first,
                                struct kit_error *err)
{
    char part[OS_PATH];
    *out = (struct os_output){.first = first};
    enum kit_status status = os_output_check(path, first, err);
    if (status == KIT_OK)
        status = part_of(path, part, err);
    if (status == KIT_OK)
        status = os_output_check(part, first, err);
    if (status == KIT_OK)
        status = output_create(part, path, &out->file, err);
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
    char part[OS_PATH];
    assert(out->file && !out->is_placed);
    enum kit_status status = flush_output(out, err);
    if (status == KIT_OK)
        status = os_output_check(out->path, out->first, err);
    if (status == KIT_OK)
        status = part_of(out->path, part, err);
    if (status == KIT_OK)
        status = output_move(part, out->path, err);
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
