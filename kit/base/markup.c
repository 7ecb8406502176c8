#include "kit/base/markup.h"
#include "kit/base/utf8.h"

/* How many bytes the character at `at` has; 0 if it is none that XML may hold. */
static size_t character_size(const char *at)
{
    uint32_t point = 0;
    size_t size = utf8_read(at, SIZE_MAX, &point);
    return point == 0xfffe || point == 0xffff ? 0 : size;
}

static const char *entity(char c)
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
    while (*from) {
        size_t size = character_size(from);
        const char *escaped = entity(*from);
        bool is_kept = keeps_lines && (*from == '\n' || *from == '\t');
        bool is_half = keeps_lines && from[0] == '\r' && from[1] == '\n'; /* of a line's end */
        if (escaped)
            text_add(to, "%s", escaped);
        else if (size == 0 || ((unsigned char)*from < 0x20 && !is_kept) || *from == 0x7f)
            text_add(to, "%s", is_half ? "" : "?");
        else
            text_add_bytes(to, from, size);
        from += size ? size : 1;
    }
}
