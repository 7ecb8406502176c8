#include "kit/base/shown.h"
#include "kit/base/utf8.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* The characters that are escaped, and why. */
static const struct {
    uint32_t first, last;
} hidden[] = {
    {0x0000, 0x001f}, /* C0: the cursor, the line, the bell, the start of a sequence */
    {0x007f, 0x009f}, /* DEL and C1, of which U+009B begins a sequence, too */
    {0x061c, 0x061c}, /* direction of text, like all rows below */
    {0x200e, 0x200f}, {0x2028, 0x202e}, /* the first two end a line, or a paragraph */
    {0x2066, 0x206f}, {0xfffe, 0xffff}, /* no characters; not allowed in XML */
};

static bool is_hidden(uint32_t point)
{
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++) {
        if (point >= hidden[i].first && point <= hidden[i].last)
            return true;
    }
    return false;
}

size_t shown_piece(const char *from, size_t left, bool keeps_lines, char to[SHOWN_MOST])
{
    uint32_t point = 0;
    assert(from && left > 0);
    size_t size = utf8_read(from, left, &point);
    bool is_kept = keeps_lines && (*from == '\n' || *from == '\t');
    if (size == 0 || (size == 1 && is_hidden(point) && !is_kept)) {
        snprintf(to, SHOWN_MOST, "\\x%02x", (unsigned)(unsigned char)*from);
        return 1;
    }
    if (is_hidden(point) && !is_kept) {
        snprintf(to, SHOWN_MOST, "\\u%04x", (unsigned)(point & 0xffff)); /* no escaped character
                                                                            is above U+FFFF */
        return size;
    }
    memcpy(to, from, size);
    to[size] = 0;
    return size;
}
