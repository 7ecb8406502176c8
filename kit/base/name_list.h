#pragma once
/*
 * A list of names that grows, and what differs between two of them. One thread at a time.
 */
#include "kit/base/text.h"

struct name_list { /* a zeroed one is empty */
    char **all;    /* owned, as are the names */
    size_t count, room;
};

/* Appends a copy of the name; false if there is no memory. */
bool name_list_add(struct name_list *list, const char *name);

/* Sorts the names from the `from`-th on by their bytes. */
void name_list_sort(struct name_list *list, size_t from);

/* Empties the list. */
void name_list_free(struct name_list *list);

/*
 * Appends "new: a, b/; gone: c": the names that only `now` has, and those that only `before`
 * has. Both lists are sorted. A name that ends with / is a folder, whose names are left out if
 * it differs itself; "." is the folder of them all. Names that do not fit are counted: "a, b
 * and 7 more". Returns how many names differ.
 */
size_t name_lists_differ(const struct name_list *before, const struct name_list *now,
                         struct text *to);
