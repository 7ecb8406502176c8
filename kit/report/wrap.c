#include "kit/report/wrap.h"

#include <string.h>

#define ROOM_LEAST  20u /* in any terminal, so that each line has a few words */
#define INDENT_MORE 2u

uint32_t shown_width(const char *text, size_t size)
{
    uint32_t width = 0;
    for (size_t i = 0; i < size; i++)
        width += ((unsigned char)text[i] & 0xc0) != 0x80;
    return width;
}

static bool is_line_end(char c)
{
    return c == 0 || c == '\n';
}

size_t bytes_of_line(const char *words, uint32_t room)
{
    size_t size = 0, blank = 0;
    uint32_t width = 0;
    while (!is_line_end(words[size]) && width < room) {
        blank = words[size] == ' ' ? size : blank;
        size++;
        while (((unsigned char)words[size] & 0xc0) == 0x80)
            size++;
        width++;
    }
    bool is_whole = is_line_end(words[size]) || words[size] == ' ';
    return is_whole || blank == 0 ? size : blank;
}

static void wrap_line(struct text *to, const char *line, size_t size, uint32_t columns)
{
    uint32_t indent = (uint32_t)strspn(line, " ");
    uint32_t room = columns > indent + ROOM_LEAST ? columns - indent : ROOM_LEAST;
    const char *at = line + indent, *end = line + size;
    text_add_bytes(to, line, at < end ? indent : size);
    while (at < end) {
        size_t fits = bytes_of_line(at, room);
        fits = fits < (size_t)(end - at) ? fits : (size_t)(end - at);
        text_add_bytes(to, at, fits);
        at += fits;
        while (at < end && *at == ' ')
            at++;
        if (at < end)
            text_add(to, "\n%*s", (int)(indent + INDENT_MORE), "");
        room = columns > indent + INDENT_MORE + ROOM_LEAST ? columns - indent - INDENT_MORE
                                                           : ROOM_LEAST;
    }
}

void wrap_lines(struct text *to, const char *lines, uint32_t columns)
{
    while (*lines) {
        size_t size = strcspn(lines, "\n");
        wrap_line(to, lines, size, columns);
        lines += size;
        if (*lines) {
            text_add(to, "\n");
            lines++;
        }
    }
}
