#pragma once
/*
 * The style and the script of the page: files of this folder, which the build makes into C
 * (ci/cmake/embed.cmake). Pure.
 */
#include "kit/base/text.h"

/* The files of the script, in the order in which they run. X(name): NAME.js is name_js here. */
#define PAGE_SCRIPTS(X)                                                                        \
    X(data_js)                                                                                 \
    X(index_js)                                                                                \
    X(rows_js)                                                                                 \
    X(drawing_js)                                                                              \
    X(timeline_js)                                                                             \
    X(page_js)

struct embedded {
    const char *bytes; /* ends with a 0 */
    size_t size;
    const char *sha256; /* 64 hex digits */
};

#define X(name) extern const struct embedded embedded_##name;
PAGE_SCRIPTS(X)
#undef X
extern const struct embedded embedded_style_css;

/* Appends sha256-BASE64, by which a Content-Security-Policy allows this script or style. */
void embedded_hash(const struct embedded *of, struct text *to);
