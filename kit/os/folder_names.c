#include "kit/os/folder_names.h"
#include "kit/os/file.h"
#include "kit/os/walk_system.h"

#include <assert.h>

/* A folder while it is listed. */
struct names_in {
    const char *root;
    const char *path; /* below the root, with a / at its end; "" for the root itself */
    int depth;
    struct name_list *out;
};

static enum kit_status list_names(const struct names_in *in, struct kit_error *err);

static enum kit_status keep_name(const struct names_in *in, const char *name,
                                 struct kit_error *err)
{
    if (in->out->count == FOLDER_NAMES_MOST)
        return kit_fail(err, KIT_FULL, "there are more than %d files below '%.200s'",
                        FOLDER_NAMES_MOST, in->root);
    return name_list_add(in->out, name)
               ? KIT_OK
               : kit_fail(err, KIT_FULL, "no memory to list '%.200s'", in->root);
}

static enum kit_status take_entry(void *context, const struct folder_entry *found,
                                  struct kit_error *err)
{
    const struct names_in *in = context;
    char path[OS_PATH];
    bool is_folder = found->is_folder && !found->is_link;
    struct text text = text_over(path, sizeof path);
    if (words_equal(found->name, ".") || words_equal(found->name, ".."))
        return KIT_OK;
    text_add(&text, "%s%s%s", in->path, found->name, is_folder ? "/" : "");
    if (text.cut)
        return kit_fail(err, KIT_BAD_INPUT, "a path below '%.200s' is too long", in->root);
    enum kit_status status = keep_name(in, path, err);
    struct names_in inner = {in->root, path, in->depth + 1, in->out};
    return status == KIT_OK && is_folder ? list_names(&inner, err) : status;
}

/* A folder that has gone by now has no names. */
static enum kit_status list_names(const struct names_in *in, struct kit_error *err)
{
    char path[OS_PATH];
    struct text text = text_over(path, sizeof path);
    if (in->depth > FOLDER_DEPTH_MOST)
        return kit_fail(err, KIT_FULL, "'%.200s' has more than %d folders inside each other",
                        in->root, FOLDER_DEPTH_MOST);
    text_add(&text, "%s%s%s", in->root, in->path[0] ? "/" : "", in->path);
    if (text.cut)
        return kit_fail(err, KIT_BAD_INPUT, "a path below '%.200s' is too long", in->root);
    if (in->path[0])
        path[text.length - 1] = 0;
    struct names_in to = *in;
    enum kit_status status = folder_list(path, take_entry, &to, err);
    if (status == KIT_OK && !in->path[0])
        status = keep_name(in, ".", err);
    return status == KIT_NOT_FOUND ? KIT_OK : status;
}

enum kit_status os_folder_names(const char *folder, struct name_list *out,
                                struct kit_error *err)
{
    const struct names_in in = {.root = folder, .path = "", .out = out};
    assert(folder && out->count == 0);
    enum kit_status status = list_names(&in, err);
    if (status != KIT_OK)
        name_list_free(out);
    name_list_sort(out, 0);
    return status;
}
