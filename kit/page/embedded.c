#include "kit/page/embedded.h"

static uint32_t hex_value(char c)
{
    return (uint32_t)(c <= '9' ? c - '0' : c - 'a' + 10);
}

/* The byte of a SHA-256 at this index; 0 behind its end. */
static uint32_t hash_byte(const char *sha256, size_t at)
{
    return at < 32 ? hex_value(sha256[2 * at]) << 4 | hex_value(sha256[2 * at + 1]) : 0;
}

void embedded_hash(const struct embedded *of, struct text *to)
{
    static const char digits[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    text_add(to, "sha256-");
    for (size_t at = 0; at < 32; at += 3) {
        uint32_t three = hash_byte(of->sha256, at) << 16 | hash_byte(of->sha256, at + 1) << 8 |
                         hash_byte(of->sha256, at + 2);
        text_add(to, "%c%c%c%c", digits[three >> 18], digits[three >> 12 & 63],
                 digits[three >> 6 & 63], at + 2 < 32 ? digits[three & 63] : '=');
    }
}
