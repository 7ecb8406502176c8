#include "kit/os/walk.h"
#include "kit/base/name_list.h"
#include "kit/os/walk_system.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define WALK_DEPTH 32 /* depth of folders without links */
#define WALK_FILES 10000

struct ids {
    struct folder_id *all;
    size_t count;
};

struct walk {
    const char *ending;
    struct name_list files; /* sorted before the first is reported, so that the order is the
                           same in each run */
    struct name_list links; /* to folders; walked after everything that is no link */
    struct ids walked;
    struct ids above; /* the folders above the walk's start */
};

static bool has_id(const struct ids *ids, const struct folder_id *id)
{
    for (size_t i = 0; i < ids->count; i++) {
        const struct folder_id *one = &ids->all[i];
        if (one->volume == id->volume && one->index == id->index)
            return true;
    }
    return false;
}

static enum kit_status add_id(struct ids *ids, const struct folder_id *id,
                              struct kit_error *err)
{
    struct folder_id *all = realloc(ids->all, (ids->count + 1) * sizeof *all);
    if (!all)
        return kit_fail(err, KIT_FULL, "no memory to list folders");
    ids->all = all;
    ids->all[ids->count++] = *id;
    return KIT_OK;
}

static enum kit_status add_file_name(struct name_list *names, const char *name,
                                     const char *folder, struct kit_error *err)
{
    if (names->count == WALK_FILES)
        return kit_fail(err, KIT_FULL,
                        "there are more than %d files or links below '%.200s'; name fewer "
                        "folders, or deeper ones",
                        WALK_FILES, folder);
    return name_list_add(names, name)
               ? KIT_OK
               : kit_fail(err, KIT_FULL, "no memory to list '%.200s'", folder);
}

static bool name_ends_with(const char *text, const char *ending)
{
    size_t length = strlen(text), tail = strlen(ending);
    return length > tail && strcmp(text + length - tail, ending) == 0;
}

static enum kit_status gather_files(struct walk *walk, const char *folder, int depth,
                                    struct kit_error *err);

/* A folder that is being listed. */
struct listing {
    struct walk *walk;
    const char *folder;
    int depth;
};

static enum kit_status gather_one(void *context, const struct folder_entry *found,
                                  struct kit_error *err)
{
    const struct listing *of = context;
    struct walk *walk = of->walk;
    char path[OS_PATH];
    if (found->name[0] == '.')
        return KIT_OK;
    struct text to = text_over(path, sizeof path);
    text_add(&to, "%s/%s", of->folder, found->name);
    if (to.cut)
        return kit_fail(err, KIT_BAD_INPUT, "a path below '%.100s' is too long", of->folder);
    if (found->is_folder && found->is_link)
        return add_file_name(&walk->links, path, of->folder, err);
    if (found->is_folder && of->depth == WALK_DEPTH)
        return kit_fail(err, KIT_FULL,
                        "'%.200s' is more than %d folders deep; name an inner folder", path,
                        WALK_DEPTH);
    if (found->is_folder)
        return gather_files(walk, path, of->depth + 1, err);
    return name_ends_with(found->name, walk->ending)
               ? add_file_name(&walk->files, path, of->folder, err)
               : KIT_OK;
}

static enum kit_status gather_files(struct walk *walk, const char *folder, int depth,
                                    struct kit_error *err)
{
    struct folder_id id;
    enum kit_status status = folder_identify(folder, &id, err);
    if (status != KIT_OK || has_id(&walk->walked, &id))
        return status;
    status = add_id(&walk->walked, &id, err);
    struct listing listing = {walk, folder, depth};
    return status == KIT_OK ? folder_list(folder, gather_one, &listing, err) : status;
}

static enum kit_status gather_link(struct walk *walk, const char *link, struct kit_error *err)
{
    struct folder_id id;
    enum kit_status status = folder_identify(link, &id, err);
    if (status != KIT_OK || has_id(&walk->above, &id))
        return status;
    return gather_files(walk, link, 0, err);
}

/* Walks the links in the order of their paths; links found behind a link come after it. */
static enum kit_status gather_links(struct walk *walk, struct kit_error *err)
{
    enum kit_status status = KIT_OK;
    for (size_t next = 0; next < walk->links.count && status == KIT_OK;) {
        size_t end = walk->links.count;
        name_list_sort(&walk->links, next);
        for (; next < end && status == KIT_OK; next++)
            status = gather_link(walk, walk->links.all[next], err);
    }
    return status;
}

static char *last_slash(char *path)
{
    char *last = NULL;
    for (char *at = path; (at = strpbrk(at, "/\\")) != NULL; at++)
        last = at;
    return last;
}

/* A folder that cannot be opened is skipped: no link could lead there, either. */
static enum kit_status note_above(struct walk *walk, const char *folder, struct kit_error *err)
{
    char whole[OS_PATH];
    struct kit_error ignored;
    enum kit_status status = os_path_whole(folder, whole, err);
    char *slash = status == KIT_OK ? last_slash(whole) : NULL;
    while (slash && status == KIT_OK) {
        struct folder_id id;
        slash[slash == strpbrk(whole, "/\\")] = 0; /* the root keeps its slash */
        if (folder_identify(whole, &id, &ignored) == KIT_OK)
            status = add_id(&walk->above, &id, err);
        char *before = last_slash(whole);
        slash = before && before[1] ? before : NULL;
    }
    return status;
}

enum kit_status os_folder_walk(const char *folder, const char *ending,
                               enum kit_status (*found)(void *context, const char *path,
                                                        struct kit_error *err),
                               void *context, struct kit_error *err)
{
    struct walk walk = {.ending = ending};
    assert(folder && ending && found);
    enum kit_status status = note_above(&walk, folder, err);
    if (status == KIT_OK)
        status = gather_files(&walk, folder, 0, err);
    if (status == KIT_OK)
        status = gather_links(&walk, err);
    name_list_sort(&walk.files, 0);
    for (size_t i = 0; i < walk.files.count && status == KIT_OK; i++)
        status = found(context, walk.files.all[i], err);
    name_list_free(&walk.files);
    name_list_free(&walk.links);
    free(walk.walked.all);
    free(walk.above.all);
    return status;
}
