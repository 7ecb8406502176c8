#pragma once
/*
 * UTF-8: the kit's only decoder and encoder, and cutting text between characters. Pure.
 */
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Bytes of the valid UTF-8 character at `at`, of which `left` bytes can be read, and its code
 * point. 0 if there is none: a stray or cut byte, an overlong form, a surrogate, or a code
 * point above U+10FFFF. A NUL ends every longer character, so `left` may be SIZE_MAX for text
 * that ends with one.
 */
static inline size_t utf8_read(const char *at, size_t left, uint32_t *point);

/* Writes the bytes of a code point and returns how many. Does not check it: a surrogate is
 * written, too. */
size_t utf8_write(uint32_t point, char to[4]);

/* The slow part of utf8_read: for a character that is not ASCII. */
size_t utf8_read_long(const char *at, size_t left, uint32_t *point);

/* The size of the text without an incomplete character at its end. */
size_t utf8_whole(const char *text, size_t size);

/* As vsnprintf, but the result is always valid UTF-8: a character that does not fit, or that a
 * precision such as %.40s cuts, is left out. Returns how many bytes were written. */
size_t utf8_print(char *to, size_t size, const char *format, va_list args);

/* True if a UTF-16 unit is the second half of a surrogate pair. */
static inline bool utf8_is_low_surrogate(uint32_t unit)
{
    return unit >= 0xdc00 && unit <= 0xdfff;
}

/* True if a byte is an ASCII digit, in any locale. */
static inline bool utf8_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* True if a byte is an ASCII letter, in any locale. */
static inline bool utf8_is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Inline, since the log is read and written byte by byte, and nearly all of it is ASCII. */
static inline size_t utf8_read(const char *at, size_t left, uint32_t *point)
{
    if (left == 0 || (unsigned char)at[0] >= 0x80)
        return utf8_read_long(at, left, point);
    *point = (unsigned char)at[0];
    return 1;
}

/* True if the whole text is valid UTF-8. */
static inline bool utf8_is_valid(const char *text)
{
    uint32_t point;
    size_t size = 1;
    while (*text && size > 0)
        text += size = utf8_read(text, SIZE_MAX, &point);
    return size > 0;
}
