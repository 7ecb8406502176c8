#include "kit/base/text.h"
#include "kit/base/utf8.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

struct text text_over(char *at, size_t size)
{
    assert(at && size > 0);
    at[0] = 0;
    return (struct text){.at = at, .size = size};
}

/* Ends a full text after its last whole character. */
static void end_cut(struct text *to)
{
    to->cut = true;
    to->length = utf8_whole(to->at, to->length);
    to->at[to->length] = 0;
}

void text_add(struct text *to, const char *format, ...)
{
    size_t room = to->size - to->length;
    if (to->cut)
        return;
    va_list args;
    va_start(args, format);
    int wanted = vsnprintf(to->at + to->length, room, format, args);
    va_end(args);
    if (wanted < 0 || (size_t)wanted >= room) {
        to->length = wanted < 0 ? to->length : to->size - 1;
        end_cut(to);
        return;
    }
    to->length += (size_t)wanted;
}

void text_add_bytes(struct text *to, const char *from, size_t count)
{
    size_t room = to->size - to->length - 1;
    if (to->cut)
        return;
    bool fits = count <= room;
    count = fits ? count : room;
    memcpy(to->at + to->length, from, count);
    to->length += count;
    to->at[to->length] = 0;
    if (!fits)
        end_cut(to);
}

void text_add_choice(struct text *to, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        text_add(to, "%s%s", i == 0 ? "" : i + 1 == count ? " or " : ", ", words[i]);
}

bool name_copy(char to[KIT_NAME], const char *from, size_t count)
{
    bool fits = count < KIT_NAME;
    if (!fits)
        count = 0;
    memcpy(to, from, count);
    to[count] = 0;
    return fits;
}

const char *path_without_start(const char *path)
{
    if (path[0] && path[1] == ':')
        path += 2;
    while (*path == '/' || *path == '\\' || *path == '.')
        path++;
    return path;
}

const char *path_file_name(const char *path)
{
    const char *last = path;
    for (const char *at = path; *at; at++) {
        if (*at == '/' || *at == '\\')
            last = at + 1;
    }
    return last;
}

bool words_equal(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

static size_t smaller_size(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* The edit distance, as optimal string alignment over three rows. Words longer than a name are
 * never near. */
static size_t count_edits(const char *a, const char *b)
{
    size_t rows = strlen(a), columns = strlen(b);
    if (rows >= KIT_NAME || columns >= KIT_NAME)
        return KIT_NAME;
    size_t table[KIT_NAME + 1][KIT_NAME + 1];
    for (size_t i = 0; i <= rows; i++)
        table[i][0] = i;
    for (size_t j = 0; j <= columns; j++)
        table[0][j] = j;
    for (size_t i = 1; i <= rows; i++) {
        for (size_t j = 1; j <= columns; j++) {
            size_t replace = table[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
            size_t best =
                smaller_size(replace, smaller_size(table[i - 1][j], table[i][j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                best = smaller_size(best, table[i - 2][j - 2] + 1);
            table[i][j] = best;
        }
    }
    return table[rows][columns];
}

const char *nearest_word(const char *to, const char *const *words, size_t count)
{
    /* Up to a third of wrong letters counts as a typing mistake; more is another word. */
    size_t limit = strlen(to) / 3 + 1;
    const char *nearest = NULL;
    for (size_t i = 0; i < count; i++) {
        size_t distance = count_edits(to, words[i]);
        if (distance <= limit) {
            limit = distance == 0 ? 0 : distance - 1;
            nearest = words[i];
            if (distance == 0)
                return nearest;
        }
    }
    return nearest;
}

int word_index(const char *const *words, const char *word)
{
    for (int i = 0; words[i]; i++) {
        if (words_equal(words[i], word))
            return i;
    }
    return -1;
}
