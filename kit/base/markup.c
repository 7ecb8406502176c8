#include "kit/base/markup.h"

#include <stdint.h>

/* How many bytes the UTF-8 sequence at `at` has; 0 if it is none that XML may hold. */
static size_t sequence_size(const unsigned char *at)
{
    static const struct {
        unsigned char mask, lead;
        uint32_t least;
    } forms[] = {
        {0x80, 0x00, 0}, {0xe0, 0xc0, 0x80}, {0xf0, 0xe0, 0x800}, {0xf8, 0xf0, 0x10000}};
    for (size_t size = 1; size <= 4; size++) {
        if ((at[0] & forms[size - 1].mask) != forms[size - 1].lead)
            continue;
        uint32_t point = at[0] & (unsigned char)~forms[size - 1].mask;
        for (size_t i = 1; i < size; i++) {
            if ((at[i] & 0xc0) != 0x80) /* a terminator is none, so that this stops at it */
                return 0;
            point = point << 6 | (at[i] & 0x3fu);
        }
        bool surrogate = point >= 0xd800 && point <= 0xdfff;
        bool is_none = point == 0xfffe || point == 0xffff || point > 0x10ffff;
        return point < forms[size - 1].least || surrogate || is_none ? 0 : size;
    }
    return 0;
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
        size_t size = sequence_size((const unsigned char *)from);
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
