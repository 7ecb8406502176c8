#include "kit/base/escaped.h"

#include <string.h>

static int hex_digit(char c)
{
    static const char digits[] = "0123456789abcdefABCDEF";
    const char *at = c ? strchr(digits, c) : NULL;
    int value = at ? (int)(at - digits) : -1;
    return value > 15 ? value - 6 : value;
}

/* Reads what stands behind a backslash, and moves *at behind it; -1 if it means nothing. */
static int escaped_byte(const char **at)
{
    static const char letters[] = "nrt\\", bytes[] = "\n\r\t\\";
    const char *letter = **at ? strchr(letters, **at) : NULL;
    if (letter) {
        (*at)++;
        return bytes[letter - letters];
    }
    if (**at != 'x' || hex_digit((*at)[1]) < 0 || hex_digit((*at)[2]) < 0)
        return -1;
    *at += 3;
    return hex_digit((*at)[-2]) * 16 + hex_digit((*at)[-1]);
}

const char *escaped_bytes(const char *text, char *to, size_t *size)
{
    *size = 0;
    while (*text) {
        const char *from = text++;
        int byte = (unsigned char)*from;
        if (*from == '\\' && (byte = escaped_byte(&text)) < 0)
            return from;
        to[(*size)++] = (char)byte;
    }
    return NULL;
}
