#pragma once
/*
 * Finds the shape that the words of a line fit. The matcher knows no statement: it tries every
 * shape and records what the furthest attempt still expected. kit/scenario/slots.h decides
 * whether a word fits a slot. Pure.
 */
#include "kit/scenario/reader.h"

/* Something that would have fitted where a line went wrong. */
struct expectation {
    const char *literal; /* NULL for a slot */
    size_t size;
    enum shape_slot slot; /* SLOT_COUNT without a literal: the end of the line */
};

#define MISS_ITEMS  48
#define MISS_SHAPES 3

/* Why no shape fits: everything that the attempts which got furthest still expected there. */
struct miss {
    uint32_t token; /* may be the line's count: something is missing */
    uint32_t item_count;
    struct expectation items[MISS_ITEMS];
    char why[KIT_ERROR_TEXT]; /* from a slot that the word was certainly meant for; or empty */
    uint32_t kind_count;      /* may exceed the number that is kept */
    enum statement_kind kinds[MISS_SHAPES];
    const char *option; /* the shape of an option that was begun, or NULL */
};

/* Finds the shape that the reader's line fits; on false *miss says what was expected. */
bool shapes_match(const struct reader *reader, struct statement *out, struct miss *miss);
