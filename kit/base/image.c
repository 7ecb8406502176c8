#include "kit/base/image.h"
#include "kit/base/utf8.h"

#include <string.h>

#define REPLACEMENT 0xfffdu /* for invalid characters */

static bool is_high_surrogate(uint32_t unit)
{
    return unit >= 0xd800 && unit <= 0xdbff;
}

/* Returns the character at path[*at] and moves *at behind it. */
static uint32_t next_character(const uint16_t *path, size_t count, size_t *at)
{
    uint32_t unit = path[(*at)++];
    if (is_high_surrogate(unit) && *at < count && utf8_is_low_surrogate(path[*at]))
        return 0x10000 + ((unit - 0xd800) << 10) + (path[(*at)++] - 0xdc00u);
    return is_high_surrogate(unit) || utf8_is_low_surrogate(unit) ? REPLACEMENT : unit;
}

void image_of_path(const uint16_t *path, size_t count, char to[KIT_IMAGE])
{
    struct text name = text_over(to, KIT_IMAGE);
    size_t at = count;
    while (at > 0 && path[at - 1] != '\\' && path[at - 1] != '/')
        at--;
    while (at < count && path[at]) {
        char bytes[4];
        size_t size = utf8_write(next_character(path, count, &at), bytes);
        text_add_bytes(&name, bytes, size);
    }
    if (name.cut)
        to[0] = 0;
}

bool image_of_program(const char *program, char to[KIT_IMAGE])
{
    const char *name = path_file_name(program);
    size_t size = strlen(name);
    bool fits = size < KIT_IMAGE;
    memcpy(to, name, fits ? size : 0);
    to[fits ? size : 0] = 0;
    return fits;
}

/*
 * Ranges of capital letters, with the distance to the small letters. In a row with step 2 only
 * every second code point is a capital letter.
 */
static uint32_t small_letter(uint32_t point)
{
    static const struct {
        uint16_t first, last, step, distance;
    } rows[] = {
        {'A', 'Z', 1, 32},       {0x00c0, 0x00d6, 1, 32}, {0x00d8, 0x00de, 1, 32},
        {0x0100, 0x012e, 2, 1},  {0x0132, 0x0136, 2, 1},  {0x0139, 0x0147, 2, 1},
        {0x014a, 0x0176, 2, 1},  {0x0179, 0x017d, 2, 1},  {0x0386, 0x0386, 1, 38},
        {0x0388, 0x038a, 1, 37}, {0x038c, 0x038c, 1, 64}, {0x038e, 0x038f, 1, 63},
        {0x0391, 0x03a1, 1, 32}, {0x03a3, 0x03ab, 1, 32}, {0x0400, 0x040f, 1, 80},
        {0x0410, 0x042f, 1, 32}, {0x0460, 0x0480, 2, 1},  {0x048a, 0x04be, 2, 1},
        {0x04c1, 0x04cd, 2, 1},  {0x04d0, 0x052e, 2, 1},  {0x0531, 0x0556, 1, 48},
        {0x1e00, 0x1e94, 2, 1},  {0x1ea0, 0x1efe, 2, 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (point >= rows[i].first && point <= rows[i].last &&
            (point - rows[i].first) % rows[i].step == 0)
            return point + rows[i].distance;
    }
    return point;
}

/* Returns the next letter of a name as a small letter and moves *at behind it; 0 at the end. A
 * byte that is not valid UTF-8 counts as itself, above all characters. */
static uint32_t next_letter(const char **at)
{
    uint32_t point = 0;
    size_t size = utf8_read(*at, SIZE_MAX, &point);
    if (size == 0)
        return 0x110000u + (unsigned char)*(*at)++;
    if (point != 0)
        *at += size;
    return small_letter(point);
}

static bool is_ending(const char *at)
{
    for (const char *ending = ".exe"; *ending; ending++) {
        if (next_letter(&at) != (unsigned char)*ending)
            return false;
    }
    return *at == 0;
}

bool image_is(const char *image, const char *program)
{
    const char *name = path_file_name(program);
    if (!*name || !*image)
        return false; /* the image is not known yet, or no longer */
    while (*name) {
        if (next_letter(&image) != next_letter(&name))
            return false;
    }
    return *image == 0 || is_ending(image);
}
