#include "kit/page/page_out.h"

#include <assert.h>
#include <stdlib.h>

bool page_out_new(struct page_out *out, void (*put)(void *, const char *, size_t),
                  void *context)
{
    char *room = malloc(PAGE_PIECE);
    *out = (struct page_out){.put = put, .context = context};
    if (room)
        out->piece = text_over(room, PAGE_PIECE);
    return room != NULL;
}

void page_out_free(struct page_out *out)
{
    free(out->piece.at);
    *out = (struct page_out){.put = NULL};
}

static void begin_next_piece(struct page_out *out)
{
    assert(!out->piece.cut);
    out->piece = text_over(out->piece.at, out->piece.size);
}

void page_out_flush(struct page_out *out)
{
    out->put(out->context, out->piece.at, out->piece.length);
    begin_next_piece(out);
}

static const char *json_escape_of(char c)
{
    switch (c) {
    case '<':
        return "\\u003c";
    case '>':
        return "\\u003e";
    case '&':
        return "\\u0026";
    default:
        return NULL;
    }
}

void page_out_flush_json(struct page_out *out)
{
    const char *at = out->piece.at, *end = at + out->piece.length, *plain = at;
    for (; at < end; at++) {
        const char *escape = json_escape_of(*at);
        if (!escape)
            continue;
        out->put(out->context, plain, (size_t)(at - plain));
        out->put(out->context, escape, strlen(escape));
        plain = at + 1;
    }
    out->put(out->context, plain, (size_t)(end - plain));
    begin_next_piece(out);
}

void page_out_bytes(struct page_out *out, const char *bytes, size_t size)
{
    assert(out->piece.length == 0);
    out->put(out->context, bytes, size);
}
