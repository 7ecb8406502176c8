#include "kit/base/shown_text.h"

#include <assert.h>
#include <string.h>

static void add_pieces(struct text *to, const char *from, const char *end, bool keeps_lines)
{
    char piece[SHOWN_MOST];
    while (from < end) {
        from += shown_piece(from, (size_t)(end - from), keeps_lines, piece);
        size_t size = strlen(piece);
        if (to->length + size >= to->size) {
            to->cut = true; /* a shown character is never cut */
            return;
        }
        text_add_bytes(to, piece, size);
    }
}

void shown_add(struct text *to, const char *from, bool keeps_lines)
{
    assert(to && from);
    add_pieces(to, from, from + strlen(from), keeps_lines);
}

/* True if no character has to be escaped, which is the usual case; then nothing is moved. */
static bool is_shown(const char *from, size_t size, bool keeps_lines)
{
    char piece[SHOWN_MOST];
    for (size_t i = 0; i < size;) {
        size_t took = shown_piece(from + i, size - i, keeps_lines, piece);
        if (strlen(piece) != took)
            return false;
        i += took;
    }
    return true;
}

/*
 * Moves the text to the end of the buffer and reads it from there. The shown form is never
 * shorter than the text, so writing reaches reading only if the result does not fit.
 */
void shown_rest(struct text *to, size_t at, bool keeps_lines)
{
    assert(to && at <= to->length);
    size_t size = to->length - at;
    if (is_shown(to->at + at, size, keeps_lines))
        return;
    char *from = to->at + to->size - size;
    const char *end = to->at + to->size;
    memmove(from, to->at + at, size);
    to->length = at;
    while (from < end) {
        char piece[SHOWN_MOST];
        size_t took = shown_piece(from, (size_t)(end - from), keeps_lines, piece);
        size_t wanted = strlen(piece);
        from += took;
        if (to->at + to->length + wanted > from || to->length + wanted >= to->size) {
            to->cut = true;
            break;
        }
        memcpy(to->at + to->length, piece, wanted);
        to->length += wanted;
    }
    to->at[to->length] = 0;
}
