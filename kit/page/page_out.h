#pragma once
/*
 * Where the pieces of an output go. An output can be larger than memory allows for one text, so
 * each piece is written into a room and passed on before the next one begins. Pure; the caller
 * gives the function that writes. One thread.
 */
#include "kit/base/text.h"

/*
 * The largest piece is the head of a run: a scenario and all findings, of which each byte takes
 * six bytes at most.
 */
#define PAGE_PIECE (2u * 1024 * 1024)

struct page_out {
    void (*put)(void *context, const char *bytes, size_t size);
    void *context;
    struct text piece; /* over PAGE_PIECE bytes; empty between two pieces */
};

/* False without memory; page_out_free. */
bool page_out_new(struct page_out *out, void (*put)(void *, const char *, size_t),
                  void *context);
void page_out_free(struct page_out *out);

/* Passes the piece on as it is. */
void page_out_flush(struct page_out *out);

/*
 * Passes the piece on as JSON inside an element of HTML. In JSON the characters < > & stand
 * only in strings, so all of them become escapes such as \u003c: no text can end the element.
 */
void page_out_flush_json(struct page_out *out);

/* Bytes without a limit, such as a script. */
void page_out_bytes(struct page_out *out, const char *bytes, size_t size);
