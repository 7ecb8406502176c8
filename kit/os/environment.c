#include "kit/os/environment.h"
#include "kit/os/win32.h"

#include <stdlib.h>

/* The length of a line's name in UTF-16 units. A name may begin with `=`: `=C:` holds a drive's
 * current folder. */
static int name_length(const wchar_t *line)
{
    const wchar_t *end = wcschr(line[0] == L'=' ? line + 1 : line, L'=');
    return (int)(end ? (size_t)(end - line) : wcslen(line));
}

/* Compares the names of two lines: < 0, 0 or > 0, in the order of a block. */
static int compare_names(const wchar_t *a, const wchar_t *b)
{
    return CompareStringOrdinal(a, name_length(a), b, name_length(b), TRUE) - CSTR_EQUAL;
}

/* Sorts lines; lines of one name keep their order. */
static int compare_lines(const void *a, const void *b)
{
    const wchar_t *left = *(const wchar_t *const *)a, *right = *(const wchar_t *const *)b;
    int order = compare_names(left, right);
    return order != 0 ? order : (left > right) - (left < right);
}

static size_t count_lines(const wchar_t *block, size_t *units)
{
    size_t count = 0;
    *units = 0;
    for (const wchar_t *at = block; *at; at += wcslen(at) + 1, count++)
        *units += wcslen(at) + 1;
    return count;
}

static void write_lines(wchar_t *to, const wchar_t *const *lines, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && compare_names(lines[i - 1], lines[i]) == 0)
            continue;
        wcscpy(to, lines[i]);
        to += wcslen(to) + 1;
    }
    *to = 0;
}

wchar_t *environment_with(const wchar_t *block, const wchar_t *added)
{
    size_t units, count = 0, most = count_lines(block, &units) + 1;
    const wchar_t **lines = malloc(most * sizeof *lines);
    wchar_t *made = malloc((units + wcslen(added) + 2) * sizeof *made);
    if (lines && made) {
        lines[count++] = added;
        for (const wchar_t *at = block; *at; at += wcslen(at) + 1) {
            if (compare_names(at, added) != 0)
                lines[count++] = at;
        }
        qsort(lines, count, sizeof *lines, compare_lines);
        write_lines(made, lines, count);
    } else {
        free(made);
        made = NULL;
    }
    free(lines);
    return made;
}

bool environment_is_whole(const wchar_t *block, size_t units)
{
    for (size_t i = 1; i < units; i++) {
        if (block[i - 1] == 0 && block[i] == 0)
            return true;
    }
    return false;
}

const wchar_t *environment_value(const wchar_t *block, size_t units, const wchar_t *name)
{
    const wchar_t *at = block, *end;
    while ((end = wmemchr(at, 0, units - (size_t)(at - block))) != NULL && end > at) {
        if (at[name_length(at)] == L'=' && compare_names(at, name) == 0)
            return at + name_length(at) + 1;
        at = end + 1;
    }
    return NULL;
}
