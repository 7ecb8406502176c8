#include "kit/base/markup.h"
#include "kit/base/shown.h"

#include <string.h>

static const char *entity_of(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    default:
        return NULL;
    }
}

void markup_add(struct text *to, const char *from, bool keeps_lines)
{
    const char *end = from + strlen(from);
    while (from < end) {
        char piece[SHOWN_MOST];
        const char *escaped = entity_of(*from);
        bool is_half = keeps_lines && from[0] == '\r' && from[1] == '\n'; /* of a line's end */
        from += shown_piece(from, (size_t)(end - from), keeps_lines, piece);
        if (!is_half)
            text_add(to, "%s", escaped ? escaped : piece);
    }
}
