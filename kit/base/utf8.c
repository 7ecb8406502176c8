#include "kit/base/utf8.h"

#include <assert.h>
#include <stdbool.h>
#include <stdio.h>

static bool is_continuation(char byte)
{
    return ((unsigned char)byte & 0xc0) == 0x80;
}

/* Reads a byte only after the byte before it was valid, so a NUL ends the reading. */
size_t utf8_read_long(const char *at, size_t left, uint32_t *point)
{
    /* The range of the second byte excludes overlong forms, surrogates and code points above
     * U+10FFFF. */
    static const struct {
        unsigned char first, last, second_least, second_most, size, bits;
    } forms[] = {
        {0xc2, 0xdf, 0x80, 0xbf, 2, 0x1f}, {0xe0, 0xe0, 0xa0, 0xbf, 3, 0x0f},
        {0xe1, 0xec, 0x80, 0xbf, 3, 0x0f}, {0xed, 0xed, 0x80, 0x9f, 3, 0x0f},
        {0xee, 0xef, 0x80, 0xbf, 3, 0x0f}, {0xf0, 0xf0, 0x90, 0xbf, 4, 0x07},
        {0xf1, 0xf3, 0x80, 0xbf, 4, 0x07}, {0xf4, 0xf4, 0x80, 0x8f, 4, 0x07},
    };
    unsigned char lead = left > 0 ? (unsigned char)at[0] : 0xff;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        if (lead < forms[i].first || lead > forms[i].last)
            continue;
        if (forms[i].size > left || (unsigned char)at[1] < forms[i].second_least ||
            (unsigned char)at[1] > forms[i].second_most)
            return 0;
        *point = lead & forms[i].bits;
        for (size_t k = 1; k < forms[i].size; k++) {
            if (!is_continuation(at[k]))
                return 0;
            *point = *point << 6 | ((unsigned char)at[k] & 0x3fu);
        }
        return forms[i].size;
    }
    return 0;
}

size_t utf8_write(uint32_t point, char to[4])
{
    if (point < 0x80) {
        to[0] = (char)point;
        return 1;
    }
    size_t size = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    for (size_t i = size - 1; i > 0; i--, point >>= 6)
        to[i] = (char)(0x80 | (point & 0x3f));
    static const unsigned char leads[] = {0, 0, 0xc0, 0xe0, 0xf0};
    to[0] = (char)(leads[size] | point);
    return size;
}

size_t utf8_whole(const char *text, size_t size)
{
    uint32_t point;
    size_t last = size; /* where the last character begins, if at most 3 bytes ago */
    while (last > 0 && size - last < 3 && is_continuation(text[last - 1]))
        last--;
    if (last == 0 || (unsigned char)text[last - 1] < 0xc0)
        return size;
    return utf8_read(text + last - 1, size - last + 1, &point) > 0 ? size : last - 1;
}

size_t utf8_print(char *to, size_t size, const char *format, va_list args)
{
    size_t kept = 0;
    assert(size > 0);
    if (vsnprintf(to, size, format, args) < 0)
        to[0] = 0;
    for (size_t at = 0; to[at];) {
        uint32_t point;
        size_t bytes = utf8_read(to + at, SIZE_MAX, &point);
        at += bytes > 0 ? 0 : 1; /* skip a byte of an incomplete character */
        for (; bytes > 0; bytes--)
            to[kept++] = to[at++];
    }
    to[kept] = 0;
    return kept;
}
