#pragma once
/*
 * The message for a mistake in a scenario: the place, what was expected, the line with a caret
 * below it, the word that was probably meant, and the correct form of such a line. Pure.
 */
#include "kit/base/text.h"

#define MISTAKE_NOTES 4

struct mistake {
    const char *path;
    uint32_t line_number; /* from 1 */
    const char *source;   /* the line's bytes; if NULL, no line is shown and the column is 1 */
    size_t size;
    size_t at;    /* the caret's byte in the line; may be the one after the last */
    size_t width; /* the number of bytes that the caret underlines */
    const char *sentence;
    const char *near_word; /* the word that was probably meant; or NULL */
    /* Closing lines, such as "the line reads: " and a shape; `word` may stand in between. */
    uint32_t note_count;
    struct {
        const char *label, *word, *text;
    } notes[MISTAKE_NOTES];
};

/* Fills err, which may be NULL, and returns KIT_BAD_INPUT. */
enum kit_status mistake_show(const struct mistake *mistake, struct kit_error *err);
