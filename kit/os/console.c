#include "kit/os/console.h"
#include "kit/base/shown_text.h"
#include "kit/base/utf8.h"
#include "kit/os/console_error.h"

#include <assert.h>
#include <string.h>

static void write_shown(FILE *to, const char *from, size_t size)
{
    char room[1024];
    struct text out = text_over(room, sizeof room);
    for (const char *end = from + size; from < end;) {
        char piece[SHOWN_MOST];
        from += shown_piece(from, (size_t)(end - from), true, piece);
        text_add(&out, "%s", piece);
        if (from < end && out.size - out.length > SHOWN_MOST)
            continue;
        fputs(room, to);
        out = text_over(room, sizeof room);
    }
}

void os_say(FILE *to, const char *format, ...)
{
    char room[8192];
    va_list arguments;
    va_start(arguments, format);
    size_t size = utf8_print(room, sizeof room, format, arguments);
    va_end(arguments);
    struct text line = {room, sizeof room, size, false};
    shown_rest(&line, 0, false);
    fputs(room, to);
    fputs("\n", to);
}

void os_tell(FILE *to, const char *text)
{
    write_shown(to, text, strlen(text));
}

void os_tell_coloured(FILE *to, uint32_t colour, size_t count, const char *text)
{
    assert(count <= strlen(text));
    if (colour != 0)
        fprintf(to, "\033[%um", (unsigned)colour);
    write_shown(to, text, count);
    if (colour != 0)
        fputs("\033[0m", to);
    os_tell(to, text + count);
}

void os_progress(FILE *to, uint32_t columns, const char *line)
{
    if (!line[0])
        fprintf(to, "\r%*s", (int)columns - 1, "");
    fputs("\r", to);
    os_tell(to, line);
}

void os_complain(const char *format, ...)
{
    char room[KIT_ERROR_TEXT + 512];
    va_list arguments;
    va_start(arguments, format);
    size_t size = utf8_print(room, sizeof room - 1, format, arguments);
    va_end(arguments);
    struct text line = {room, sizeof room - 1, size, false};
    shown_rest(&line, 0, true);
    line.at[line.length] = '\n';
    fflush(stderr);
    console_write_error(room, line.length + 1);
}
