#include "kit/base/name_list.h"
#include "kit/base/strings.h"

#include <stdlib.h>

/* Room that is kept for " and 10000 more; gone: ". */
#define NAMES_BEHIND 32u

bool name_list_add(struct name_list *list, const char *name)
{
    if (list->count == list->room) {
        size_t room = list->room > 0 ? list->room * 2 : 16;
        char **all = realloc(list->all, room * sizeof *all);
        if (!all)
            return false;
        list->all = all;
        list->room = room;
    }
    list->all[list->count] = copy_string(name);
    return list->all[list->count] && ++list->count;
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

void name_list_sort(struct name_list *list, size_t from)
{
    if (list->count > from)
        qsort(list->all + from, list->count - from, sizeof *list->all, by_bytes);
}

void name_list_free(struct name_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->all[i]);
    free(list->all);
    *list = (struct name_list){0};
}

static bool is_folder_of(const char *folder, const char *name)
{
    size_t length = strlen(folder);
    return length > 0 && folder[length - 1] == '/' && strncmp(name, folder, length) == 0;
}

/* Appends the names that `one` has and `other` lacks, and what is behind them, up to `most`
 * bytes; returns how many there are. */
static size_t add_missing(const struct name_list *one, const struct name_list *other,
                          struct text *to, size_t most)
{
    size_t at = 0, count = 0, told = 0;
    const char *last = "";
    bool fits = true;
    for (size_t i = 0; i < one->count; i++) {
        const char *name = one->all[i];
        while (at < other->count && strcmp(other->all[at], name) < 0)
            at++;
        bool has_both = at < other->count && strcmp(other->all[at], name) == 0;
        if (has_both || is_folder_of(last, name))
            continue;
        last = name;
        count++;
        fits = fits && to->length + strlen(name) + NAMES_BEHIND < most;
        if (fits)
            text_add(to, "%s%s", told++ > 0 ? ", " : "",
                     words_equal(name, ".") ? "the folder itself" : name);
    }
    if (count > told)
        text_add(to, told > 0 ? " and %lu more" : "%lu with a long name",
                 (unsigned long)(count - told));
    return count;
}

static void text_back(struct text *to, size_t length)
{
    to->length = length;
    to->at[length] = 0;
}

size_t name_lists_differ(const struct name_list *before, const struct name_list *now,
                         struct text *to)
{
    size_t begin = to->length;
    text_add(to, "new: ");
    size_t more = add_missing(now, before, to, to->size * 2 / 3);
    if (more == 0)
        text_back(to, begin);
    size_t end = to->length;
    text_add(to, "%sgone: ", more > 0 ? "; " : "");
    size_t fewer = add_missing(before, now, to, to->size);
    if (fewer == 0)
        text_back(to, end);
    return more + fewer;
}
