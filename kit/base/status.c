#include "kit/base/status.h"
#include "kit/base/shown.h"
#include "kit/base/utf8.h"

#include <string.h>

static void put_shown(char to[KIT_ERROR_TEXT], const char *from)
{
    char piece[SHOWN_MOST];
    size_t length = 0, size = 0;
    for (const char *end = from + strlen(from); from < end; length += size) {
        from += shown_piece(from, (size_t)(end - from), false, piece);
        size = strlen(piece);
        if (length + size >= KIT_ERROR_TEXT)
            break;
        memcpy(to + length, piece, size);
    }
    to[length] = 0;
}

enum kit_status kit_fail(struct kit_error *err, enum kit_status status, const char *format, ...)
{
    if (!err)
        return status;
    char sentence[KIT_ERROR_TEXT];
    va_list args;
    va_start(args, format);
    utf8_print(sentence, sizeof sentence, format, args);
    va_end(args);
    put_shown(err->text, sentence);
    err->status = status;
    err->os_code = 0;
    return status;
}
