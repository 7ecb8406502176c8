#pragma once
/*
 * The lines of a scenario file and their words, before their meaning is known. The text may
 * hold anything. Bytes that are no text, or that cannot be split, are a flaw with a place and a
 * sentence that says what to do. All pointers point into the text, which the caller keeps.
 * Pure.
 */
#include "kit/scenario/scenario_model.h"

/* The longest line. A longer comment should be split into several lines. */
#define LINE_BYTES 2048u

struct token {
    const char *at; /* for a quoted word, its opening quote */
    size_t size;    /* with both quotes */
    bool quoted;
};

struct line {
    const char *at;
    size_t size;     /* without its line end */
    uint32_t number; /* from 1; 0 before the first */
    uint32_t count;
    struct token tokens[SCENARIO_WORDS];
};

/* A defect of the bytes themselves. */
struct flaw {
    const char *at;
    size_t size;
    const char *sentence;
};

/*
 * Whether these bytes are valid text of an accepted length: UTF-8 without control characters.
 */
bool text_sound(const char *text, size_t size, struct flaw *flaw);

/*
 * Moves to the next line of the text (from before the first: a zeroed line). False after the
 * last. A byte order mark and a line end belong to no line.
 */
bool line_next(struct line *line, const char *text, size_t size);

/* Splits the line into words; comments are left out. */
bool line_split(struct line *line, struct flaw *flaw);

/* Whether the word equals this one, and is not in quotes. */
bool token_is(const struct token *token, const char *word, size_t size);

/*
 * The word's text without quotes and with escapes undone. False if it does not fit. In quotes a
 * backslash stands for itself, so that paths can be written. It is an escape only before a
 * quote: \" is a quote, \\" is a backslash at the end. These are the rules of a Windows command
 * line.
 */
bool token_text(const struct token *token, char *to, size_t size);
